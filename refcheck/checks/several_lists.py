"""Where a document prints more than one list: the article's and a reviewer's, a list and its transliteration.

A work that stands in two lists is no duplicate. Lists are told by their headings, by numbers that count from 1 again, by the names
of their numbers (``ref-12`` and ``1``), each counted from 1, and by the alphabet that begins again. What is no document (RIS,
BibTeX …) has one list, however it was joined.
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
"""A key that is a number, or ends in one behind a hyphen, and what stands before it: ``ref-12``, ``rep-ref-4711-2``, ``7``."""

_FEWEST = 3
"""References that a list has at least; and those on either side of a place that are looked at."""

_SHOWN = 40
"""Characters of a reference that are shown."""

_SORTED = 0.85
"""Of a list in the order of the alphabet this part of the steps goes forward. Source: set by hand."""

_DROP = 0.5
"""The part of the alphabet's way, counted in references, that is gone back where another list begins. Source: set by hand."""


def beginning(case: Case) -> str:
    """Return how a reference begins, in quotation marks, for a person who looks for one of several with its key.

    The source of a structured reference begins as all others do; there it is its title.
    """
    reference = case.reference
    title = reference.work.title if reference.structured else None
    return worded("quoted", text=brief(title or reference.raw, _SHOWN))


def lists_of(cases: Sequence[Case]) -> tuple[int, ...]:
    """Return a number for each reference, the same for those of one list."""
    if all(case.format in DATA for case in cases):
        return (0,) * len(cases)
    keys = [case.reference.key for case in cases]
    headed = tuple(case.reference.in_list for case in cases)
    found = max(headed, counted_anew(keys), _counted(keys), key=lambda each: len(set(each)))
    return found if len(set(found)) > 1 else _alphabets([case.reference.work for case in cases])


def counted_anew(keys: Sequence[str]) -> tuple[int, ...]:
    """Return a number for each key, another one from where they count from 1 again; of a short list 2 must follow once more.

    >>> counted_anew(["1", "2", "1", "2", "3"]), counted_anew(["1", "1", "2"]), counted_anew(["1", "2", "1", "4"])
    ((0, 0, 1, 1, 1), (0, 0, 0), (0, 0, 0, 0))
    """
    found, number, start = [], 0, 0
    for place, key in enumerate(keys):
        is_long = place - start >= _FEWEST and keys[start + 1] != "1"  # where every number is 1, none counts
        again = place > start and [*keys[start : start + 2], *keys[place : place + 2]] == ["1", "2"] * 2
        if key == "1" and (is_long or again):
            number, start = number + 1, place
        found.append(number)
    return tuple(found)


def _counted(keys: Sequence[str]) -> tuple[int, ...]:
    """The lists by how their keys are named, where every name is counted from 1, as identifiers in XML and plain numbers are."""
    named: dict[str, set[int]] = defaultdict(set)
    counted = [_NUMBER.match(key) for key in keys]
    for found in filter(None, counted):
        named[found["before"]].add(int(found["number"]))
    names = {name for name, numbers in named.items() if {1, 2} <= numbers}
    order = {name: number for number, name in enumerate(sorted(names), start=1)}
    return tuple(order.get(found["before"], 0) if found else 0 for found in counted)


def _alphabets(works: Sequence[Work]) -> tuple[int, ...]:
    """Return the lists by the places where the first authors go back to the beginning of the alphabet, and stay there."""
    names = [_first(work) for work in works]
    ranks = {name: rank for rank, name in enumerate(sorted(set(names)))}
    places = [ranks[name] / max(1, len(ranks)) for name in names]
    if sum(before <= behind for before, behind in pairwise(places)) < _SORTED * (len(places) - 1):
        return (0,) * len(places)
    found, number = [], 0
    for at in range(len(places)):
        before, behind = places[max(0, at - _FEWEST) : at], places[at : at + _FEWEST]
        if len(before) == len(behind) == _FEWEST and median(before) - median(behind) >= _DROP:
            number += places[at] < places[at - 1]
        found.append(number)
    return tuple(found)


def _first(work: Work) -> str:
    """Return the first author, or else the title, as it is sorted."""
    people = work.author or work.editor
    return fold(people[0].headword if people else work.title or "")
