"""The words of a page → its lines, from the top, and what a line of a column is."""

from collections.abc import Sequence
from statistics import median, median_low
from typing import TYPE_CHECKING

from attrs import frozen

from refcheck.layout import NEARLY_ALL
from refcheck.layout.runs import runs
from refcheck.readers.documents.pdf.direction import Turned, as_read

if TYPE_CHECKING:  # who has not the extra is to be told so
    from refcheck.readers.documents.pdf.page import Page, Word

_LEVEL = 0.4
"""Words whose base lines differ by less, in font sizes, stand on one line. Source: set by hand on the PDF files of the
tests."""
_SMALL = 0.8
"""Letters below this share of a line's size are small ones, and hang on it where they are raised by less than ``_RAISED``
sizes. Source: set by hand on the PDF files of the tests."""
_RAISED = 0.75
"""Source: set by hand on the PDF files of the tests."""

_FEW_RAISED = 6
"""A line has at most so many raised words."""
_FULL = 2.0
"""A line that leaves less room, in font sizes, is full. Source: set by hand on the PDF files of the tests."""

FARTHEST = 6.0
"""A row is indented by so many font sizes at most. Source: set by hand on the PDF files of the tests."""

LARGER = 1.07
"""Letters that are larger by so much than others stand out. Source: set by hand on the PDF files of the tests."""

Line = list["Word"]
"""Words that stand on one base line, from left to right."""


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
        """The line as it is read."""
        return as_read(self.words, self.turned) if self.turned else " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.words[-1].right

    @property
    def indent(self) -> float:
        """How far from the edge of its column the line begins, in points."""
        return self.end - self.right if self.turned else self.left - self.edge

    @property
    def is_full(self) -> bool:
        """Whether the line reaches the edge of its column at which lines end."""
        free = self.left - self.edge if self.turned else self.end - self.right
        return free < _FULL * self.size

    @property
    def is_bold(self) -> bool:
        """Whether it is bold, more or less as a whole."""
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
        """The size of its font in points; 0 where nobody knows."""
        return median_low(word.points for word in self.words)


def lines(page: "Page") -> list[Line]:
    """Return the words of a page by line, from the top, each from left to right; what is raised or lowered stands in its line."""
    found = runs(
        sorted(page.words, key=lambda word: -word.base),
        lambda line, word: abs(line[0].base - word.base) >= _LEVEL * max(line[0].size, word.size),
    )
    return [sorted(line, key=lambda word: word.left) for line in _with_raised(list(found))]


def _with_raised(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those of small letters that hang on the line under or over them put into it: "15ᵗʰ", "H₂O"."""
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
    """Return whether a line is small letters raised over another's words, or lowered under them."""
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
