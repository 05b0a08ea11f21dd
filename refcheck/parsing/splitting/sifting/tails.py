"""What follows on references in their entries: remarks, and the tails of what was pasted."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from statistics import median

from refcheck.layout.lines import Line, text_of
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.openings import NAMED, NUMBER, opening

_ITEM = re.compile(r"[-–*•◦▪+]\s+\S")

_FEWEST_REMARKS = 3
"""So many references must have a remark."""
_PLAIN_REMARK = 0.0
"""An item that is worth less is no reference. Source: as for annotations."""


def without_remarks(lines: Sequence[Line]) -> list[Line]:
    """The lines without such items, where several numbered ones have them."""
    remarks: set[int] = set()
    level: int | None = None
    for place, line in enumerate(lines):
        if NUMBER.match(line.text):
            level = line.indent
        elif (
            level is not None and line.indent > level and _ITEM.match(line.text) and evidence(line.text) < _PLAIN_REMARK
        ):
            remarks.add(place)
    return (
        [line for place, line in enumerate(lines) if place not in remarks]
        if len(remarks) >= _FEWEST_REMARKS
        else list(lines)
    )


_FEWEST = 3
"""A list has shown what it looks like after so many entries."""
_RARE = 0.1
"""White space sets something apart where at most this share of the entries, or none of those above, have as much before them.
Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""
_WEAK = 0.5
"""What follows is not the list's where its entries have less than this share of the list's evidence. Source: set by hand;
what comes of it is measured by ``tests/benchmarks/split.py``."""


def without_tail(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """The entries up to the white space behind which the list does not go on."""
    if len(entries) <= _FEWEST:
        return list(entries)
    blanks = [entry[0].blanks for entry in entries[1:]]
    usual, by_size = median(blanks), sorted(blanks)
    widest = [0, *accumulate(blanks, max)]
    sums = [0.0, *accumulate(evidence(text_of(entry)) for entry in entries)]
    for place in range(_FEWEST, len(entries)):
        white = blanks[place - 1]
        if white <= usual:
            continue
        is_first = entries[place][0].key is None and widest[place - 1] < white
        is_rare = len(blanks) - bisect_left(by_size, white) <= max(_RARE * len(blanks), 1)
        rest = (sums[-1] - sums[place]) / (len(entries) - place)
        is_numbered = entries[place][0].key is not None and opening(text_of(entries[place])) in NAMED
        if (is_first or is_rare) and not is_numbered and rest < _WEAK * sums[place] / place:
            return list(entries[:place])
    return list(entries)
