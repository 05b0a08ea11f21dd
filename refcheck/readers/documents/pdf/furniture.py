"""Page furniture (running heads, numbers of pages and lines), and rows that are footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from refcheck.layout import NEARLY_ALL, SOME, prevailing
from refcheck.layout.lines import lines_of
from refcheck.parsing.splitting.headings import heading
from refcheck.parsing.splitting.layout.furniture import note_numbers
from refcheck.readers.documents.pdf.rows import Line, Row

if TYPE_CHECKING:
    from refcheck.readers.documents.pdf.page import Word

_MARK = re.compile(r"\d{1,3}\)?\s?(?=[^\W\d_]|[„“”\"»«›‹‘’'(§])|[*†‡§]")
"""What a footnote begins with: "12 See Oxley", "12Vgl. hierzu", "3) Ibid.", "* The author"; a point or a bracket is a
list's."""

_SMALL = 0.94
"""Footnotes have letters of at most this share of the text's size. Source: set by hand on the PDF files of the tests."""
_ONE_SIZE = 0.04
"""Letters of one size differ by no more than this share. Source: set by hand on the PDF files of the tests."""


def footnotes(pages: Sequence[Sequence[Row]]) -> frozenset[int]:
    """Return the identities of the rows that are footnotes; none where the sizes of letters are not known."""
    body = prevailing((row.points, len(row.text)) for rows in pages for row in rows)
    if not body:
        return frozenset()
    return frozenset(id(row) for rows in pages for row in _of_page(rows, _SMALL * body))


def _of_page(rows: Sequence[Row], most: float) -> Iterator[Row]:
    place = 0
    for _, group in groupby(rows, key=lambda row: (row.edge, row.end)):
        column = list(group)
        foot = _foot(column, most)
        first = place + len(column) - len(foot)
        place += len(column)
        if foot and first and _stands_under(foot[0], rows[:first]):
            yield from foot


def _foot(column: Sequence[Row], most: float) -> Sequence[Row]:
    """Return the rows in small letters at the foot of a column, from the first that begins as a note does."""
    first = len(column)
    size = column[-1].points
    if not 0 < size <= most:  # letters that a broken file sets head over heels have a size below nothing
        return ()
    while first and abs(column[first - 1].points - size) <= _ONE_SIZE * size:
        first -= 1
    return column[first:] if _MARK.match(column[first].text) else ()


def _stands_under(row: Row, above: Sequence[Row]) -> bool:
    """Return whether a row stands below larger letters that are no heading of a list."""
    before = above[-1]
    return (
        before.base > row.base
        and before.points * _SMALL >= row.points
        and not any(heading(line) for line in lines_of(before.text))
    )


_NUMBER = re.compile(r"10\.\d{4,9}/\S+|\d+")
"""What may count pages, and what does not: "131", "10.1000/abc-131"."""

_PAGE_NUMBER = re.compile(
    r"(?:page ?)?[-–—| ]{0,3}(?:(?!0)\d{1,5}|[ivxlc]{1,6})[-–—| ]{0,3}(?:(?:of|/) ?\d{1,5})?", re.IGNORECASE
)
"""A page's number and little else: "12", "– 12 –", "Page 12 of 30", "iv"."""

_BROWSER = re.compile(r"(?:https?|file):\S+ \d{1,4}/\d{1,4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d\b.*")
"""What a browser prints around a page: "https://example.org/a 1/3", "24/11/2026, 21:02 A title"."""

_OUTERMOST = 2
"""How many lines at the top and at the bottom of a page may be furniture."""
_OUTER = 5
"""How many lines may be, where other pages have the same."""
_REPEATED = 0.3
"""A line that so many of the pages have is furniture; less than half, as left and right pages differ. Source: set by hand on
the PDF files of the tests."""
_NEAR = 4.0
"""Points of height within which lines of two pages stand in the same place: half a line. Source: set by hand."""
_LETTERS = 8
"""A line of so many letters does not stand in the same place of several pages by chance."""
_LONGEST = 150
_FEWEST_PLACED = 3
"""On so many pages at least a line stands in the same place that is furniture wherever that is."""
_PAGES = 2
"""How many of them at least."""
_LONGEST_COUNT = 5
"""What counts pages in a line has at most so many digits: some journals count on from year to year."""
_LONGEST_NUMBER = 4
"""A page's number has at most so many digits."""


