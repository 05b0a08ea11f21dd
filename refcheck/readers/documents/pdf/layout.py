"""Rows → a text with indentation and blank lines, as the splitter reads it; lines of a reference → one line."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median, median_low

from attrs import evolve, frozen

from refcheck.layout.lines import Line, lines_of
from refcheck.readers.documents.pdf.furniture import footnotes
from refcheck.readers.documents.pdf.rows import Row, levels, with_edges

_ADDRESS = re.compile(r"(?:https?:|www\.|doi|10\.\d{4,9}/|\S+\.\w+/|\S+/\S*[/\d]|\S+/$)\S*$", re.IGNORECASE)
"""The end of a line within an address: "https://doi.org/10.1007/s12345-", "doi:10.22059/rivj.2021."."""

_WITHIN_ADDRESS = tuple("/_-=?&%:#~.")
"""What an address is broken after, and goes on behind."""

_REST = re.compile(r"[a-z]*\d[\w./-]*")
"""The rest of an address, which is no word: "a4-bcb0-7e75", "822130641.html"."""

_RANGE = re.compile(r"\d[-–—]$")
"""A range that is broken behind its dash: "pp. 59–"."""

_HYPHENS = ("-", "\u00ad", "\u2010")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WITHOUT_BLANKS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SHORTEST = 6
"""An end and a beginning of so many characters together are not found in an address by chance."""


@frozen
class Piece:
    """One line of a reference; ``is_full`` says that nothing more had room in it."""

    text: str
    is_full: bool


def joined(lines: Sequence[Piece], targets: Collection[str], words: Collection[str]) -> str:
    """Return the lines as one.

    Args:
        lines: as they stand, without indentation.
        targets: where the links of the reference lead: what an address on two lines is as a whole.
        words: the words of the document, in small letters, with their hyphens: they say which hyphens were there before.
    """
    text = lines[0].text.strip() if lines else ""
    for before, line in pairwise(lines):
        text = _join(text, line.text.strip(), targets, words, is_full=before.is_full)
    return text


def _join(text: str, line: str, targets: Collection[str], words: Collection[str], *, is_full: bool) -> str:
    if not text or not line:
        return text + line
    if whole := _in_target(text, line, targets):
        return whole
    if _ADDRESS.search(text):
        if text.endswith(_HYPHENS) and _is_word_of(text, line, words):
            return text[:-1] + line
        is_cut = text.endswith(_WITHIN_ADDRESS) or (is_full and text[-1].isalnum() and _REST.match(line))
        return text + line if is_cut and _goes_on(text, line) else f"{text} {line}"
    if text.endswith(_HYPHENS):
        return _unhyphenated(text, line, words)
    is_one = _RANGE.search(text) and line[0].isdecimal()
    if is_one or (_WITHOUT_BLANKS.match(text[-1]) and _WITHOUT_BLANKS.match(line)):
        return text + line
    return f"{text} {line}"


def _in_target(text: str, line: str, targets: Collection[str]) -> str | None:
    """Return both together as an address has them: as they stand, or without a hyphen that the typesetter put in."""
    end, beginning = text.split()[-1], line.split()[0].rstrip(".,;)]")
    for hyphen in ("", *_HYPHENS):
        if hyphen and not end.endswith(hyphen):
            continue
        tail = end.removesuffix(hyphen)
        tail = tail[max(tail.rfind("//"), tail.find("10."), 0) :]
        whole = tail + beginning
        if tail and len(whole) >= _SHORTEST and any(whole in target for target in targets):
            return text.removesuffix(hyphen) + line
    return None


def _goes_on(text: str, line: str) -> bool:
    """Return whether a line can be the rest of an address; behind a full stop it must look like one."""
    return line[0].isalnum() and (text[-1] != "." or line[0].islower() or line[0].isdecimal())


def _is_word_of(text: str, line: str, words: Collection[str]) -> bool:
    """Return whether the document has the word that the line's end parted."""
    before, behind = _LAST_WORD.search(text[:-1]), _FIRST_WORD.match(line)
    return before is not None and behind is not None and (before[0] + behind[0]).casefold() in words


def _unhyphenated(text: str, line: str, words: Collection[str]) -> str:
    before, behind = _LAST_WORD.search(text[:-1]), _FIRST_WORD.match(line)
    if text[-1] == "\u00ad":
        return text[:-1] + line
    if before is None or behind is None or not behind[0][0].islower():
        return text + line if text[-2:-1].isalnum() and line[0].isalnum() else f"{text} {line}"
    parted = f"{before[0]}-{behind[0]}".casefold()
    return text + line if parted in words and parted.replace("-", "") not in words else text[:-1] + line


_BLANK_LINE = 1.45
"""A distance of so many usual ones between two lines stands for a blank line. Source: set by hand on the PDF files of the
tests."""
_EARLY = 0.15
"""A page that leaves this share of its height free ends early. Source: set by hand on the PDF files of the tests."""
_LATE = 0.4
"""A page that begins so far down begins late. Source: set by hand."""
_WHITE = 3
"""How many blank lines stand for the rest of a page that ends early."""
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
        """Return the row that is shown at a place of the text."""
        return self.rows[bisect_right(self._starts, place) - 1]

    def lines(self) -> Iterator[Line]:
        """Yield the lines that are not blank, with what their rows say of them."""
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
    """Return the text of the pages, with white space where a page ends early, or begins late."""
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
            indent = " " * min(max(round(row.indent / (_COLUMN * row.size)), 0), _DEEPEST)
            lines.append(indent + row.text)
            shown.append(row)
            before = row
        ended_early = before is None or before.base > earliest
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return PageLayout(text="\n".join(lines), rows=tuple(shown), starts=starts, notes=footnotes(pages))


def _usual_edges(pages: Sequence[Sequence[Row]]) -> tuple[float, float]:
    """Return a page whose last row stands above the first has white space below; one whose first row is under the second, above."""
    bottoms = [min(row.base for row in rows) for rows in pages if rows]
    tops = [max(row.base for row in rows) for rows in pages if rows]
    if not bottoms:
        return 0.0, 0.0
    bottom, top = median_low(bottoms), median_low(tops)
    return bottom + _EARLY * (top - bottom), top - _LATE * (top - bottom)


def _leading(pages: Sequence[Sequence[Row]]) -> float:
    """Return the usual distance between two lines."""
    steps = [
        before.base - row.base
        for rows in pages
        for before, row in pairwise(rows)
        if 0 < before.base - row.base < 5 * row.size
    ]
    return median(steps) if steps else 1.0
