"""The lines of a page → its rows in reading order, down one column and then the next."""

from collections.abc import Iterator, Sequence
from statistics import median, median_low

from refcheck.layout import MOST, NEARLY_ALL
from refcheck.layout.columns import BLANK, columns, is_beside, places
from refcheck.layout.columns import Row as Placed
from refcheck.layout.gutters import Pitch
from refcheck.readers.documents.pdf.direction import Turned, turned
from refcheck.readers.documents.pdf.page import Link, Page, Word
from refcheck.readers.documents.pdf.rows import FARTHEST, LARGER, Line, Row

_BLANK, _NARROWEST, _STEP = 0.9, 8.0, 0.2
"""The narrowest gutter, the narrowest column, and the step between two places, in font sizes. Source: a judgement, from the PDF
files of the tests."""
_LEVEL = 0.6
"""The difference between base lines, in font sizes, below which lines of two columns are in one row. Source: a judgement; not
fitted."""
_FEWEST = 3
"""The fewest rows of a band."""


def in_reading_order(pages: Sequence[Page], texts: Sequence[Sequence[Line]]) -> Iterator[list[Row]]:
    """Yield the rows of each page; a page with few lines has its columns where most pages, or most left or right ones, have them.

    If most letters of the document are written from right to left, its right column is read first.
    """
    sizes = [word.size for lines in texts for line in lines for word in line]
    if not sizes:
        yield from ([] for _ in pages)
        return
    size = median(sizes)
    usual = turned([word for lines in texts for line in lines for word in line])
    pitch = Pitch(blank=_BLANK * size, narrowest=_NARROWEST * size, step=_STEP * size, first=int(usual is not None))
    beside = [_beside(lines, size, pitch) for lines in texts]
    found = [list(places(rows, pitch)) for rows in beside]
    firsts = [each[0] for each in found if each]
    is_usual = len(firsts) >= MOST * sum(map(bool, texts))
    known = sorted({median_low(each) for each in (firsts, firsts[::2], firsts[1::2]) if each}) if is_usual else []
    for page, rows in zip(pages, beside, strict=True):
        yield [
            row
            for band in _bands(rows)
            for column in columns(band, pitch, known)
            for row in _rows(page, [list(each.words) for each in column.rows], usual)
        ]


def _beside(lines: Sequence[Line], size: float, pitch: Pitch) -> list[Placed[Word]]:
    """Return the lines as rows: lines side by side as one row, or at one height if not quite level, except in formulas."""
    rows: list[Line] = []
    for line in lines:
        before = rows[-1] if rows else []
        is_apart = before and (before[-1].right < line[0].left or line[-1].right < before[0].left)
        if is_apart and abs(before[0].base - line[0].base) < _LEVEL * size:
            rows[-1] = sorted([*before, *line], key=lambda word: word.left)
        else:
            rows.append(line)
    placed: list[Placed[Word]] = []
    level: Line = []
    at = 0.0
    for number, row in enumerate(rows):
        below = (rows[0][0].base - row[0].base) / (1.2 * size)
        is_text = level and all(each[-1].right - each[0].left >= pitch.narrowest for each in (row, level))
        if is_text and below - at < BLANK and is_beside(row, level, pitch):
            level = sorted([*level, *row], key=lambda word: word.left)
        else:
            level, at = row, below
        placed.append(Placed(words=tuple(row), at=at, source=number))
    return placed


def _bands(rows: Sequence[Placed[Word]]) -> Iterator[Sequence[Placed[Word]]]:
    """Yield the rows of a page in bands, split at white space across the page where the size of nearly all letters changes."""
    sizes = [median_low(word.points for word in row.words) for row in rows]
    first = 0
    for place in range(_FEWEST, len(rows) - _FEWEST + 1):
        above, below = sizes[first:place], sizes[place:]
        if (
            rows[place].at - rows[place - 1].at >= BLANK
            and len(above) >= _FEWEST
            and _is_one_size(above)
            and _is_one_size(below)
            and not _is_as_large(median_low(above), median_low(below))
        ):
            yield rows[first:place]
            first = place
    yield rows[first:]


def _is_one_size(sizes: Sequence[float]) -> bool:
    usual = median_low(sizes)
    return sum(_is_as_large(each, usual) for each in sizes) > NEARLY_ALL * len(sizes)


def _is_as_large(size: float, other: float) -> bool:
    return size * LARGER > other and other * LARGER > size


def _rows(page: Page, lines: Sequence[Line], usual: Turned | None) -> list[Row]:
    """Return the lines of one column; ``usual`` is the script of the document if that runs from right to left."""
    if not lines:
        return []
    edge = min(line[0].left for line in lines)
    end = max(line[-1].right for line in lines)
    return [
        Row(
            page=page.number,
            words=tuple(line),
            edge=edge,
            end=end,
            links=tuple(_on(line, page.links)),
            turned=usual if usual and _is_turned(line, usual, edge, end) else turned(line),
        )
        for line in lines
    ]


def _is_turned(line: Line, usual: Turned, edge: float, end: float) -> bool:
    """Return whether a line of a right-to-left document is right-to-left too: it has such letters, or starts at the right edge."""
    free = line[0].left - edge
    is_at_edge = free > max(end - line[-1].right, FARTHEST * line[0].size)
    return is_at_edge or any(usual.letters.search(word.text) for word in line)


def _on(line: Line, links: Sequence[Link]) -> Iterator[str]:
    """Yield the targets of the links on a line, in order."""
    for link in links:
        if any(
            link.bottom <= word.base + word.size / 3 <= link.top and word.left < link.right and word.right > link.left
            for word in line
        ):
            yield link.target
