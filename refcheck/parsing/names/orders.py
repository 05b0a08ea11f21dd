"""In which order the names of a list are printed where no comma tells: "Jane Doe", "Doe Jane", "Doe J"."""

from collections.abc import Sequence
from typing import NamedTuple

from refcheck.parsing.names.pairs import Joined
from refcheck.parsing.names.words import (
    CAPITAL_PARTICLES,
    can_be_spoken,
    is_east_asian_family,
    is_given,
    is_initials,
    is_particle,
)


class Habit(NamedTuple):
    """How a list is printed: initials behind the family names ("Shin JH"), family names first ("Doe Jane") or in capitals."""

    initials_behind: bool = False
    family_first: bool = False
    capitals: bool = False


def habit_of(names: Sequence[Joined]) -> Habit:
    """What the names of a list that stand in one part have in common."""
    lists = [name.part.words for name in names if name.given is None and len(name.part.words) > 1]
    lasts = [words for words in lists if is_initials(words[-1]) and not is_initials(words[0])]
    votes = [_vote(words) for words in lists]
    return Habit(
        initials_behind=any(not can_be_spoken(words[-1]) for words in lasts),
        family_first=votes.count(1) > 2 * votes.count(-1),
        capitals=any(
            name.part.text.isupper() and not name.given.text.isupper() for name in names if name.given is not None
        ),
    )


def _vote(words: Sequence[str]) -> int:
    """1 where known given names stand behind the first word of a name, -1 where the first is one, 0 where nothing tells."""
    full = [word for word in words if not is_initials(word)]
    if len(full) < 2 or is_initials(words[0]) or any(map(is_particle, full)) or full[0].lower() in CAPITAL_PARTICLES:
        return 0
    if is_east_asian_family(full[0]) != is_east_asian_family(full[-1]):
        return 1 if is_east_asian_family(full[0]) else -1
    first, behind = is_given(full[0]), any(map(is_given, full[1:]))
    return behind - first if len(full) > 2 else is_given(full[1]) - first
