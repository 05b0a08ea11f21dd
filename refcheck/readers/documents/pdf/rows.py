"""The words of a page → its lines, from the top, and the rows of its columns.

Also the left edges of short columns, headings recognised by their print, and URLs with spaces in them. This reader makes the text
of a PDF itself, so a space that it inserts for a gap between glyphs is not the author's mistake.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median, median_low
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from refcheck import identifiers
from refcheck.identifiers.addresses import why_not_public
from refcheck.identifiers.schemes import doi
from refcheck.layout import NEARLY_ALL, prevailing
from refcheck.layout.runs import runs
from refcheck.model import Scheme, Span
from refcheck.readers.documents.pdf.direction import Turned, as_read

if TYPE_CHECKING:  # not at run time: it imports the extra, which may not be installed
    from refcheck.readers.documents.pdf.page import Page, Word

_LEVEL = 0.4
"""The difference between the base lines of words, in font sizes, below which they are on one line. Source: a judgement, from
the PDF files of the tests."""
_SMALL = 0.8
"""The share of a line's size below which letters are small; raised or lowered by less than ``_RAISED`` font sizes, they belong
to the line. Source: a judgement, from the PDF files of the tests."""
_RAISED = 0.75
"""Source: a judgement, from the PDF files of the tests."""

_FEW_RAISED = 6
"""The most raised words of a line."""
_FULL = 2.0
"""The free room, in font sizes, below which a line is full. Source: a judgement, from the PDF files of the tests."""

FARTHEST = 6.0
"""The largest indentation of a row, in font sizes. Source: a judgement, from the PDF files of the tests."""

LARGER = 1.07
"""The ratio of sizes from which larger letters stand out. Source: a judgement, from the PDF files of the tests."""

Line = list["Word"]
"""Words on one base line, from left to right."""


@frozen(kw_only=True)
class Row:
    """One line of one column: its words from left to right, the column's left and right edge, and the links on it.

    ``turned`` is the script of a line that runs from right to left.
    """

    page: int
    words: "tuple[Word, ...]"
    edge: float
    end: float
    links: tuple[str, ...] = ()
    turned: Turned | None = None

    @property
    def text(self) -> str:
        """The line in reading order."""
        return as_read(self.words, self.turned) if self.turned else " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """The position of the line's left end."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """The position of the line's right end."""
        return self.words[-1].right

    @property
    def indent(self) -> float:
        """The distance from the edge of the column to the start of the line, in points."""
        return self.end - self.right if self.turned else self.left - self.edge

    @property
    def is_full(self) -> bool:
        """Whether the line reaches the edge of the column at which lines end."""
        free = self.left - self.edge if self.turned else self.end - self.right
        return free < _FULL * self.size

    @property
    def is_bold(self) -> bool:
        """Whether nearly all of the line is bold."""
        return sum(len(word.text) for word in self.words if word.is_bold) > NEARLY_ALL * sum(
            len(word.text) for word in self.words
        )

    @property
    def base(self) -> float:
        """The base line."""
        return self.words[0].base

    @property
    def size(self) -> float:
        """The height of its letters."""
        return median(word.size for word in self.words)

    @property
    def points(self) -> float:
        """The size of its font in points; 0 if unknown."""
        return median_low(word.points for word in self.words)


def lines(page: "Page") -> list[Line]:
    """Return the lines of a page from the top, their words from left to right, with raised and lowered words in their lines."""
    found = runs(
        sorted(page.words, key=lambda word: -word.base),
        lambda line, word: abs(line[0].base - word.base) >= _LEVEL * max(line[0].size, word.size),
    )
    return [sorted(line, key=lambda word: word.left) for line in _with_raised(list(found))]


def _with_raised(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with raised or lowered small letters put into the line below or above them: "15ᵗʰ", "H₂O"."""
    kept: list[Line] = []
    waiting: Line = []
    for number, line in enumerate(lines):
        under = lines[number + 1] if number + 1 < len(lines) else []
        if under and _hangs_on(line, under):
            waiting += line
        elif kept and _hangs_on(line, kept[-1]):
            kept[-1] = [*kept[-1], *line]
        else:
            kept.append([*line, *waiting])
            waiting = []
    return [*kept, waiting] if waiting else kept


def _hangs_on(line: Line, other: Line) -> bool:
    """Return whether a line is small letters that are raised above, or lowered below, the words of the other line."""
    size = median(word.size for word in other)
    return (
        len(line) <= _FEW_RAISED
        and all(word.size < _SMALL * size for word in line)
        and abs(line[0].base - other[0].base) < _RAISED * size
        and all(
            min(each.left for each in other) - size < word.left < max(each.right for each in other) + size
            for word in line
        )
    )


