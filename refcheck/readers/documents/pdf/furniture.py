"""Page furniture (running heads, page numbers and line numbers), and rows that are footnotes."""

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
"""The start of a footnote: "12 See Oxley", "12Vgl. hierzu", "3) Ibid.", "* The author"; "12." and "[12]" are labels of a list."""

_SMALL = 0.94
"""The largest letters of footnotes, as a share of the text's size. Source: a judgement, from the PDF files of the tests."""
_ONE_SIZE = 0.04
"""The share by which letters of one size differ at most. Source: a judgement, from the PDF files of the tests."""


def footnotes(pages: Sequence[Sequence[Row]]) -> frozenset[int]:
    """Return the identities of the rows that are footnotes; none if the sizes of letters are not known."""
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
        if foot and first and _is_under(foot[0], rows[:first]):
            yield from foot


def _foot(column: Sequence[Row], most: float) -> Sequence[Row]:
    """Return the rows in small letters at the foot of a column, if the first of them starts as a note does."""
    first = len(column)
    size = column[-1].points
    if not 0 < size <= most:  # upside-down letters of a broken file have a negative size
        return ()
    while first and abs(column[first - 1].points - size) <= _ONE_SIZE * size:
        first -= 1
    return column[first:] if _MARK.match(column[first].text) else ()


def _is_under(row: Row, above: Sequence[Row]) -> bool:
    """Return whether a row is below larger letters that are not the heading of a list."""
    before = above[-1]
    return (
        before.base > row.base
        and before.points * _SMALL >= row.points
        and not any(heading(line) for line in lines_of(before.text))
    )


_NUMBER = re.compile(r"10\.\d{4,9}/\S+|\d+")
"""A number that may be a page's, or a DOI, whose numbers are not: "131", "10.1000/abc-131"."""

_PAGE_NUMBER = re.compile(
    r"(?:page ?)?[-–—| ]{0,3}(?:(?!0)\d{1,5}|[ivxlc]{1,6})[-–—| ]{0,3}(?:(?:of|/) ?\d{1,5})?", re.IGNORECASE
)
"""A page number and little else: "12", "– 12 –", "Page 12 of 30", "iv"."""

_BROWSER = re.compile(r"(?:https?|file):\S+ \d{1,4}/\d{1,4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d\b.*")
"""A header or footer that a browser prints on a page: "https://example.org/a 1/3", "24/11/2026, 21:02 A title"."""

_OUTERMOST = 2
"""How many lines at the top and at the bottom of a page may be furniture."""
_OUTER = 5
"""How many lines there may be furniture if other pages have the same lines."""
_REPEATED = 0.3
"""The share of the pages that have a line if it is furniture; less than half, as left and right pages differ. Source: a
judgement, from the PDF files of the tests."""
_NEAR = 4.0
"""The height in points within which lines of two pages are in the same place. Source: a judgement: half a line."""
_LETTERS = 8
"""The fewest letters of a line that is not in the same place on several pages by chance."""
_LONGEST = 150
_FEWEST_PLACED = 3
"""The fewest pages on which a line is in the same place if it is furniture, wherever on the page that is."""
_PAGES = 2
"""The fewest pages that have their page number in the first line, or in the last."""
_LONGEST_COUNT = 5
"""The most digits of a page number within a running head: some journals continue their numbers from year to year."""
_LONGEST_NUMBER = 4
"""The most digits of a page number that is a word of its own."""


def without_furniture(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield the lines of each page without the furniture."""
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
    """Return the identities of lines that are a number but, unlike other lines, no page number: a year after a reference."""
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
    """Return a line's shape and its height on the page, in steps of ``_NEAR``."""
    return _shape(line), round(line[0].base / _NEAR)


def _repeated(line: Line, placed: Mapping[tuple[str, int], int]) -> int:
    """Return on how many pages a line is in the same place."""
    shape, height = _placed(line)
    return sum(placed.get((shape, height + step), 0) for step in (-1, 0, 1))


def _is_worded(line: Line) -> bool:
    return sum(map(str.isalpha, _shape(line))) >= _LETTERS


def _notes(pages: Sequence[Sequence[Line]], outer: Counter[str]) -> Counter[str]:
    """Return those of the lines shared by pages that are notes, "12 Oxley, op. cit., p. 3": their numbers do not count pages."""
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
    """Return page numbers, by the identity of the first or last line that starts or ends with one, if many pages have them."""
    found: dict[tuple[int, int], dict[int, Word]] = {}
    for place, lines in enumerate(pages):
        for is_last, line in enumerate((*lines[:1], *lines[1:][-1:])):
            for word in (line[0], line[-1]):
                if word.text.isdecimal() and len(word.text) <= _LONGEST_NUMBER:
                    found.setdefault((is_last, int(word.text) - place), {})[id(line)] = word
    fewest = max(_PAGES, SOME * len(pages))
    return {line: word for words in found.values() if len(words) >= fewest for line, word in words.items()}


def _edges(pages: Sequence[Sequence[Line]]) -> tuple[float, float]:
    """Return the left and right edges of the pages' text."""
    inner = [line for lines in pages for line in lines[1:-1]]
    return min((line[0].left for line in inner), default=0.0), max((line[-1].right for line in inner), default=0.0)


def _text_of_page(line: Line, edges: tuple[float, float], number: "Word | None") -> Line:
    """Return the text of a line: without a page number in the margin; an empty line if the number makes it a running head."""
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
    """Return a line's text with "#" for possible page numbers; DOIs and long numbers, which end references and differ, are kept."""
    return _NUMBER.sub(lambda found: "#" if len(found[0]) <= _LONGEST_COUNT else found[0], _text(line).casefold())


def _without_line_numbers(lines: list[Line]) -> list[Line]:
    """Return the lines without line numbers, if nearly every line has one; numbers of references are fewer."""
    numbered = [line[0].text.isdecimal() and (len(line) == 1 or _is_apart(line)) for line in lines]
    if len(lines) <= 2 * _OUTERMOST or sum(numbered) < NEARLY_ALL * len(lines):
        return lines
    return [rest for line, is_numbered in zip(lines, numbered, strict=True) if (rest := line[is_numbered:])]


def _is_apart(line: Line) -> bool:
    return line[1].left - line[0].right > line[0].size / 2