def without_furniture(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield the lines of each page without what is no text."""
    outer = Counter(shape for lines in pages for shape in {_shape(line) for line in _outermost(lines, _OUTER)})
    notes = _notes(pages, outer)
    outer -= notes
    placed = Counter(place for lines in pages for place in {_placed(line) for line in lines})
    fewest = max(2.0, _REPEATED * len(pages))
    counting = _page_numbers(pages)
    uncounted = _uncounted(pages, fewest)
    edges = [_edges(pages[side::2]) for side in (0, 1)]  # left and right pages
    for place, lines in enumerate(pages):
        dropped = {
            id(line)
            for line in _outermost(lines, _OUTERMOST)
            if _BROWSER.fullmatch(_text(line)) or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(_text(line)))
        } | {
            id(line)
            for line in _outermost(lines, _OUTER)
            if outer[_shape(line)] >= fewest and _repeated(line, placed) >= fewest
        }
        dropped -= uncounted
        dropped |= {
            id(line)
            for line in lines
            if _is_worded(line) and _shape(line) not in notes and _repeated(line, placed) >= max(_FEWEST_PLACED, fewest)
        }
        kept = [
            _text_of_page(line, edges[place % 2], counting.get(id(line))) for line in lines if id(line) not in dropped
        ]
        yield _without_line_numbers([line for line in kept if line])


def _uncounted(pages: Sequence[Sequence[Line]], fewest: float) -> set[int]:
    """Return the identities of lines that are a number and do not count the pages, where others do: a year, behind a reference."""
    numbers = [
        (int(_text(line)) - place, id(line))
        for place, lines in enumerate(pages)
        for line in _outermost(lines, _OUTER)
        if _text(line).isdecimal() and len(_text(line)) <= _LONGEST_NUMBER
    ]
    offsets = Counter(offset for offset, _ in numbers)
    are_counted = max(offsets.values(), default=0) >= fewest
    return {line for offset, line in numbers if are_counted and offsets[offset] < fewest}


def _placed(line: Line) -> tuple[str, int]:
    """Return a line's shape, and how high on its page it stands."""
    return _shape(line), round(line[0].base / _NEAR)


def _repeated(line: Line, placed: Mapping[tuple[str, int], int]) -> int:
    """On how many pages a line stands in the same place."""
    shape, height = _placed(line)
    return sum(placed.get((shape, height + step), 0) for step in (-1, 0, 1))


def _is_worded(line: Line) -> bool:
    return sum(map(str.isalpha, _shape(line))) >= _LETTERS


def _notes(pages: Sequence[Sequence[Line]], outer: Counter[str]) -> Counter[str]:
    """Of the lines that pages share those that are notes, "12 Oxley, op. cit., p. 3": what they begin with counts no pages."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, lines in enumerate(pages):
        for line in _outermost(lines, _OUTER):
            if outer[shape := _shape(line)] > 1:
                found.setdefault(shape, []).append((place, _text(line)))
    notes: Counter[str] = Counter()
    for shape, each in found.items():
        numbers = note_numbers([text for _, text in each])
        if len({number - place for number, (place, _) in zip(numbers, each, strict=False)}) > 1:
            notes[shape] = outer[shape]
    return notes


def _page_numbers(pages: Sequence[Sequence[Line]]) -> "dict[int, Word]":
    """The number of the page by the identity of the first or last line that begins or ends with it, where many pages have it."""
    found: dict[tuple[int, int], dict[int, Word]] = {}
    for place, lines in enumerate(pages):
        for is_last, line in enumerate((*lines[:1], *lines[1:][-1:])):
            for word in (line[0], line[-1]):
                if word.text.isdecimal() and len(word.text) <= _LONGEST_NUMBER:
                    found.setdefault((is_last, int(word.text) - place), {})[id(line)] = word
    fewest = max(_PAGES, SOME * len(pages))
    return {line: word for words in found.values() if len(words) >= fewest for line, word in words.items()}


def _edges(pages: Sequence[Sequence[Line]]) -> tuple[float, float]:
    """Return where the text of pages begins and ends, from left to right."""
    inner = [line for lines in pages for line in lines[1:-1]]
    return min((line[0].left for line in inner), default=0.0), max((line[-1].right for line in inner), default=0.0)


def _text_of_page(line: Line, edges: tuple[float, float], number: "Word | None") -> Line:
    """Return what of a line is text: all but its number where that stands in the margin, and nothing where it stands in a head."""
    if number is None:
        return line
    is_in_margin = number.right < edges[0] or number.left > edges[1]
    return [word for word in line if word is not number] if is_in_margin else []


def _outermost(lines: Sequence[Line], most: int) -> list[Line]:
    outer = [*lines[:most], *lines[max(len(lines) - most, most) :]]
    return [line for line in outer if len(_text(line)) <= _LONGEST]


def _text(line: Line) -> str:
    return " ".join(word.text for word in line)


def _shape(line: Line) -> str:
    """A line's text with a sign for what may count pages. DOIs and long numbers end a reference, and are another on each page."""
    return _NUMBER.sub(lambda found: "#" if len(found[0]) <= _LONGEST_COUNT else found[0], _text(line).casefold())


def _without_line_numbers(lines: list[Line]) -> list[Line]:
    """Return the lines without numbers in the margin, where nearly every line has one; the numbers of references are fewer."""
    numbered = [line[0].text.isdecimal() and (len(line) == 1 or _is_apart(line)) for line in lines]
    if len(lines) <= 2 * _OUTERMOST or sum(numbered) < NEARLY_ALL * len(lines):
        return lines
    return [rest for line, is_numbered in zip(lines, numbered, strict=True) if (rest := line[is_numbered:])]


def _is_apart(line: Line) -> bool:
    return line[1].left - line[0].right > line[0].size / 2
