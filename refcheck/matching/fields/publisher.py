"""Publishers: legal forms, places and imprints aside."""

from rapidfuzz.distance import Indel

from refcheck.gazetteer.publishers import publishers_of
from refcheck.matching.wording import compared
from refcheck.model import Agreement, Change, Comparison, Work
from refcheck.text.folding import LONGEST, fold, squeeze, words
from refcheck.text.markup import clean
from refcheck.text.scripts import comparable
from refcheck.text.spelling import misspelt

_COMMON = words("""and of the de du der la for in at on ltd limited inc incorporated llc lp plc co company corp
corporation gmbh ag kg bv nv sa srl sas pty pvt oy ab press presses verlag publisher publishers publishing
publications pub books edition editions ediciones editora editorial editore group house international science
sciences business media academic university universitat universite universidad universidade society association
institute american british canadian chinese european french german indian italian japanese korean russian uk us usa""")
"""Words that many publishers' names share: two names are not alike for one of these."""

_SMALL = words("of the and for")
"""Words that initials and short forms leave out."""


def compare_publishers(cited: Work, registered: Work) -> Agreement | None:
    """The publishers of two works; ``None`` where neither names one."""
    if not cited.publisher and not registered.publisher:
        return None
    sides = clean(cited.publisher or "")[:LONGEST], clean(registered.publisher or "")[:LONGEST]
    ours, theirs = fold(sides[0]), fold(sides[1])
    if not ours or not theirs or not comparable(ours, theirs):
        return compared("publisher", sides, Comparison.CANNOT_COMPARE)
    similarity = Indel.normalized_similarity(ours, theirs)
    if sides[0] == sides[1]:
        return compared("publisher", sides, Comparison.SAME)
    if _one_house(ours, theirs):
        return compared("publisher", sides, Comparison.VARIANT, similarity=similarity)
    slip = any(misspelt(our, their) for our in _telling(ours) for their in _telling(theirs))
    change = Change.MISSPELT if slip else Change.CHANGED
    return compared("publisher", sides, Comparison.DIFFERENT, similarity=similarity, change=change)


def _one_house(ours: str, theirs: str) -> bool:
    short, long = sorted((squeeze(ours), squeeze(theirs)), key=len)
    return (
        long.startswith(short)
        or not publishers_of(ours).isdisjoint(publishers_of(theirs))
        or not _telling(ours).isdisjoint(_telling(theirs))
        or ours == _initials(theirs)
        or theirs == _initials(ours)
        or _is_shortened(ours, theirs)
        or _is_shortened(theirs, ours)
    )


def _is_shortened(short: str, long: str) -> bool:
    """Whether each word of one name begins the like word of the other: ``Amer Math Soc``."""
    words = [word for word in long.split() if word not in _SMALL]
    cut = short.split()
    return 1 < len(cut) <= len(words) and all(map(str.startswith, words, cut))


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split() if word not in _SMALL)


def _telling(key: str) -> set[str]:
    return {word for word in key.split() if word not in _COMMON}
