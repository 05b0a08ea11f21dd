"""Comparison of publishers, ignoring legal forms and imprints, and of their places, under the names of cities in any language."""

from rapidfuzz.distance import Indel

from refcheck.gazetteer.publishers import LEGAL_FORMS, publishers_of
from refcheck.matching.diff import compared
from refcheck.matching.transformations.acronym import is_acronym
from refcheck.model import Agreement, Comparison, Work
from refcheck.text.folding import LONGEST, fold, squeeze, words
from refcheck.text.markup import clean
from refcheck.text.scripts import comparable

_COMMON = LEGAL_FORMS | words("""and of the de du der la for in at on press presses verlag publisher publishers publishing
publications pub books edition editions ediciones editora editorial editore group house international science
sciences business media academic university universitat universite universidad universidade society association
institute american british canadian chinese european french german indian italian japanese korean russian uk us usa""")
"""Words that the names of many publishers share, and that do not make two names alike."""

_EXONYMS = """
vienna wien; cologne koln; munich munchen; zurich zuerich; geneva geneve genf; rome roma; milan milano; turin torino;
florence firenze; venice venezia; naples napoli; lisbon lisboa; seville sevilla; prague praha prag; warsaw warszawa;
cracow krakow; moscow moskva; copenhagen kobenhavn; brussels bruxelles brussel; antwerp antwerpen anvers; hague haag;
basel basle bale; bern berne; athens athina; bucharest bucuresti; belgrade beograd; gothenburg goteborg; teheran tehran;
beijing peking; kyiv kiev; nuremberg nurnberg; mainz mayence; louvain leuven; gand ghent gent; petersburg leningrad
sankt; istanbul constantinople; york ny; cambridge mass"""
"""Names of the same city. Source: the lists of exonyms of the United Nations Group of Experts on Geographical Names."""

_CITY = {name: names.split()[0] for names in _EXONYMS.split(";") for name in names.split()}

_NO_PLACE = words("the of and und et de la le los las new st saint san am im usa uk us")
"""Words that the names of many places share, and short names of countries."""


def compare_publishers(cited: Work, registered: Work) -> Agreement | None:
    """Return the agreement of the publishers of two works; ``None`` where neither names one."""
    if not cited.publisher and not registered.publisher:
        return None
    sides = clean(cited.publisher or "")[:LONGEST], clean(registered.publisher or "")[:LONGEST]
    ours, theirs = fold(sides[0]), fold(sides[1])
    if not ours or not theirs or not comparable(ours, theirs):
        return compared("publisher", sides, Comparison.CANNOT_COMPARE)
    if sides[0] == sides[1]:
        return compared("publisher", sides, Comparison.SAME)
    similarity = Indel.normalized_similarity(ours, theirs)
    if _is_one_publisher(ours, theirs):
        return compared("publisher", sides, Comparison.VARIANT, similarity=similarity)
    return compared("publisher", sides, Comparison.DIFFERENT, similarity=similarity)


def _is_one_publisher(ours: str, theirs: str) -> bool:
    short, long = sorted((squeeze(ours), squeeze(theirs)), key=len)
    return (
        long.startswith(short)
        or not publishers_of(ours).isdisjoint(publishers_of(theirs))
        or not {*ours.split()} & {*theirs.split()} <= _COMMON
        or is_acronym(ours, theirs)
    )


def compare_places(cited: Work, registered: Work) -> Agreement | None:
    """Return the agreement of the places of publication of two works; ``None`` where either names none.

    A publisher has several places, and one in common is enough; a city may be given with or without its country or state.
    """
    if not cited.publisher_place or not registered.publisher_place:
        return None
    sides = clean(cited.publisher_place)[:LONGEST], clean(registered.publisher_place)[:LONGEST]
    keys = fold(sides[0]), fold(sides[1])
    ours, theirs = ({_CITY.get(word, word) for word in key.split() if word not in _NO_PLACE} for key in keys)
    if not ours or not theirs or not comparable(*keys):
        return compared("publisher-place", sides, Comparison.CANNOT_COMPARE)
    alike = Comparison.SAME if sides[0] == sides[1] else Comparison.VARIANT
    return compared("publisher-place", sides, Comparison.DIFFERENT if ours.isdisjoint(theirs) else alike)
