"""Pairing of the parts between commas: whole names, or a family name and its given name.

A list is printed in one form: every name family first ("Doe, Jane, Roe, Ann"), only the first of them ("Doe, Jane, Ann
Roe"), or none ("Jane Doe, Ann Roe"). Each form is tried on the whole list, and the cheapest is chosen: the cost of a part is how
odd it would be in that form.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, starmap
from typing import NamedTuple

from refcheck.lexicon.patterns import is_unspaced
from refcheck.model import Span
from refcheck.parsing.names.name_words import (
    CAPITAL_PARTICLES,
    DASHES,
    JOINING_FAMILIES,
    is_acronym,
    is_east_asian_family,
    is_given,
    is_initials,
    is_particle,
    is_suffix,
    may_be_given,
    names_organisation,
)


class Part(NamedTuple):
    """A stretch between two separators, with the suffix after it, and its start and end in the text that is read.

    It ``closes`` if the separator after it certainly separates people.
    """

    text: str
    words: tuple[str, ...]
    start: int
    end: int
    closes: bool
    suffix: str | None = None


class Joined(NamedTuple):
    """One name: its part, or the parts of its family name and of its given name."""

    part: Part
    given: Part | None

    @property
    def span(self) -> Span:
        """Its position in the text that is read."""
        return Span(self.part.start, (self.given or self.part).end)


_OF_ORGANISATIONS = frozenset({"of", "for", "and", "the", "in", "on", "für", "pour", "para", "per"})
"""Words in small letters that occur in an organisation's name but not in a person's."""

_MONONYM, _FULL, _INITIALS_ALONE, _ORGANISATION = 3.0, 0.5, 8.0, 6.0
"""The costs of a part: a single word, a name without initials, only initials, an organisation that is one of a pair. Fitted: by
hand on the author lists of the records in citation styles that training sees, November 2026."""

_PAIR, _COMPLETE, _STRAY, _WORD = 1.0, 5.0, 1.5, 0.5
"""The costs of a pair: a given name printed in full, a whole name as family name, a name that is not in the list's form, each
further word of a family name. Fitted: as above."""

_PLAIN = 2.0
"""The cost of joining a word and an initial without a full stop, "Lund K", to the part before. Fitted: as above."""

_MIXED = 1.0
"""The cost of taking a known given name with an initial after it for a whole name: "Ingrid N.". Fitted: as above."""

_KNOWN = 0.7
"""The change of cost for a known given name. Fitted: as above."""


def joined(parts: Sequence[Part]) -> Iterator[Joined]:
    """Yield the names that consist of the parts, in order."""
    groups = list(_groups(parts))
    plain = [_plainly(group) for group in groups]
    readings = _least_odd(groups) if None in plain else plain
    for group, pairs in zip(groups, readings, strict=True):
        yield from _named(group, pairs or ())


def are_families(parts: Sequence[Part]) -> bool:
    """Return whether commas and "and" separate only family names: "Lund, Poe and Roe".

    Each part is one word, and they do not form pairs: two parts are left over in any case, or one is and no second part of a pair
    is a known given name.
    """
    groups = list(_groups(parts))
    everyone = [part for group in groups for part in group]
    alone = sum(len(group) % 2 for group in groups)
    if not alone or len(groups) == len(everyone) or not all(map(_is_family, everyone)):
        return False
    after = (part.text for group in groups for part in group[1::2])
    return alone > 1 or not any(map(is_given, after))


def _is_family(part: Part) -> bool:
    """Return whether a part is one word, with particles before it, that is neither in capitals nor a suffix: "Poe", "De Poe"."""
    words = part.words
    is_word = len(_core(words)) == 1 and words[-1][0].isupper() and not words[-1].isupper()
    return is_word and not (part.suffix or is_suffix(words[-1]) or is_initials(words[-1]) or is_body(part))


def _plainly(group: Sequence[Part]) -> Sequence[bool] | None:
    """Return for each name whether it takes two parts, or ``None`` if that is uncertain: "Doe, J., Roe, A.", "J. Doe, A. Roe"."""
    if len(group) == 1:
        return (False,)
    complete = [is_complete(part.words) for part in group]
    if all(complete):
        return (False,) * len(group)
    bare = [all_initials(part.words) for part in group]
    if len(group) % 2 == 0 and not any(complete) and all(bare[1::2]) and not any(bare[::2]):
        return (True,) * (len(group) // 2)
    return None


def _groups(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the parts between two certain separators, with suffixes joined to the parts before them."""
    group: list[Part] = []
    for number, part in enumerate(parts):
        if group and is_suffix(part.text) and not _is_name(parts, number, group[-1]):
            group[-1] = group[-1]._replace(suffix=part.text, end=part.end)
        else:
            group.append(part)
        if part.closes:
            yield group
            group = []


