"""The rows and cells of a table in text, each with its place.

Source: RFC 4180, and what spreadsheets write beside it: semicolons or tabs between cells, a line that names the separator; and
tables of Markdown, whose bars may stand at both ends of a line.
"""

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Span
from refcheck.readers.entries.columned import Cell

_QUOTED = re.compile(r'[ \t]*"((?:[^"]++|"")*+)"?[ ]*')
_SEPARATORS = ",;\t|"
_LOOKED_AT = 20_000
"""How much of a table is looked at for its separator, in code points."""


Row = Sequence[Cell]


def separator(head: str) -> str:
    """Return what parts the cells of a line that names columns: what there is most of, outside of quotes."""
    bare = _QUOTED.sub("", head) if '"' in head else head
    return max(_SEPARATORS, key=bare.count)


def lines(text: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield the first lines that are not blank, each with its place."""
    start = 0
    for line in text[:_LOOKED_AT].splitlines(keepends=True):
        if line.strip(" \t\r\n\ufeff"):
            yield start, line.rstrip("\r\n")
            most -= 1
        start += len(line)
        if not most:
            return


def rows(text: str, start: int, parted: str) -> Iterator[Row]:
    """Yield the rows from a place on that say anything. A quoted cell goes on over line ends; two quotes in it are one."""
    plain = re.compile(rf"[^{re.escape(parted)}\r\n]*+")
    row: list[Cell] = []
    at = start
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        found = quoted or plain.match(text, at)
        if found is None:
            break
        place = Span(*found.span(1 if quoted else 0))
        row.append(Cell(place.of(text).replace('""', '"') if quoted else place.of(text), place))
        at = found.end()
        if quoted and text[at : at + 1] not in (parted, "\r", "\n", ""):  # a quote within a cell that is not quoted
            rest = plain.match(text, at)
            at = rest.end() if rest else at
            place = Span(place.start - 1, at)
            row[-1] = Cell(place.of(text), place)
        if text[at : at + 1] == parted:
            at += 1
            if at == len(text) or text[at] in "\r\n":
                row.append(Cell("", Span(at, at)))
        if at == len(text) or text[at] in "\r\n":
            if _says(row):
                yield row
            row = []
            at += 2 if text[at : at + 2] == "\r\n" else 1
    if _says(row):
        yield row


def _says(row: Row) -> bool:
    """Return whether a row holds more than white space and the lines of Markdown: "|---|:--:|"."""
    return any(cell.text.strip(" \t\xa0:-") for cell in row)
