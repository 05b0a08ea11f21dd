"""The order in which the names of a list are printed, if no comma shows it; the Arabic "and", which touches the next word; and
the "y" within one name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from refcheck.parsing.names.name_words import (
    CAPITAL_PARTICLES,
    JOINING_FAMILIES,
    can_be_spoken,
    is_east_asian_family,
    is_given,
    is_initials,
    is_particle,
    is_suffix,
)
from refcheck.parsing.names.pairs import Joined, Part, all_initials, is_complete
from refcheck.text.deferred import deferred

_AND = re.compile(r"(?P<comma>[،,]\s?|\s)و(?=[\u0620-\u06ff]{3})")
""""و" before a word of three or more letters, with or without a comma before it."""

_COMMA = re.compile(r"[،,]")
"""The comma between a family and a given name, or between two people."""


def separated_by_and(body: str) -> str:
    """Return the list with a semicolon in place of each such "and", so that no position changes.

    Names may begin with that letter, too. It is "and" if an odd number of commas precede it, so that the pairs of family and given
    name are complete, and if another pair or the article follows.
    """
    parted = body
    start = 0
    for found in _AND.finditer(body):
        commas = len(_COMMA.findall(body, start, found.start()))
        rest = body[found.end() :]
        if commas % 2 and (_COMMA.search(rest) or rest.startswith("ال")):
            parted = parted[: found.start()] + ";".rjust(found.end() - found.start()) + parted[found.end() :]
            start = found.end()
    return parted


_SECOND_FAMILY = deferred(
    r"\s*(?:[a-z]{1,3}\s+){0,2}[^\W\d_a-z][^\W\d_]+"
    r"(?:(?P<mark>,\s*|\s+)(?P<given>[^\W\d_a-z][^,;&]*?)(?=\s[yie]\s|[,;&]|$)|\s+[yie&]\s|\s*;|\W*$)"
)
"""The text after a "y" within a family name: " Poe, Ana", " de Poe A", " Poe" at the end or before another "and"."""


def joins_families(word: str, found: Sequence[Part], body: str, start: int, mark: re.Match[str]) -> bool:
    """Return whether an "and" joins two family names of one person: "Lund y Poe, Ana", "Ana Lund y Poe".

    Two people are printed in the same form: a family name alone beside a name with a given name is not a second person.
    """
    after = _SECOND_FAMILY.match(body, mark.end()) if word in JOINING_FAMILIES else None
    before = body[start : mark.start()].split()
    if after is None or not before or not before[-1][0].isupper() or is_initials(before[-1]):
        return False
    given = tuple((after["given"] or "").split())
    begins = not found or found[-1].closes
    if len(before) > 1 and (is_given(before[0]) or is_initials(before[0])):
        in_order = not given or (len(given) > 1 and after["mark"].startswith(",") and not is_initials(given[0]))
        return begins and in_order
    begins = begins or all_initials(found[-1].words)
    fits = bool(given) and (all_initials(given) or (after["mark"].startswith(",") and not is_complete(given)))
    return begins and fits and all(map(is_particle, before[len(before) > 2 : -1]))


class Habit(NamedTuple):
    """How a list is printed: initials after the family names ("Shin JH"), family names first ("Doe Jane") or in capitals
    ("DOE, Jane", or first: "DOE Jane"); only the first name with its family name first ("Doe Jane, Ann Roe"); given names
    abbreviated ("J. Doe, A. B. Roe"); no name with only initials last ("Doe Jane K, Roe Ann", but "Doe Clara J, Roe A").
    """

    initials_behind: bool = False
    family_first: bool = False
    capitals: bool = False
    capitals_first: bool = False
    first_inverted: bool = False
    abbreviated: bool = False
    full_behind: bool = True


def habit_of(names: Sequence[Joined]) -> Habit:
    """Return how a list is printed, judged by its names that are printed in one part."""
    lists = [name.part.words for name in names if name.given is None and len(name.part.words) > 1]
    capitals = any(
        name.part.text.isupper() and not name.given.text.isupper() for name in names if name.given is not None
    )
    lasts = [words for words in lists if is_initials(words[-1]) and not is_initials(words[0])]
    initials = [words for words in lasts if len(words) == 2 or not is_suffix(words[-1])]  # not of "Clara Doe JR"
    alike = len(lasts) == len(lists)
    votes = [_vote(words) for words in lists]
    inverted = any(name.given is not None for name in names)
    return Habit(
        initials_behind=not all(can_be_spoken(words[-1]) and not (alike and _is_short(words)) for words in initials),
        family_first=not inverted and (votes.count(1) > 2 * votes.count(-1) or _has_given_last(lists, lasts)),
        first_inverted=len(votes) > 1 and votes[0] == 1 and -1 in votes[1:] and 1 not in votes[1:] and not inverted,
        capitals_first=len(lists) > 1
        and all(map(starts_in_capitals, lists))
        and any(not is_initials(words[0]) or is_east_asian_family(words[0]) for words in lists),
        abbreviated=len(lists) > 1 and all(is_initials(words[0]) for words in lists),
        capitals=capitals,
        full_behind=all(any(map(is_given, words[1:])) for words in lasts),
    )


_MOST_INITIALS = 3
"""The most initials of a person. Source: a judgement; four are rare."""


def _is_short(words: Sequence[str]) -> bool:
    """Return whether a name ends in three capitals, more likely initials than a family name: "Okafor NEC", but "Jing LIU"."""
    is_known = any(map(is_given, words[:-1])) or is_east_asian_family(words[-1])
    return len(words[-1]) <= _MOST_INITIALS and not is_known


def _has_given_last(lists: Sequence[Sequence[str]], lasts: Sequence[Sequence[str]]) -> bool:
    """Return whether given names are last, abbreviated in half of the names or more, but not in all: "Roe Anna, Doe J, Poe K"."""
    return 2 * len(lasts) >= len(lists) > len(lasts) and not any(
        is_initials(words[0]) or (len(words) == 2 and is_given(words[0]) and not is_given(words[1])) for words in lists
    )


def _vote(words: Sequence[str]) -> int:
    """Return 1 if known given names follow the first word of a name, -1 if the first word is one, 0 if there is no evidence."""
    full = [word for word in words if not is_initials(word)]
    if len(full) < 2 or is_initials(words[0]) or any(map(is_particle, full)) or full[0].lower() in CAPITAL_PARTICLES:
        return 0
    first, second = is_given(full[0]), is_given(full[1])
    if is_initials(words[-1]) and not second:
        return 0
    if len(full) > 2 and first != second:
        return second - first
    if is_east_asian_family(full[0]) != is_east_asian_family(full[-1]):
        return 1 if is_east_asian_family(full[0]) else -1
    return any(map(is_given, full[1:])) - first


def starts_in_capitals(words: Sequence[str]) -> bool:
    """Return whether the first words of a name are in capitals and the others are not: "VAN DAAL Anna", "WEN Lihua"."""
    stop = 0
    while stop < len(words) and len(words[stop]) > 1 and words[stop].isupper() and "." not in words[stop]:
        stop += 1
    return 0 < stop < len(words) and not words[stop].isupper() and words[stop][:1].isupper()
