"""The rows and cells of a table in text, each with its span; and the separation of cells that hold several values.

Source: RFC 4180, and what spreadsheets write instead: semicolons or tabs between cells, a line that names the separator; and
tables of Markdown, which may have bars at both ends of a line. Cells with several values hold authors with their year, or a
journal with its volume and pages.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import Span
from refcheck.parsing import parse
from refcheck.readers.entries.columned import PEOPLE, Cell
from refcheck.text.deferred import deferred

_QUOTED = re.compile(r'[ \t]*"((?:[^"]++|"")*+)"?[ ]*')
_SEPARATORS = ",;\t|"
_LOOKED_AT = 20_000
"""The length of a text in which the line that names the columns is looked for, in code points."""


Row = Sequence[Cell]


def separator(head: str) -> str:
    """Return the separator of the cells in a line that names columns: the most frequent one outside quotation marks."""
    bare = _QUOTED.sub("", head) if '"' in head else head
    return max(_SEPARATORS, key=bare.count)


def lines(text: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield the first lines that are not empty, at most ``most``, each with its offset."""
    start = 0
    for line in text[:_LOOKED_AT].splitlines(keepends=True):
        if line.strip(" \t\r\n\ufeff"):
            yield start, line.rstrip("\r\n")
            most -= 1
        start += len(line)
        if not most:
            return


def rows(text: str, start: int, delimiter: str) -> Iterator[Row]:
    """Yield the rows from ``start`` on that are not empty. A quoted cell may have line ends; two quotation marks in it are one."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
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
        if quoted and text[at : at + 1] not in (delimiter, "\r", "\n", ""):  # a quotation mark within an unquoted cell
            rest = plain.match(text, at)
            at = rest.end() if rest else at
            place = Span(place.start - 1, at)
            row[-1] = Cell(place.of(text), place)
        if text[at : at + 1] == delimiter:
            at += 1
            if at == len(text) or text[at] in "\r\n":
                row.append(Cell("", Span(at, at)))
        if at == len(text) or text[at] in "\r\n":
            if _has_content(row):
                yield row
            row = []
            at += 2 if text[at : at + 2] == "\r\n" else 1
    if _has_content(row):
        yield row


def _has_content(row: Row) -> bool:
    """Return whether a row has more than white space and the rules of Markdown: "|---|:--:|"."""
    return any(cell.text.strip(" \t\xa0:-") for cell in row)


Cells = Mapping[str, Sequence[Cell]]

_NAMED_YEAR = deferred(
    r"(?P<author>[^\d()]{2,2000}?)[\s,]{0,3}(?:[(\[](?P<bracketed>[^()\[\]]{1,20})[)\]]|(?P<issued>\d{4}[a-z]?)|$)\.?"
)
"""Authors and their year: "Poe & Voss (2018)", "Doe, J., & Roe, K. (n.d.)", "Voss et al., 2016a", "Lund"."""

_OF_VOLUME = deferred(r"\s*(?P<volume>[\w./-]{1,12}?)\s?\((?P<issue>[^()]{1,12})\)\s*")
"""A volume with its issue: "3(2)", "12 (Suppl 1)"."""

_EMPHASIS = deferred(r"\s*([*_`]{1,3})(?!\s)(?P<text>[^*]+)(?<!\s)\1\s*")
"""A cell of Markdown that is wholly emphasised or code: "*Lake Studies*", "`10.1000/2`"."""

_BREAK = deferred(r"(?P<parted>[,;&]|\band)?\s*<br\s?/?>", re.IGNORECASE)
"""A line break within a cell of Markdown, and the separator of two people before it."""

_BEFORE = "Doe, J. (2019). On lists. "
"""The start of a reference, up to its source; a cell is parsed as the rest of it."""

_OF_SOURCE = ("container_title", "volume", "issue", "page", "article_number")


def plain(cell: Cell) -> Cell:
    """Return a cell of Markdown without emphasis around the whole of it."""
    found = _EMPHASIS.fullmatch(cell.text)
    return Cell(found["text"], Span(*found.span("text")).shifted(cell.span.start)) if found else cell


def on_one_line(cell: Cell, variable: str) -> Cell:
    """Return a cell of Markdown without line breaks; those between people become semicolons: "Doe, J.<br>Roe, K."."""
    mark = ";" if variable in PEOPLE else ""
    text = _BREAK.sub(lambda found: (found["parted"] or mark).ljust(len(found[0])), cell.text)
    return Cell(text, cell.span)


def author_and_year(cells: Cells) -> Cells:
    """Return the cells, with a cell for authors and year split into two; one with other content is left out."""
    parted: dict[str, list[Cell]] = {"author": [], "issued": []}
    for cell in cells["author"][:1]:
        if found := _NAMED_YEAR.fullmatch(cell.text.strip()):
            start = cell.span.start + len(cell.text) - len(cell.text.lstrip())
            for name, group in (("author", "author"), ("issued", "bracketed"), ("issued", "issued")):
                if found[group]:
                    parted[name].append(Cell(found[group], Span(*found.span(group)).shifted(start)))
    return {**cells, **parted}


def volume_and_issue(cells: Cells) -> Cells:
    """Return the cells, with a cell for volume and issue split into two."""
    cell = next(iter(cells["volume"]), None)
    found = _OF_VOLUME.fullmatch(cell.text) if cell else None
    if cell is None or found is None:
        return cells
    parts = ("volume", "issue")
    return {**cells, **{each: [Cell(found[each], Span(*found.span(each)).shifted(cell.span.start))] for each in parts}}


def source(cells: Cells) -> Cells:
    """Return the cells, with a cell for journal, volume and pages ("Lake Studies, 3(2), 5–9") split into several."""
    cell = next(iter(cells["container_title"]), None)
    if cell is None or not any(map(str.isdecimal, cell.text)):
        return cells
    read = parse(_BEFORE + cell.text)
    fields = [each for each in read.fields if each.name in _OF_SOURCE and each.span.start >= len(_BEFORE)]
    names = [each.name for each in fields]
    if names[:1] != ["container_title"] or len(set(names)) < len(names) or len(names) == 1:
        return cells
    by = cell.span.start - len(_BEFORE)
    return {**cells, **{each.name: [Cell(each.value, each.span.shifted(by))] for each in fields}}
