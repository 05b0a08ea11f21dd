"""Given names of two people beside each other: in full, as initials, in short forms."""

from collections.abc import Callable, Iterable
from enum import Enum, auto
from itertools import product

from refcheck.gazetteer.names import nicknames
from refcheck.text.spelling import misspelt
from refcheck.text.transliteration import sound

_FORMAL = {name: names[0] for names in nicknames() for name in names}
_INITIALS = {name: {one[0] for one in names} for names in nicknames() for name in names}

_INITIALS_IN_TWO = (
    ("yu", "iu", "ju", "u"), ("ya", "ia", "ja"), ("yo", "io", "jo", "e"), ("ye", "ie", "je", "e"), ("zh", "j", "z"),
    ("kh", "h", "x"), ("ts", "tz", "c"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("th",),
)  # fmt: skip
"""Initials of two letters, each with what else stands for it: ``Yu.`` and ``Iu.``; ``Ch.`` is French for Charles, too.

Source: ISO 9:1995, ISO 843:1997, BGN/PCGN, ALA-LC.
"""

_TWO = frozenset(spelling for group in _INITIALS_IN_TWO for spelling in group if len(spelling) > 1)

_FIRST = ("ck", "ijy", "vw")
"""Letters that stand for each other in names of any origin, first ones among them: Carl and Karl, ``W.`` for ``V.``"""

_FURTHER = (
    "vw", "aeijouy", "cghkqx", "chjqstxz", "buvw", "ft", "dt", "bp", "fp", "dgj", "dz", "lr", "ln", "fh",
)  # fmt: skip
"""Letters that one letter of another script is written with, by one standard or another; of names that follow the first one.

Source: ISO 9:1995, ISO 843:1997, BGN/PCGN, ALA-LC; for Chinese Hanyu Pinyin and Wade–Giles, for Korean the Revised Romanization and
McCune–Reischauer, for Japanese the Hepburn and Kunrei systems.
"""


class Likeness(Enum):
    """How one name stands to another.

    ``FORM``: the same person, by a given name in another form (Bob for Robert). ``INITIAL``: the first name fits, and each side
    has a further one that the other has not (``G. B.`` and ``G. C.``). ``OTHER_GIVEN``: another person of the family name.
    ``UNKNOWN``: in scripts, or of kinds, that cannot be compared.
    """

    SAME = auto()
    FORM = auto()
    INITIAL = auto()
    MISSPELT = auto()
    OTHER_GIVEN = auto()
    OTHER = auto()
    UNKNOWN = auto()


def compare_given(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Likeness:
    """Two given names, as folded words; one that is lacking fits any."""
    if not ours or not theirs or _written_alike(ours, theirs):
        return Likeness.SAME
    if not fits(ours, theirs):
        return Likeness.OTHER_GIVEN
    alone = [_without(ours, theirs, _may_be_one), _without(theirs, ours, _may_be_one)]
    firsts = ours[0], theirs[0]
    if _may_be_initial(*firsts):
        alone = [[name for name in names if name != first] for names, first in zip(alone, firsts, strict=True)]
    if all(alone) and not any(_may_be_one_letter(our[0], their[0], _FURTHER) for our, their in product(*alone)):
        return Likeness.INITIAL
    differ = _without(ours, theirs, _is_one) and _without(theirs, ours, _is_one)
    return Likeness.FORM if differ or _goes_by_initial(ours, theirs) else Likeness.SAME


def _goes_by_initial(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the first names are two, and an initial further on is all that makes them one person's: Marcel and Anne M."""
    if _may_be_one(ours[0], theirs[0]) or _may_be_initial(ours[0], theirs[0]):
        return False
    return not any(len(name) > 1 < len(word) and _may_be_one(name, word) for name in ours for word in theirs)


def fits(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two people of one family name can be one: the first name of either is among the other's."""
    if not ours or not theirs or _written_alike(ours, theirs) or _may_be_initial(ours[0], theirs[0]):
        return True
    return any(_may_be_one(ours[0], word) for word in theirs) or any(_may_be_one(theirs[0], word) for word in ours)


def _written_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether given names differ at most in how they sound, in what is written together, or in a run of initials."""
    is_one_sound = sound("".join(ours)) == sound("".join(theirs))
    return is_one_sound or _is_run_of_initials(ours, theirs) or _is_run_of_initials(theirs, ours)


def _is_run_of_initials(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one word is made of the initials of several: ``HMY`` for Helma M. Y., ``Cf`` for Cui-fen."""
    return (
        len(short) == 1 and 1 < len(short[0]) <= len(full) and short[0] == "".join(w[0] for w in full)[: len(short[0])]
    )


def _without(ours: tuple[str, ...], theirs: tuple[str, ...], like: Callable[[str, str], bool]) -> list[str]:
    """Our names that have no like among theirs, each of which stands for one of ours; names in full are looked for first."""
    left, alone = list(theirs), set()
    for place in sorted(range(len(ours)), key=lambda place: -len(ours[place])):
        found = next((their for their in left if like(ours[place], their)), None)
        if found is None:
            alone.add(place)
        else:
            left.remove(found)
    return [our for place, our in enumerate(ours) if place in alone]


def _is_one(one: str, other: str) -> bool:
    """Whether two names are one, as they sound, or one is the other's initial."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return (short in _TWO and long[:2] in _TWO and _begin_alike(short, long)) or sound(one) == sound(other)


def _begin_alike(short: str, long: str) -> bool:
    """Whether an initial stands for the beginning of a name, where one of them takes two letters."""
    return any(short in group and long.startswith(group) for group in _INITIALS_IN_TWO)


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one: in a short form, cut short (``Gy.`` for György) or with a slip, too."""
    short, long = sorted((one, other), key=len)
    if _is_one(one, other):
        return True
    return len(short) > 1 and (
        long.startswith(short) or _FORMAL.get(one, one) == _FORMAL.get(other, other) or misspelt(one, other)
    )


def _may_be_initial(one: str, other: str) -> bool:
    """Whether one is the initial of a short form of the other, or of its transliteration: ``B.`` for William, ``J.`` for ``Y.``."""
    short, long = sorted((one, other), key=len)
    if len(short) > 1:
        return False
    in_two = long[:2] in _TWO and _begin_alike(short, long)
    return in_two or short in _INITIALS.get(long, ()) or any({short, long[0]} <= {*letters} for letters in _FIRST)


def _may_be_one_letter(one: str, other: str, groups: Iterable[str]) -> bool:
    """Whether two initials are one, or of one group of letters that stand for each other."""
    return one == other or any(one in letters and other in letters for letters in groups)