_SPACED = frozenset({"url-with-inner-space", "doi-with-inner-space"})

_HOST = re.compile(r"(?:https?://|www\.(?=\s?[a-z\d]))(?P<host>[a-z\d-]+(?:\.\s?[a-z\d-]+){1,4})(?![\w-]|\.\w)")
"""A host name with spaces after its dots: "http://flac. sourceforge. net", "www. example.org"."""

_DOT = re.compile(r"(\.\s?)")

_HYPHENS = re.compile(r"https?://\S+(?:\s?-\s?[a-z\d]+){3,}")
"""A URL with spaces around its hyphens: "https://example.org/a - list - of - lists"."""


def mended(text: str) -> str:
    """Return the text with the spaces removed from its URLs and DOIs."""
    if not any(start in text for start in ("http", "www", "10.")):
        return text
    text = _HYPHENS.sub(lambda found: "".join(found[0].split()), _HOST.sub(_with_host, text))
    for each in reversed(identifiers.find(text)):
        if any(repair.code in _SPACED for repair in each.repairs) and each.span.of(text) == each.raw:
            text = _without_spaces(text, each.span)
        if each.scheme is Scheme.DOI and "/" in (label := doi.label_span(text, each)).of(text):
            text = _without_spaces(text, label)
    return text


def _without_spaces(text: str, span: Span) -> str:
    return text[: span.start] + "".join(span.of(text).split()) + text[span.end :]


def _with_host(found: re.Match[str]) -> str:
    """Return a host name without its spaces, as far as it is a public one: words of the next sentence are not part of it."""
    scheme, (first, *rest) = found[0].removesuffix(found["host"]), _DOT.split(found["host"])
    for number, (dot, label) in enumerate(zip(rest[::2], rest[1::2], strict=True), start=1):
        if dot != "." and why_not_public(f"https://{first}") is None:
            return scheme + first + "".join(rest[2 * number - 2 :])
        first += f".{label}"
    return scheme + first if why_not_public(f"https://{first}") is None else found[0]


_LONGEST = 150
_MOST = 4
"""The most rows of a heading."""

Print = tuple[float, bool]
"""The size of the letters, to half a point, and whether they are bold."""


def levels(rows: Sequence[Row]) -> list[int]:
    """Return for each row the level of the heading that it is (a part of), from 1 for the most prominent; 0 for other rows."""
    prints = [(round(2 * row.points) / 2, row.is_bold) for row in rows]
    body = prevailing((each, len(row.text)) for each, row in zip(prints, rows, strict=True)) or (0.0, False)
    standing_out = sorted(
        (each for each in set(prints) if _stands_out(each, body)), key=lambda each: (-each[0], not each[1])
    )
    ranks = {each: rank for rank, each in enumerate(standing_out, start=1)}
    found: list[int] = []
    for each, run in groupby(zip(prints, rows, strict=True), key=lambda pair: pair[0]):
        shown = [row.text for _, row in run]
        is_heading = len(shown) <= _MOST and max(map(len, shown)) <= _LONGEST and any(map(str.isalpha, "".join(shown)))
        found += [ranks.get(each, 0) if is_heading else 0] * len(shown)
    return found


def _stands_out(each: Print, body: Print) -> bool:
    return each[0] > LARGER * body[0] or (each[1] and not body[1])


_FEW = 6
"""The most rows of a column that, if all start at one place, do not show whether that is its edge."""
_SAME = 2.0
"""The distance in points within which rows start at one place. Source: a judgement, from the PDF files of the tests."""


def with_edges(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Return the rows of the pages; columns that do not show their edge take the edge that such columns have elsewhere."""
    columns = [[list(column) for _, column in groupby(rows, key=lambda row: (row.edge, row.end))] for rows in pages]
    known = sorted({column[0].edge for page in columns for column in page if not _is_doubtful(column)})
    return [[row for column in page for row in _with_edge(column, known)] for page in columns]


def _is_doubtful(column: Sequence[Row]) -> bool:
    return len(column) <= _FEW and all(row.indent < _SAME for row in column)


def _with_edge(column: Sequence[Row], known: Sequence[float]) -> Iterator[Row]:
    """Return the rows of a column; a doubtful one takes the nearest known edge to the left of its rows, unless its own is known."""
    edge = column[0].edge
    if _is_doubtful(column) and not any(abs(each - edge) < _SAME for each in known):
        size = column[0].size
        edge = max((each for each in known if 0 < edge - each < FARTHEST * size), default=edge)
    return (row if row.edge == edge else evolve(row, edge=edge) for row in column)
