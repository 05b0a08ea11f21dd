"""Rows → a text with indentation and blank lines, which the splitter uses; lines of a reference → one line."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median, median_low

from attrs import evolve, frozen

from refcheck.layout.lines import Line, lines_of
from refcheck.readers.documents.pdf.furniture import footnotes
from refcheck.readers.documents.pdf.rows import Row, levels, with_edges

_URL = re.compile(r"(?:https?:|www\.|doi|10\.\d{4,9}/|\S+\.\w+/|\S+/\S*[/\d]|\S+/$)\S*$", re.IGNORECASE)
"""The end of a line within a URL or DOI: "https://doi.org/10.1007/s12345-", "doi:10.22059/rivj.2021."."""

_WITHIN_URL = tuple("/_-=?&%:#~.")
"""Characters after which a URL is broken between lines."""

_REST = re.compile(r"[a-z]*\d[\w./-]*")
"""The rest of a URL if it is not a word: "a4-bcb0-7e75", "822130641.html"."""

_RANGE = re.compile(r"\d[-–—]$")
"""A range that is broken after its dash: "pp. 59–"."""

_HYPHENS = ("-", "\u00ad", "\u2010")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WITHOUT_SPACES = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SHORTEST = 6
"""The fewest characters at the end of a line and the start of the next that are not together in a URL by chance."""


@frozen
class Piece:
    """One line of a reference; ``is_full`` says that there was no room for more text in it."""

    text: str
    is_full: bool


def joined(lines: Sequence[Piece], targets: Collection[str], words: Collection[str]) -> str:
    """Return the lines as one.

    Args:
        lines: the lines of the reference, without indentation.
        targets: the URLs of the reference's links, which show how a URL broken between two lines reads as a whole.
        words: the words of the document, in lower case, with their hyphens, which show whether a hyphen is the word's own.
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
    if _URL.search(text):
        if text.endswith(_HYPHENS) and _is_word_of(text, line, words):
            return text[:-1] + line
        is_cut = text.endswith(_WITHIN_URL) or (is_full and text[-1].isalnum() and _REST.match(line))
        return text + line if is_cut and _continues(text, line) else f"{text} {line}"
    if text.endswith(_HYPHENS):
        return _unhyphenated(text, line, words)
    is_one = _RANGE.search(text) and line[0].isdecimal()
    if is_one or (_WITHOUT_SPACES.match(text[-1]) and _WITHOUT_SPACES.match(line)):
        return text + line
    return f"{text} {line}"


def _in_target(text: str, line: str, targets: Collection[str]) -> str | None:
    """Return both joined if a URL contains the joint, as they are or without a hyphen that the typesetter inserted; or ``None``."""
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


def _continues(text: str, line: str) -> bool:
    """Return whether a line can be the rest of a URL; after a full stop, it must look like one."""
    return line[0].isalnum() and (text[-1] != "." or line[0].islower() or line[0].isdecimal())


def _is_word_of(text: str, line: str, words: Collection[str]) -> bool:
    """Return whether the document contains the word that was broken at the end of the line."""
    before, after = _LAST_WORD.search(text[:-1]), _FIRST_WORD.match(line)
    return before is not None and after is not None and (before[0] + after[0]).casefold() in words


def _unhyphenated(text: str, line: str, words: Collection[str]) -> str:
    before, after = _LAST_WORD.search(text[:-1]), _FIRST_WORD.match(line)
    if text[-1] == "\u00ad":
        return text[:-1] + line
    if before is None or after is None or not after[0][0].islower():
        return text + line if text[-2:-1].isalnum() and line[0].isalnum() else f"{text} {line}"
    parted = f"{before[0]}-{after[0]}".casefold()
    return text + line if parted in words and parted.replace("-", "") not in words else text[:-1] + line


_BLANK_LINE = 1.45
"""The distance between two lines that counts as a blank line, in usual distances. Source: a judgement, from the PDF files of
the tests."""
_EARLY = 0.15
"""The share of its height that a page leaves free if it ends early. Source: a judgement, from the PDF files of the tests."""
_LATE = 0.4
"""The share of its height that a page leaves free at its top if it starts late. Source: a judgement; not fitted."""
_WHITE = 3
"""How many blank lines represent the rest of a page that ends early."""
_COLUMN = 0.5
"""The width of a space of indentation, in font sizes. Source: a judgement, from the PDF files of the tests."""
_DEEPEST = 1000
"""The most spaces of indentation: the width of the largest sheet in small letters."""


@frozen(kw_only=True)
class PageLayout:
    """A text, and for each of its lines the row that it shows, or ``None`` for a blank one."""

    text: str
    rows: tuple[Row | None, ...]
    _starts: Sequence[int]
    _notes: frozenset[int]

    def row_at(self, place: int) -> Row | None:
        """Return the row that is shown at a position in the text."""
        return self.rows[bisect_right(self._starts, place) - 1]

    def lines(self) -> Iterator[Line]:
        """Yield the lines that are not blank, with the sizes, levels and notes of their rows."""
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
    """Return the text of the pages, with blank lines where a page ends early or starts late."""
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
    """Return two heights: a page ends early if its last row is above the first, and starts late if its top is below the second."""
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
