"""Letters behind years, by which a text tells works of one author and year apart: those of the list, not counted anew."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from refcheck.model import Work
from refcheck.styles.workarounds import leaves_of, text_of, write

_LETTERED = re.compile(r"(?P<year>\d{4})(?P<letter>[a-z])")
"""A year with its letter: ``2013a``."""

Node = dict[str, Any]


def with_letters(entries: Mapping[int, Node], works: Sequence[Work]) -> Mapping[int, Node]:
    """Return entries with the letters that their works have in the list, and in the order of the letters.

    A style counts letters in the order of titles. Where it prints others than the list has, or the list has none, they stay.

    Args:
        entries: printed entries, each by the place of its work; their letters are changed in place.
        works: the works, whose dates have the letters as they are printed.
    """
    groups: dict[object, dict[int, str]] = defaultdict(dict)
    printed: dict[int, re.Match[str]] = {}
    for at, entry in entries.items():
        work = works[at]
        own = _LETTERED.fullmatch(work.issued.raw or "") if work.issued else None
        found = re.search(rf"(?<!\w){own['year']}(?P<letter>[a-z])(?!\w)", text_of(entry)) if own else None
        if own and found:
            groups[work.author, work.author_et_al, own["year"]][at] = own["letter"]
            printed[at] = found
    order = list(entries)
    for letters in groups.values():
        if sorted(printed[at]["letter"] for at in letters) != sorted(letters.values()):
            continue
        for at, letter in letters.items():
            write(list(leaves_of(entries[at])), [(*printed[at].span("letter"), letter)])
        if len({printed[at].string[: printed[at].start()] for at in letters}) == 1:  # no dash stands for the names
            slots = sorted(map(order.index, letters))
            for slot, at in zip(slots, sorted(letters, key=letters.__getitem__), strict=True):
                order[slot] = at
    return {at: entries[at] for at in order}
