"""Tables in text (``.csv``, ``.tsv``): what databases and reference managers export, a row a reference.

The columns are known by their names, whatever their order. A table whose cells are printed references, in a column of their own or
quoted line by line, is read as such a list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from attrs import frozen

from refcheck.model import Bibliography, Reference, Span
from refcheck.parsing import Entry as Printed
from refcheck.parsing import parse_list
from refcheck.readers.data.csv.cells import Row, lines, rows, separator
from refcheck.readers.entries import listed
from refcheck.readers.entries.columned import VARIABLES, bare, reference_of

NAME = "csv"

_SUFFIXES = (".csv", ".tsv", ".tab")
_PREAMBLE = 4
"""A table's columns are named within so many lines; before them stands what the export is of."""
_FEWEST = 3
"""How many columns must be known."""
_COUNTS = frozenset({"", "no", "nr", "num", "number", "id", "ref", "index"})
"""What a column is called that numbers the rows: "No.", "#", "ID"."""
_NAMING = ("title", "printed", "doi", "pmid")
"""One of these names a work."""
_BESIDE = ("doi", "pmid", "pmcid", "url")
"""What may stand in columns of their own beside printed references."""
_SEEN = 50
_FITTING, _MOST_FITTING = 0.5, 0.9
"""Of the first rows so many have as many cells as columns are named. Source: set by hand."""
_DATED = ("title", "author", "issued", "container_title", "doi")

_QUOTED_LINE = re.compile(r'[ \t\ufeff]*"((?:[^"\r\n]|""){25,})"[ \t,;]*')
"""A line that is one quoted text: '"Doe, J. (2001). A title. Journal, 3, 5-9."', '"He said ""no""."'."""

_QUOTED = 0.8
"""This share of the lines must be quoted. Source: set by hand."""


@frozen
class _Table:
    """A table's columns by variable, what parts its cells, and where its rows begin."""

    columns: Mapping[str, Sequence[int]]
    separator: str
    start: int


def recognises(name: str, text: str) -> bool:
    """Return whether a line names columns that such tables have, or the lines are quoted one by one."""
    return _table(name, text) is not None or _is_quoted(text)


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each row that says anything, in order."""
    table = _table(name, text)
    if table is None:
        return listed(text, name, NAME, parse_list(list(_quoted(text))))
    found = list(enumerate(rows(text, table.start, table.separator), start=1))
    if "printed" in table.columns and "title" not in table.columns:
        entries = [entry for _, row in found if (entry := _of_printed(row, table.columns, text))]
        return listed(text, name, NAME, parse_list(entries))
    return listed(text, name, NAME, (_reference(row, table.columns, place, text) for place, row in found))


def _table(name: str, text: str) -> _Table | None:
    is_named = name.lower().endswith(_SUFFIXES)
    for start, line in lines(text, _PREAMBLE):
        parted = separator(line)
        if parted not in line:
            if is_named and VARIABLES.get(bare(line)) == "printed":
                return _Table({"printed": [0]}, ",", _behind(text, start, ","))
            continue
        head = next(iter(rows(line.lstrip("\ufeff"), 0, parted)), ())
        if not (columns := _columns(head)):
            continue
        table = _Table(columns, parted, _behind(text, start, parted))
        if _is_bibliographic(columns, head) and (is_named or _fits(text, table, head, _FITTING)):
            return table
        is_sheet = parted == "\t" and len(columns) > 1  # a part of a spreadsheet that was pasted
        if "printed" in columns and (is_named or is_sheet):
            return table
        if _names_all(columns, head) and _fits(text, table, head, _MOST_FITTING):
            return table
    return None


def _is_bibliographic(columns: Mapping[str, Sequence[int]], head: Row) -> bool:
    known = [name for name in _DATED if name in columns]
    return "title" in columns and len(known) >= _FEWEST and len(columns) * 4 >= min(len(head), 24)


def _names_all(columns: Mapping[str, Sequence[int]], head: Row) -> bool:
    """Return whether a line names several columns and says nothing else: "Title,DOI", "No;Reference"."""
    known = {number for numbers in columns.values() for number in numbers}
    others = [cell for number, cell in enumerate(head) if number not in known]
    named = [cell for cell in head if cell.text.strip()]
    return (
        len(named) > 1
        and any(map(columns.__contains__, _NAMING))
        and all(bare(each.text) in _COUNTS for each in others)
    )


def _fits(text: str, table: _Table, head: Row, share: float) -> bool:
    """Return whether the first rows have as many cells as the line names columns."""
    found = list(islice(rows(text, table.start, table.separator), _SEEN))
    return sum(abs(len(row) - len(head)) <= (len(head) > _FEWEST) for row in found) >= share * len(found)


def _columns(head: Row) -> Mapping[str, Sequence[int]]:
    """Return the columns of each variable; the fullest form of a name first."""
    found: dict[str, list[int]] = {}
    for number, cell in enumerate(head):
        name = bare(cell.text)
        if variable := VARIABLES.get(name):
            is_full = "full" in name or name == "af"
            found.setdefault(variable, []).insert(0 if is_full else len(found.get(variable, ())), number)
    return found


def _behind(text: str, start: int, parted: str) -> int:
    """Return where the row behind the one that names the columns begins."""
    first = next(iter(rows(text, start, parted)), None)
    end = first[-1].span.end if first else start
    after = re.compile(r'"?[^\r\n]*(?:\r\n|\r|\n|\Z)').match(text, end)
    return after.end() if after else len(text)


def _reference(row: Row, columns: Mapping[str, Sequence[int]], place: int, text: str) -> Reference:
    span = Span(min(cell.span.start for cell in row), max(cell.span.end for cell in row))
    span = Span(
        span.start - (text[span.start - 1 : span.start] == '"'), span.end + (text[span.end : span.end + 1] == '"')
    )
    cells = {
        variable: [row[number] for number in numbers if number < len(row)] for variable, numbers in columns.items()
    }
    return reference_of(cells, span, place, text)


def _is_quoted(text: str) -> bool:
    every = [line for line in text.splitlines() if line.strip()] if '"' in text[:200] else []
    return len(every) > 1 and sum(map(bool, map(_QUOTED_LINE.fullmatch, every))) >= _QUOTED * len(every)


def _quoted(text: str) -> Iterator[Printed]:
    start = 0
    for line in text.splitlines(keepends=True):
        if found := _QUOTED_LINE.fullmatch(line.rstrip("\r\n")):
            yield Printed(key=None, raw=found[1], spans=(Span(*found.span(1)).shifted(start),))
        start += len(line)


def _of_printed(row: Row, columns: Mapping[str, Sequence[int]], text: str) -> Printed | None:
    """Return the printed reference of a row, with the identifiers that stand in columns beside it; its number is its key."""
    (column,) = columns["printed"][:1]
    if column >= len(row) or not row[column].text.strip():
        return None
    beside = [row[place] for name in _BESIDE for place in columns.get(name, ()) if place < len(row)]
    spans = [_trimmed(row[column].span, text)]
    spans += [_trimmed(cell.span, text) for cell in beside if cell.text.strip() and cell.text not in row[column].text]
    number = next((cell.text.strip() for cell in row[:column] if cell.text.strip()), "")
    return Printed(
        key=number if number.isdecimal() else None, raw="\n".join(span.of(text) for span in spans), spans=tuple(spans)
    )


def _trimmed(span: Span, text: str) -> Span:
    held = span.of(text)
    start = span.start + len(held) - len(held.lstrip())
    return Span(start, start + len(held.strip()))
