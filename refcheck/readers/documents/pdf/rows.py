"""The words of a page → its lines in reading order, down one column and then the next."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median, median_low

from attrs import frozen

from refcheck.readers.documents.pdf.page import Link, Page, Word

_LEVEL = 0.4
"""Words whose base lines differ by less, in font sizes, stand on one line. Source: set by hand on the PDF files of the
tests."""
_MIDDLE = (0.3, 0.7)
"""Between these shares of the text's width there may be a gutter. Source: set by hand on the PDF files of the tests."""
_CROSSED = 0.45
"""At most this share of the lines goes across the gutter. Source: set by hand on the PDF files of the tests."""
_SIDE = 0.15
"""At least this share of the lines that do not has text on either side of it. Source: set by hand on the PDF files of the
tests."""
_MOST = 0.9
"""This share of the lines of a column keeps to its edges. Source: set by hand on the PDF files of the tests."""
_GUTTER = 0.9
"""It is at least so wide, in font sizes. Source: set by hand on the PDF files of the tests."""
_SMALL = 0.8
"""Letters below this share of a line's size are small ones, and hang on it where they are raised by less than ``_RAISED``
sizes. Source: set by hand on the PDF files of the tests."""
_RAISED = 0.75
"""Source: set by hand on the PDF files of the tests."""

_FEW_RAISED = 6
"""A line has at most so many raised words."""
_APART = 2.0
"""A row so many sizes below another is set apart from it. Source: set by hand on the PDF files of the tests."""
_WRAPPED = 0.2
"""Text of which more rows than this share are full was wrapped at the column's width. Source: set by hand on the PDF files of
the tests."""
_STEP = 2.0
"""Source: set by hand on the PDF files of the tests."""

_FULL = 2.0
"""A line that leaves less room, in font sizes, is full. Source: set by hand on the PDF files of the tests."""
_BOLD = 0.8
"""Source: set by hand on the PDF files of the tests."""

LARGER = 1.07
"""Letters that are larger by so much than others stand out. Source: set by hand on the PDF files of the tests."""
_FEWEST = 6
"""A column has at least so many lines."""
_OF_RIGHT_TO_LEFT = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"))


Line = list[Word]
"""Words that stand on one base line, from left to right."""


@frozen(kw_only=True)
class Row:
    """One line of one column: its words from left to right, the column's left and right edge, and the links on it."""

    page: int
    words: tuple[Word, ...]
    edge: float
    end: float
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line as it is read."""
        words = self.words[::-1] if _is_right_to_left(self.words) else self.words
        return " ".join(word.text for word in words)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.words[-1].right

    @property
    def is_full(self) -> bool:
        """Whether the line reaches the column's right edge."""
        return self.end - self.right < _FULL * self.size

    @property
    def is_bold(self) -> bool:
        """Whether it is bold, more or less as a whole."""
        return sum(len(word.text) for word in self.words if word.is_bold) > _BOLD * sum(
            len(word.text) for word in self.words
        )

    def stands_out_from(self, other: "Row") -> bool:
        """Whether it is printed as a heading over the other's text would be."""
        return (self.is_bold and not other.is_bold) or self.points > other.points * LARGER

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


def lines(page: Page) -> list[Line]:
    """The words of a page by line, from the top, each from left to right; what is raised or lowered stands in its line."""
    found: list[Line] = []
    for word in sorted(page.words, key=lambda word: -word.base):
        if found and abs(found[-1][0].base - word.base) < _LEVEL * max(found[-1][0].size, word.size):
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda word: word.left) for line in _with_raised(found)]


