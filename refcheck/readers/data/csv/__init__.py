"""Tables in text (``.csv``, ``.tsv``): what databases and reference managers export, a row a reference.

The columns are recognised by their names, in any order. A table of printed references, in a column of their own or quoted line by
line, is read as a printed list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from attrs import frozen

from refcheck.model import Bibliography, Reference, Span
from refcheck.model.formats import suffixes_of
from refcheck.parsing import Entry as Printed
from refcheck.parsing import parse_list
from refcheck.readers.data.csv.cells import (
    Cells,
    Row,
    author_and_year,
    lines,
    on_one_line,
    plain,
    rows,
    separator,
    source,
    volume_and_issue,
)
from refcheck.readers.entries import listed, trimmed
from refcheck.readers.entries.columned import ASIDE, bare, reference_of, variable_of
from refcheck.readers.entries.sources import JOURNAL, part
from refcheck.text.deferred import deferred
from refcheck.text.visible import brief

NAME = "csv"

_SUFFIXES = suffixes_of(NAME)
_PREAMBLE = 4
"""The number of lines within which columns must be named; an export may start with lines that describe it."""
_FEWEST = 3
"""The smallest number of columns that must be known."""
_COUNTS = frozenset({"", "no", "nr", "num", "number", "id", "ref", "index"})
"""Names of a column that numbers the rows: "No.", "#", "ID"."""
_NAMING = ("title", "printed", "doi", "pmid")
"""Columns that identify a work; a table must have one of them."""
_BESIDE = ("doi", "pmid", "pmcid", "url")
"""Identifiers that may have columns of their own beside printed references."""
_OF_SOURCE = frozenset({"volume", "issue", "page", "first_page", "article_number"})
"""If one of these has a column, the journal's column holds only the journal."""
_SHOWN, _LONGEST = 80, 1000
"""Lengths to which text and names of columns are shortened in notes."""
_SEEN = 50
_FITTING, _MOST_FITTING = 0.5, 0.9
"""Shares of the first rows that must have as many cells as there are named columns. Source: a judgement; not fitted."""
_DATED = ("title", "author", "issued", "container_title", "doi")

_QUOTED_LINE = re.compile(r'[ \t\ufeff]*"((?:[^"\r\n]|""){25,})"[ \t,;]*')
"""A line that is one quoted text: '"Doe, J. (2001). A title. Journal, 3, 5-9."', '"He said ""no""."'."""

_APART = deferred(r"(?>\r\n?|\n)[ \t]*[\r\n]")
"""The end of a line, and an empty line."""

_DOI = deferred(r"\b10\.\d{4,9}/\S")

_FENCE = "```"
"""The end of a code block in Markdown."""

_QUOTED = 0.8
"""The share of lines that must be quoted. Source: a judgement; not fitted."""


@frozen
class _Table:
    """The names of a table's columns (none for a single one), its columns by variable, its separator, and where its rows start."""

    head: Row
    columns: Mapping[str, Sequence[int]]
    separator: str
    start: int


