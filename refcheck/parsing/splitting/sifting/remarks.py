"""Remarks that stand as items of their own below the numbered references: "1. Doe J. …" and, deeper, "- Why it matters: …"."""

import re
from collections.abc import Sequence

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.openings import NUMBER

_ITEM = re.compile(r"[-–*•◦▪+]\s+\S")

_FEWEST = 3
"""So many references must have a remark."""
_PLAIN = 0.0
"""An item that is worth less is no reference. Source: as for annotations."""


def without_remarks(lines: Sequence[Line]) -> list[Line]:
    """The lines without such items, where several numbered ones have them."""
    remarks: set[int] = set()
    level: int | None = None
    for place, line in enumerate(lines):
        if NUMBER.match(line.text):
            level = line.indent
        elif level is not None and line.indent > level and _ITEM.match(line.text) and evidence(line.text) < _PLAIN:
            remarks.add(place)
    return (
        [line for place, line in enumerate(lines) if place not in remarks] if len(remarks) >= _FEWEST else list(lines)
    )