def _is_name(parts: Sequence[Part], number: int, before: Part) -> bool:
    """Return whether a possible suffix is a given name, or a family name followed by initials: "Neto, B."; not "Jr., J."."""
    part = parts[number]
    if len(before.words) == 1 and may_be_given(part.text):
        return True
    may_be_family = part.text.isalpha() and not part.closes and not _VOWELS.isdisjoint(part.text.lower())
    return may_be_family and all_initials(parts[number + 1].words)


_VOWELS = frozenset("aeou")
"""Vowels of which a suffix that may be a family name has one: "Neto", "Sen"; "Jr" and "III" have none."""


_Costs = tuple[float, float]
"""The cost of a reading if the list prints given names first, and if it prints family names first."""


def _least_odd(groups: Sequence[Sequence[Part]]) -> Sequence[Sequence[bool]]:
    """Return for each name of each group whether it takes two parts, in the form in which the whole list is least odd.

    The family name is first in every name, only in the first name, or in none. The costs of a part for both orders are computed
    once.
    """
    costs = [([_alone(each) for each in group], list(starmap(_paired, pairwise(group)))) for group in groups]
    forms = [
        [_cheapest(alone, paired, inverted) for (alone, paired), inverted in zip(costs, of_groups, strict=True)]
        for of_groups in ([len(group) for group in groups], [1] + [0] * (len(groups) - 1), [0] * len(groups))
    ]
    best = min(forms, key=lambda readings: sum(cost for cost, _ in readings))
    return [pairs for _, pairs in best]


def _cheapest(alone: Sequence[_Costs], paired: Sequence[_Costs], inverted: int) -> tuple[float, tuple[bool, ...]]:
    """Return the least cost of reading a group, and for each name whether it takes two parts.

    Args:
        alone: the costs of each part as a whole name.
        paired: the costs of each two neighbours as one name.
        inverted: the number of first parts that are in names with the family name first.
    """
    best: list[tuple[float, tuple[bool, ...]]] = [(0.0, ())]
    for place, costs in enumerate(alone):
        cost, pairs = best[-1]
        least = (cost + costs[place < inverted], (*pairs, False))
        if place:
            cost, pairs = best[-2]
            cost += paired[place - 1][place - 1 < inverted]
            if cost < least[0]:
                least = (cost, (*pairs, True))
        best.append(least)
    return best[-1]


def _alone(part: Part) -> _Costs:
    """Return the costs of taking a part for a whole name."""
    words = part.words
    if all_initials(words):
        return _INITIALS_ALONE, _INITIALS_ALONE
    if is_body(part) or _is_unspaced_name(words):
        return 0.0, 0.0
    if is_complete(words):
        full_and_last = is_initials(words[-1]) and is_given(words[0]) and "." in words[-1]
        cost = _MIXED if full_and_last else 0.0
        return cost, cost + _STRAY / 2
    core = words if _is_led(words) and (is_given(words[0]) or is_east_asian_family(words[1])) else _core(words)
    if len(core) == 1:
        return _MONONYM, _MONONYM + _STRAY
    known = is_given(core[0])
    cost = 0.0 if known else _FULL
    cost += _PAIR if known and all(map(is_given, core)) else 0.0
    cost += _WORD * max(len(core) - 4, 0)
    return cost, cost + _STRAY


def _paired(part: Part, following: Part) -> _Costs:
    """Return the costs of taking two parts for one name, family first."""
    words, nexts = part.words, following.words
    organisations = not _is_family_before(part, following) and (is_body(part) or is_body(following))
    if organisations or _is_unspaced_name(words) or _is_unspaced_name(nexts):
        return _ORGANISATION, _ORGANISATION
    if is_complete(words):
        cost = _COMPLETE if is_initials(words[-1]) or not all_initials(nexts) else _STRAY
        return cost + _STRAY, cost
    core = _core(words)
    cost = _WORD * (len(core) - 1)
    return _with_given(cost + _STRAY, core, nexts), _with_given(cost, core, nexts)


def _with_given(cost: float, core: Sequence[str], nexts: Sequence[str]) -> float:
    """Return the cost of a family name and the given name after it, given the ``cost`` of the family name."""
    if is_given(core[0]) and (len(core) > 1 or not is_given(nexts[0])):
        cost += _KNOWN
    if all_initials(nexts):
        return cost
    if len(nexts) > 1 and is_initials(nexts[-1]) and not is_initials(nexts[0]):
        plain = "." not in nexts[-1] and not is_given(nexts[0])
        return cost + (_PLAIN if plain else _PAIR - _KNOWN)
    return cost + _PAIR - _KNOWN * is_given(nexts[0]) + _PAIR * max(len(_core(nexts)) - 2, 0)