def recognises(name: str, text: str) -> bool:
    """Return whether a line names columns of references, or the lines are quoted one by one."""
    return _table(name, text) is not None or _is_quoted(text)


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each row that is not empty, in order."""
    table = _table(name, text)
    if table is None:
        return listed(text, name, NAME, parse_list(list(_quoted(text))))
    found, others = _rows(text, table)
    notes = tuple(_notes(table, found, others))
    if "printed" in table.columns and "title" not in table.columns:
        entries = [entry for row in found if (entry := _of_printed(row, table.columns, text))]
        return listed(text, name, NAME, parse_list(entries), notes=notes)
    references = (_reference(row, table, place, text) for place, row in enumerate(found, start=1))
    return listed(text, name, NAME, references, notes=notes)


def _rows(text: str, table: _Table) -> tuple[list[Row], list[Row]]:
    """Return the rows, and the lines between and after them that are not rows: sentences, the end of a code block."""
    names = [cell.text.strip() for cell in table.head]
    every = [row for row in rows(text, table.start, table.separator) if [cell.text.strip() for cell in row] != names]
    last = max((place for place, row in enumerate(every) if _is_whole(row, table.head)), default=len(every))
    found: list[Row] = []
    others: list[Row] = []
    is_after = False
    for place, row in enumerate(every):
        between = text[every[place - 1][-1].span.end : row[0].span.start] if place else ""
        is_after = is_after or (place > last and _APART.search(between) is not None)
        is_line = len(row) == 1 < len(table.head) and (table.separator == "|" or row[0].text.startswith(_FENCE))
        (others if is_after or is_line else found).append(row)
    return found, others


def _notes(table: _Table, found: Sequence[Row], others: Sequence[Row]) -> Iterator[str]:
    """Yield notes on the columns that are not known, and on the text beside the table."""
    known = {number for numbers in table.columns.values() for number in numbers}
    names = [
        cell.text.strip()
        for number, cell in enumerate(table.head)
        if number not in known
        and not (bare(cell.text) in _COUNTS and number < min(known))
        and any(row[number : number + 1] and row[number].text.strip() for row in found)
    ]
    if names:
        yield f"columns that were not read: {brief(', '.join(names), _LONGEST)}"
    said = [cell.text.strip() for row in others for cell in row if not cell.text.startswith(_FENCE)]
    if said:
        yield f"text beside the table was not read: “{brief(' '.join(said), _SHOWN)}”"


def _table(name: str, text: str) -> _Table | None:
    is_named = name.lower().endswith(_SUFFIXES)
    for start, line in lines(text, _PREAMBLE):
        delimiter = separator(line)
        if delimiter not in line:
            if is_named and variable_of(line) == "printed":
                return _Table((), {"printed": [0]}, ",", _first_row(text, start, ","))
            continue
        head = next(iter(rows(line.lstrip("\ufeff"), 0, delimiter)), ())
        if columns := _columns(head):
            table = _Table(head, columns, delimiter, _first_row(text, start, delimiter))
            if _is_of_references(table, text, is_named):
                return table
    return None


def _is_of_references(table: _Table, text: str, is_named: bool) -> bool:
    """Return whether a table is one of references; ``is_named`` says that the file has the suffix of a table."""
    found = list(islice(rows(text, table.start, table.separator), _SEEN))
    whole = sum(_is_whole(row, table.head) for row in found)
    if _is_bibliographic(table) and (is_named or whole >= _FITTING * len(found)):
        return True
    is_sheet = table.separator == "\t" and len(table.columns) > 1  # a pasted part of a spreadsheet
    if "printed" in table.columns and (is_named or is_sheet):
        return True
    if _names_all(table) and whole >= _MOST_FITTING * len(found):
        return True
    return "doi" in table.columns and "printed" not in table.columns and _has_dois(table, found)


def _is_bibliographic(table: _Table) -> bool:
    known = [name for name in _DATED if name in table.columns]
    return "title" in known and len(known) >= _FEWEST and len(table.columns) * 4 >= min(len(table.head), 24)


def _names_all(table: _Table) -> bool:
    """Return whether a line names several known columns and no others: "Title,DOI", "No;Reference"."""
    known = {number for name, numbers in table.columns.items() if name not in ASIDE for number in numbers}
    others = [cell for number, cell in enumerate(table.head) if number not in known]
    return (
        sum(bool(cell.text.strip()) for cell in table.head) > 1
        and any(map(table.columns.__contains__, _NAMING))
        and all(bare(each.text) in _COUNTS for each in others)
    )


def _has_dois(table: _Table, found: Sequence[Row]) -> bool:
    """Return whether the first rows have a DOI in the DOI column, whatever else the table has: "Study | Design | DOI"."""
    whole = [row for row in found if len(row) == len(table.head)]
    held = sum(any(_DOI.search(row[place].text) for place in table.columns["doi"]) for row in whole)
    return bool(held) and held >= _MOST_FITTING * len(whole) and len(whole) >= _FITTING * len(found)


def _is_whole(row: Row, head: Row) -> bool:
    return abs(len(row) - len(head)) <= (len(head) > _FEWEST)


def _columns(head: Row) -> Mapping[str, Sequence[int]]:
    """Return the columns of each variable, with columns of full names first.

    A column of authors with the year is that of both. A first column "No." numbers the rows, and is not the issue.
    """
    found: dict[str, list[int]] = {}
    for number, cell in enumerate(head):
        name = bare(cell.text)
        if variable := variable_of(cell.text):
            is_full = "full" in name or name == "af"
            found.setdefault(variable, []).insert(0 if is_full else len(found.get(variable, ())), number)
    first = min((number for numbers in found.values() for number in numbers), default=0)
    if first in found.get("issue", ()) and bare(head[first].text) in _COUNTS:
        found.setdefault("key", []).append(first)
        found["issue"].remove(first)
    if "title" in found and not {"author", "issued"} & found.keys():
        both = found.pop("author_issued", None) or found.pop("printed", None)
        found |= {"author": both, "issued": both} if both else {}
    return {variable: numbers for variable, numbers in found.items() if numbers}


def _first_row(text: str, start: int, delimiter: str) -> int:
    """Return where the row after the one that names the columns starts."""
    first = next(iter(rows(text, start, delimiter)), None)
    end = first[-1].span.end if first else start
    after = re.compile(r'"?[^\r\n]*(?:\r\n|\r|\n|\Z)').match(text, end)
    return after.end() if after else len(text)


def _reference(row: Row, table: _Table, place: int, text: str) -> Reference:
    span = Span(min(cell.span.start for cell in row), max(cell.span.end for cell in row))
    span = Span(
        span.start - (text[span.start - 1 : span.start] == '"'), span.end + (text[span.end : span.end + 1] == '"')
    )
    held = {name: [row[number] for number in numbers if number < len(row)] for name, numbers in table.columns.items()}
    if table.separator == "|":
        held = {name: [on_one_line(plain(cell), name) for cell in each] for name, each in held.items()}
    if held.get("container_title"):
        part(held, "container_title", JOURNAL)
    cells: Cells = held
    if table.columns.get("author", ()) == table.columns.get("issued"):
        cells = author_and_year(cells)
    if "container_title" in cells and not _OF_SOURCE & cells.keys():
        cells = source(cells)
    if "volume" in cells and "issue" not in cells:
        cells = volume_and_issue(cells)
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
    """Return the printed reference of a row, with the identifiers in columns beside it; the row's number is its key."""
    (column,) = columns["printed"][:1]
    if column >= len(row) or not row[column].text.strip():
        return None
    beside = [row[place] for name in _BESIDE for place in columns.get(name, ()) if place < len(row)]
    spans = [trimmed(row[column].span, text)]
    spans += [trimmed(cell.span, text) for cell in beside if cell.text.strip() and cell.text not in row[column].text]
    number = next((cell.text.strip() for cell in row[:column] if cell.text.strip()), "")
    return Printed(
        key=number if number.isdecimal() else None, raw="\n".join(span.of(text) for span in spans), spans=tuple(spans)
    )
