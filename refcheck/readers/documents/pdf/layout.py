"""Rows → a text with indentation and blank lines, as the splitter reads them."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

from refcheck.readers.documents.pdf.rows import Row

_BLANK_LINE = 1.45
"""A distance of so many usual ones between two lines stands for a blank line."""
_COLUMN = 0.5
"""The width of a blank of indentation, in font sizes."""


@frozen(kw_only=True)
class Laid:
    """A text, and for each of its lines the row that it shows, or ``None`` for a blank one."""

    text: str
    rows: tuple[Row | None, ...]


def laid_out(pages: Sequence[Sequence[Row]]) -> Laid:
    """The text of the pages."""
    lines: list[str] = []
    shown: list[Row | None] = []
    leading = _leading(pages)
    for rows in pages:
        before: Row | None = None
        for row in rows:
            if before is not None and before.base - row.base > _BLANK_LINE * leading:
                lines.append("")
                shown.append(None)
            indent = " " * max(round((row.left - row.edge) / (_COLUMN * row.size)), 0)
            lines.append(indent + row.text)
            shown.append(row)
            before = row
    return Laid(text="\n".join(lines), rows=tuple(shown))


def _leading(pages: Sequence[Sequence[Row]]) -> float:
    """The usual distance between two lines."""
    steps = [
        before.base - row.base
        for rows in pages
        for before, row in pairwise(rows)
        if 0 < before.base - row.base < 5 * row.size
    ]
    return median(steps) if steps else 1.0
