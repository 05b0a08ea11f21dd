"""Places of publication, in any language that cities have names in."""

from refcheck.matching.wording import compared
from refcheck.model import Agreement, Comparison, Work
from refcheck.text.folding import LONGEST, fold, words
from refcheck.text.markup import clean
from refcheck.text.scripts import comparable

_EXONYMS = """
vienna wien; cologne koln; munich munchen; zurich zuerich; geneva geneve genf; rome roma; milan milano; turin torino;
florence firenze; venice venezia; naples napoli; lisbon lisboa; seville sevilla; prague praha prag; warsaw warszawa;
cracow krakow; moscow moskva; copenhagen kobenhavn; brussels bruxelles brussel; antwerp antwerpen anvers; hague haag;
basel basle bale; bern berne; athens athina; bucharest bucuresti; belgrade beograd; gothenburg goteborg; teheran tehran;
beijing peking; kyiv kiev; nuremberg nurnberg; mainz mayence; louvain leuven; gand ghent gent; petersburg leningrad
sankt; istanbul constantinople; york ny; cambridge mass"""
"""Names of one city. Source: the lists of exonyms of the United Nations Group of Experts on Geographical Names."""

_CITY = {name: names.split()[0] for names in _EXONYMS.split(";") for name in names.split()}

_NO_PLACE = words("the of and und et de la le los las new st saint san am im usa uk us")
"""Words that names of many places share, and those of countries in short."""


def compare_places(cited: Work, registered: Work) -> Agreement | None:
    """The places of publication of two works; ``None`` where either names none.

    A publisher has several, and one in common is enough; a city may stand with its country or state, or without.
    """
    if not cited.publisher_place or not registered.publisher_place:
        return None
    sides = clean(cited.publisher_place)[:LONGEST], clean(registered.publisher_place)[:LONGEST]
    keys = fold(sides[0]), fold(sides[1])
    ours, theirs = ({_CITY.get(word, word) for word in key.split() if word not in _NO_PLACE} for key in keys)
    if not ours or not theirs or not comparable(*keys):
        return compared("publisher-place", sides, Comparison.CANNOT_COMPARE)
    if keys[0] == keys[1]:
        return compared("publisher-place", sides, Comparison.SAME if sides[0] == sides[1] else Comparison.VARIANT)
    return compared("publisher-place", sides, Comparison.DIFFERENT if ours.isdisjoint(theirs) else Comparison.VARIANT)
