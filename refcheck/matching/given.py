"""Given names of two people beside each other: in full, as initials, in short forms."""

from collections.abc import Callable, Iterable
from enum import Enum, auto

from refcheck.gazetteer.names import nicknames
from refcheck.matching.initials import may_stand_for
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

_FOR_EACH_OTHER = frozenset(
    pair for one, other in ("yj", "vw", "ck", "ij", "iy") for pair in (one + other, other + one)
)
"""First initials that are written for each other. Source: as above; ``W.`` is German for ``V.``."""

_TWO = frozenset(spelling for group in _INITIALS_IN_TWO for spelling in group if len(spelling) > 1)


class Given(Enum):
    """How the given names of two people of one family name stand to each other.

    ``FORM``: one person's, in another form (Bob for Robert). ``INITIAL``: the first name fits, and each side has a further one that
    the other has not (``G. B.`` and ``G. C.``). ``OTHER``: another person's.
    """

    SAME = auto()
    FORM = auto()
    INITIAL = auto()
    OTHER = auto()


def compare_given(ours: tuple[str, ...], theirs: tuple[str, ...], families: Iterable[str] = ()) -> Given:
    """Two given names, as folded words; one that is lacking fits any. ``families`` are the family names that go with them."""
    if not ours or not theirs or _written_alike(ours, theirs):
        return Given.SAME
    if not fits(ours, theirs):
        return Given.OTHER
    ours_alone, theirs_alone = _without(ours, theirs, _may_be_one), _without(theirs, ours, _may_be_one)
    if _may_be_initial(ours[0], theirs[0]):
        ours_alone, theirs_alone = (
            [name for name in alone if name != first]
            for alone, first in ((ours_alone, ours[0]), (theirs_alone, theirs[0]))
        )
    if ours_alone and theirs_alone:
        in_full = [any(len(name) > 1 for name in alone) for alone in (ours_alone, theirs_alone)]
        if all(in_full) and (ours[0] in ours_alone or theirs[0] in theirs_alone):
            return Given.OTHER
        firsts = ours[0], theirs[0]
        if not any(may_stand_for(our[0], their[0], families, firsts) for our in ours_alone for their in theirs_alone):
            return Given.INITIAL
    differ = _without(ours, theirs, _is_one) and _without(theirs, ours, _is_one)
    return Given.FORM if differ or _goes_by_initial(ours, theirs) else Given.SAME


def _goes_by_initial(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the first names are two, and an initial further on is all that makes them one person's: Marcel and Anne M."""
    if _may_be_one(ours[0], theirs[0]) or _may_be_initial(ours[0], theirs[0]):
        return False
    return not any(len(name) > 1 < len(word) and _may_be_one(name, word) for name in ours for word in theirs)


def fits(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two people of one family name can be one: the first name of either is among the other's."""
    if not ours or not theirs or _written_alike(ours, theirs):
        return True
    return (
        any(_may_be_one(ours[0], word) for word in theirs)
        or any(_may_be_one(theirs[0], word) for word in ours)
        or _may_be_initial(ours[0], theirs[0])
    )


def _written_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether given names differ at most in how they sound, in what is written together, or in a run of initials."""
    if sound("".join(ours)) == sound("".join(theirs)):
        return True
    if _is_run_of_initials(ours, theirs) or _is_run_of_initials(theirs, ours):
        return True
    heads = _heads(ours), _heads(theirs)
    return any(number != heads[1][head] for head, number in heads[0].items() if head in heads[1])


def _heads(names: tuple[str, ...]) -> dict[str, int]:
    """What the first names make when they are written together, with their number: ``SooJin`` is one, “Soo Jin” are two."""
    heads = {"".join(names[:end]): end for end in range(1, len(names) + 1)}
    return {head: number for head, number in heads.items() if len(head) > len(names)}


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
        long.startswith(short)
        or (short in _TWO and _begin_alike(short, long))
        or _FORMAL.get(one, one) == _FORMAL.get(other, other)
        or misspelt(one, other)
    )


def _may_be_initial(one: str, other: str) -> bool:
    """Whether one is the initial of a short form of the other, or of its transliteration: ``B.`` for William, ``J.`` for ``Y.``."""
    short, long = sorted((one, other), key=len)
    if len(short) > 1:
        return False
    in_two = long[:2] in _TWO and _begin_alike(short, long)
    return in_two or short in _INITIALS.get(long, ()) or f"{short}{long[0]}" in _FOR_EACH_OTHER
