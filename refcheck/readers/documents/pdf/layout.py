"""Rows → a text with indentation and blank lines, as the splitter reads them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median, median_low

from attrs import evolve, frozen

from refcheck.layout.lines import Line, lines_of
from refcheck.readers.documents.pdf.edges import levels, with_edges
from refcheck.readers.documents.pdf.footnotes import footnotes
from refcheck.readers.documents.pdf.rows import Row

_BLANK_LINE = 1.45
"""A distance of so many usual ones between two lines stands for a blank line. Source: set by hand on the PDF files of the
tests."""
_EARLY = 0.15
"""A page that leaves this share of its height free ends early. Source: set by hand on the PDF files of the tests."""
_LATE = 0.4
"""A page that begins so far down begins late. Source: set by hand."""
_WHITE = 3
"""So many blank lines stand for the rest of a page that ends early."""
_COLUMN = 0.5
"""The width of a blank of indentation, in font sizes. Source: set by hand on the PDF files of the tests."""
_DEEPEST = 1000
"""Blanks of indentation, the width of the largest sheet in small letters."""


@frozen(kw_only=True)
class PageLayout:
    """A text, and for each of its lines the row that it shows, or ``None`` for a blank one."""

    text: str
    rows: tuple[Row | None, ...]
    _starts: Sequence[int]
    _notes: frozenset[int]

    def row_at(self, place: int) -> Row | None:
        """The row that is shown at a place of the text."""
        return self.rows[bisect_right(self._starts, place) - 1]

    def lines(self) -> Iterator[Line]:
        """The lines that are not blank, with what their rows say of them."""
        shown = [row for row in self.rows if row is not None]
        heights = dict(zip(map(id, shown), levels(shown), strict=True))
        for line in lines_of(self.text):
            row = self.row_at(line.start)
            yield (
                line
                if row is None
                else evolve(line, size=row.points, level=heights[id(row)], note=id(row) in self._notes)
            )


def laid_out(pages: Sequence[Sequence[Row]]) -> PageLayout:
    """The text of the pages, with white space where a page ends early, or begins late."""
    pages = with_edges(pages)
    lines: list[str] = []
    shown: list[Row | None] = []
    leading = _leading(pages)
    earliest, latest = _usual_edges(pages)
    ended_early = False
    for rows in pages:
        before: Row | None = None
        for row in rows:
            white = _WHITE if before is None and (ended_early or row.base < latest) else 0
            if before is not None and before.base - row.base > _BLANK_LINE * leading:
                white = 1
            lines += [""] * white
            shown += [None] * white
            indent = " " * min(max(round((row.left - row.edge) / (_COLUMN * row.size)), 0), _DEEPEST)
            lines.append(indent + row.text)
            shown.append(row)
            before = row
        ended_early = before is None or before.base > earliest
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return PageLayout(text="\n".join(lines), rows=tuple(shown), starts=starts, notes=footnotes(pages))


def _usual_edges(pages: Sequence[Sequence[Row]]) -> tuple[float, float]:
    """A page whose last row stands above the first has white space below; one whose first row is under the second, above."""
    bottoms = [min(row.base for row in rows) for rows in pages if rows]
    tops = [max(row.base for row in rows) for rows in pages if rows]
    if not bottoms:
        return 0.0, 0.0
    bottom, top = median_low(bottoms), median_low(tops)
    return bottom + _EARLY * (top - bottom), top - _LATE * (top - bottom)


def _leading(pages: Sequence[Sequence[Row]]) -> float:
    """The usual distance between two lines."""
    steps = [
        before.base - row.base
        for rows in pages
        for before, row in pairwise(rows)
        if 0 < before.base - row.base < 5 * row.size
    ]
    return median(steps) if steps else 1.0