def _core(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a part without particles at the beginning and a suffix; of "Lund y Poe" only the first family name."""
    start = 0
    if _is_led(words) and is_east_asian_family(words[1]):
        return words
    while start < len(words) - 1 and (is_particle(words[start]) or words[start].lower() in CAPITAL_PARTICLES):
        start += 1
    end = len(words) - 1 if len(words) - start > 1 + may_be_given(words[-1]) and is_suffix(words[-1]) else len(words)
    return words[start:end] if JOINING_FAMILIES.isdisjoint(words[start + 1 : end - 1]) else words[start : start + 1]


def _is_led(words: Sequence[str]) -> bool:
    """Return whether a part is one word after a capitalised particle that may be a given name: "Bin Liu", "Ben Poe", "De Poe"."""
    return len(words) == 2 and words[0][:1].isupper() and words[0].lower() in CAPITAL_PARTICLES


def _named(group: Sequence[Part], pairs: Sequence[bool]) -> Iterator[Joined]:
    place = 0
    for pair in pairs:
        yield Joined(group[place], group[place + 1] if pair else None)
        place += 1 + pair


def _is_unspaced_name(words: Sequence[str]) -> bool:
    """Return whether a part is a whole name in a script without spaces between words."""
    return len(words) == 1 and is_unspaced(words[0])


def is_body(part: Part) -> bool:
    """Return whether a part names an organisation, not a person."""
    is_in_short = is_acronym(part.words[0]) and not DASHES.isdisjoint(part.words[1:2])
    has_small_words = len(part.words) > 2 and not _OF_ORGANISATIONS.isdisjoint(part.words[1:-1])
    return is_in_short or has_small_words or is_with_article(part.words) or names_organisation(part.text)


def is_with_article(words: Sequence[str]) -> bool:
    """Return whether a name begins with the English article: "The Lighthouse"; not the Vietnamese given name: "The Anh Nguyen"."""
    is_person = any(is_initials(word) or is_east_asian_family(word) for word in words)
    return len(words) > 1 and words[0] == "The" and not is_person


_MANY = 6
"""The fewest parts among which one or two that look like organisations' names are people's: "Lindqvist / Service / Okafor / …"."""

_UNIONS = frozenset({"EU", "UK", "UN", "US"})
"""Abbreviations that before an organisation's name are not initials: "U.S. Office of Tides and Reeds". Source: a judgement."""


def are_organisations(parts: Sequence[Part], text: str) -> bool:
    """Return whether parts are of organisations' names, which may contain commas and "and": "Ministry of Seas and Ice"."""
    if _ends_small(parts):
        return True
    if not names_organisation(text) or any(starmap(_is_family_before, pairwise(parts))):
        return False
    organisations = sum(map(is_body, parts))
    is_most = organisations > 0 and (len(parts) < _MANY or 3 * organisations > len(parts))
    words = (part.words[part.words[0].replace(".", "") in _UNIONS and len(part.words) > 1 :] for part in parts)
    return is_most and not any(is_complete(each) or all_initials(each) for each in words)


def _is_family_before(part: Part, following: Part) -> bool:
    """Return whether a single word precedes a comma and a given name, as a family name does: "Bureau, Ana", "Tran, The Anh"."""
    return len(part.words) == 1 and not part.closes and (following.words[0] == "The" or is_given(following.words[0]))


def _ends_small(parts: Sequence[Part]) -> bool:
    """Return whether no comma separates the names and one ends in small letters: "Česká pošta"; not "Doe junior", "Ana lund"."""
    if not all(part.closes and "." not in part.text[:-1] and not any(map(is_given, part.words)) for part in parts):
        return False
    ends = [
        (part.words[0], part.words[-1].rstrip(".")) for part in parts if len(part.words) > 1 and not _is_led(part.words)
    ]
    return any(a.istitle() and z.isalpha() and z.islower() and not (is_particle(z) or is_suffix(z)) for a, z in ends)


@lru_cache(maxsize=1024)
def all_initials(words: tuple[str, ...]) -> bool:
    """Return whether a part is only initials and particles."""
    if len(words) == 1:
        return is_initials(words[0]) or is_particle(words[0])
    return all(is_initials(word) or is_particle(word) for word in words) and not is_complete(words)


@lru_cache(maxsize=1024)
def is_complete(words: tuple[str, ...]) -> bool:
    """Return whether a part is a whole name: initials before or after a longer word."""
    if len(words) < 2 or not any(map(is_initials, words)):
        return False
    all_capitals = all(word.isupper() for word in words if len(word) > 2 or word.istitle())
    long = [
        word
        for word in words
        if not is_initials(word) or (all_capitals and len(word) > 1 and ("." not in word or is_suffix(word)))
    ]
    return len(long) < len(words) and not all(map(is_particle, long))