def _with_raised(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of small letters that hang on the line under or over them put into it: "15ᵗʰ", "H₂O"."""
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
    """Whether a line is small letters raised over another's words, or lowered under them."""
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


def rows(page: Page, lines: Sequence[Line]) -> list[Row]:
    """The lines of a page's text in reading order: down the left column and then the right one, where there are two."""
    gutter = _gutter(lines)
    if gutter is None:
        return _column(page, lines)
    ordered: list[Row] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if _crosses(line, gutter):
            ordered += [*_columns(page, left, right), *_column(page, [line])]
            left, right = [], []
            continue
        left += [part] if (part := [word for word in line if word.right <= gutter + 1]) else []
        right += [part] if (part := [word for word in line if word.left >= gutter - 1]) else []
    return [*ordered, *_columns(page, left, right)]


def _columns(page: Page, left: Sequence[Line], right: Sequence[Line]) -> list[Row]:
    """The rows of two columns; what stands under both with a heading, and is not as wide as the left one, comes after both."""
    first, second = _column(page, left), _column(page, right)
    lowest = min((row.base for row in second), default=float("inf"))
    place = next(
        (
            number
            for number, (before, row) in enumerate(pairwise(first), start=1)
            if row.base < lowest and before.base - row.base > _APART * row.size and row.stands_out_from(before)
        ),
        len(first),
    )
    under = first[place:]
    if sum(row.is_full for row in under) > _WRAPPED * len(under):  # the left column goes on there
        place = len(first)
    return [*first[:place], *second, *first[place:]]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the blank between two columns is, if there are two."""
    if len(lines) < _FEWEST:
        return None
    start, end = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    places = [start + share * (end - start) for share in _shares(end - start)]
    crossed = _crossings(lines, places)
    if min(crossed) > _CROSSED * len(lines):
        return None
    place = median_low(place for place, count in zip(places, crossed, strict=True) if count == min(crossed))
    beside = [line for line in lines if not _crosses(line, place)]
    ends = sorted(
        max(rights) for line in beside if (rights := [word.right for word in line if word.right <= place + 1])
    )
    starts = sorted(min(lefts) for line in beside if (lefts := [word.left for word in line if word.left >= place - 1]))
    if min(len(ends), len(starts)) < max(_FEWEST, _SIDE * len(beside)):
        return None
    left, right = ends[int(_MOST * (len(ends) - 1))], starts[int((1 - _MOST) * (len(starts) - 1))]
    size = median(word.size for line in beside for word in line)
    return (left + right) / 2 if right - left >= _GUTTER * size else None


def _crossings(lines: Sequence[Line], places: Sequence[float]) -> list[int]:
    """How many of the lines cross each of the places, which ascend."""
    steps = [0] * (len(places) + 1)
    for line in lines:
        done = 0
        for word in line:
            first, last = max(bisect_right(places, word.left + 1), done), bisect_left(places, word.right - 1)
            if first < last:
                steps[first] += 1
                steps[last] -= 1
                done = last
    return list(accumulate(steps[:-1]))


def _shares(width: float) -> Iterator[float]:
    count = max(int((_MIDDLE[1] - _MIDDLE[0]) * width / _STEP), 1)
    return (_MIDDLE[0] + number * (_MIDDLE[1] - _MIDDLE[0]) / count for number in range(count + 1))


def _crosses(line: Line, place: float) -> bool:
    return any(word.left < place - 1 and word.right > place + 1 for word in line)


def _column(page: Page, lines: Sequence[Line]) -> list[Row]:
    if not lines:
        return []
    edge = min(line[0].left for line in lines)
    end = max(line[-1].right for line in lines)
    return [
        Row(page=page.number, words=tuple(line), edge=edge, end=end, links=tuple(_on(line, page.links)))
        for line in lines
    ]


def _on(line: Line, links: Sequence[Link]) -> Iterator[str]:
    """The targets of the links that lie on a line, in order."""
    for link in links:
        if any(
            link.bottom <= word.base + word.size / 3 <= link.top and word.left < link.right and word.right > link.left
            for word in line
        ):
            yield link.target


def _is_right_to_left(words: Sequence[Word]) -> bool:
    text = "".join(word.text for word in words)
    if text.isascii():
        return False
    turned = sum(any(first <= character <= last for first, last in _OF_RIGHT_TO_LEFT) for character in text)
    return 2 * turned > sum(map(str.isalpha, text))
