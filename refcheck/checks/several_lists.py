"""Documents with more than one reference list: the article's and a reviewer's, a list and its transliteration.

A work that is in two lists is not a duplicate. Lists are recognised by their headings, by numbers that start from 1 again, by
different prefixes of their numbers (``ref-12`` and ``1``), each counted from 1, or by an alphabetical order that starts again. A
file of data (RIS, BibTeX …) has one list, even if it was joined from several.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from refcheck.messages import worded
from refcheck.model import DATA, Case, Work
from refcheck.text.folding import fold
from refcheck.text.visible import brief

_NUMBER = re.compile(r"(?P<before>(?:.*-)?)(?P<number>\d{1,4})\Z", re.DOTALL)
"""A key that is a number, or ends in one after a hyphen, and its prefix: ``ref-12``, ``rep-ref-4711-2``, ``7``."""

_FEWEST = 3
"""The fewest references of a list; also the number of references that are compared before and after a place."""

_SHOWN = 40
"""The most characters of a reference that are shown."""

_SORTED = 0.85
"""In an alphabetical list, at least this part of the steps between neighbours goes forward. Source: a judgement; not fitted."""

_DROP = 0.5
"""At the start of another list, the order goes back by at least this part of the sorted names. Source: a judgement; not fitted."""


def beginning(case: Case) -> str:
    """Return the beginning of a reference, in quotation marks, to distinguish it from others with the same key.

    For a structured reference it is the title, as the beginnings of all sources are alike.
    """
    reference = case.reference
    title = reference.work.title if reference.structured else None
    return worded("quoted", text=brief(title or reference.raw, _SHOWN))


def lists_of(cases: Sequence[Case]) -> tuple[int, ...]:
    """Return the number of its list for each reference."""
    if all(case.format in DATA for case in cases):
        return (0,) * len(cases)
    keys = [case.reference.key for case in cases]
    headed = tuple(case.reference.in_list for case in cases)
    found = max(headed, counted_anew(keys), _counted(keys), key=lambda each: len(set(each)))
    return found if len(set(found)) > 1 else _alphabets([case.reference.work for case in cases])


def counted_anew(keys: Sequence[str]) -> tuple[int, ...]:
    """Return a list number for each key, a new one where the keys start from 1 again; after a short list, 2 must follow as well.

    >>> counted_anew(["1", "2", "1", "2", "3"]), counted_anew(["1", "1", "2"]), counted_anew(["1", "2", "1", "4"])
    ((0, 0, 1, 1, 1), (0, 0, 0), (0, 0, 0, 0))
    """
    found, number, start = [], 0, 0
    for place, key in enumerate(keys):
        is_long = place - start >= _FEWEST and keys[start + 1] != "1"  # if every key is 1, they do not count
        again = place > start and [*keys[start : start + 2], *keys[place : place + 2]] == ["1", "2"] * 2
        if key == "1" and (is_long or again):
            number, start = number + 1, place
        found.append(number)
    return tuple(found)


def _counted(keys: Sequence[str]) -> tuple[int, ...]:
    """Return list numbers by the prefixes of the keys that are counted from 1, as identifiers in XML and plain numbers are."""
    named: dict[str, set[int]] = defaultdict(set)
    counted = [_NUMBER.match(key) for key in keys]
    for found in filter(None, counted):
        named[found["before"]].add(int(found["number"]))
    names = {name for name, numbers in named.items() if {1, 2} <= numbers}
    order = {name: number for number, name in enumerate(sorted(names), start=1)}
    return tuple(order.get(found["before"], 0) if found else 0 for found in counted)


def _alphabets(works: Sequence[Work]) -> tuple[int, ...]:
    """Return list numbers by the places where the first authors go back towards the beginning of the alphabet, and stay there."""
    names = [_first(work) for work in works]
    ranks = {name: rank for rank, name in enumerate(sorted(set(names)))}
    places = [ranks[name] / max(1, len(ranks)) for name in names]
    if sum(before <= after for before, after in pairwise(places)) < _SORTED * (len(places) - 1):
        return (0,) * len(places)
    found, number = [], 0
    for at in range(len(places)):
        before, after = places[max(0, at - _FEWEST) : at], places[at : at + _FEWEST]
        if len(before) == len(after) == _FEWEST and median(before) - median(after) >= _DROP:
            number += places[at] < places[at - 1]
        found.append(number)
    return tuple(found)


def _first(work: Work) -> str:
    """Return the sort key of a work: the first author, or otherwise the title."""
    people = work.author or work.editor
    return fold(people[0].headword if people else work.title or "")
