"""Rows as the sheets of an Excel workbook, for whoever sorts and filters by hand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from attrs import fields_dict

from refcheck.extras import library
from refcheck.model import Bibliography, Reference, Report, Work
from refcheck.reports.formats.csv import COLUMNS, rows

MOST_ROWS = 1_048_575
"""Rows of a sheet beside its head. Source: the specifications and limits of Microsoft Excel."""

_LONGEST = 32_767
"""Characters of a cell. Source: the same."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def workbook(report: Report) -> bytes:
    """The report on one sheet: the rows of the CSV report.

    Raises:
        SettingsError: openpyxl is not installed.
    """
    book = new_book()
    some = [[row.get(column, "") for column in COLUMNS] for row in rows(report)]
    fill(book.create_sheet("references"), COLUMNS, some[:MOST_ROWS])
    return saved(book)


def bibliography(works: Bibliography) -> bytes:
    """The references on one sheet, a row each: a column for every variable that one of them has, several values parted by ``;``.

    Raises:
        SettingsError: openpyxl is not installed.
    """
    some = [dict(_columns(reference)) for reference in works.references[:MOST_ROWS]]
    names = list(dict.fromkeys(name for row in some for name in row))
    book = new_book()
    fill(book.create_sheet("references"), names, [[row.get(name, "") for name in names] for row in some])
    return saved(book)


def _columns(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the columns of a reference, as the reader of tables names them."""
    yield "key", reference.key
    for name in fields_dict(Work):
        value = getattr(reference.work, name)
        values = value if isinstance(value, tuple) else (value,)
        if name != "author_et_al" and value not in (None, "", ()):
            yield name, "; ".join(str(each) for each in values)


def new_book() -> Any:
    """An empty workbook, to be written sheet by sheet.

    Raises:
        SettingsError: openpyxl is not installed.
    """
    return _library("openpyxl").Workbook(write_only=True)


def saved(book: Any) -> bytes:
    """The workbook as a file."""
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def fill(sheet: Any, names: Sequence[str], rows: Sequence[Iterable[Any]]) -> None:
    """Write a head and rows, to be filtered."""
    cells = _library("openpyxl.cell")
    letter = _library("openpyxl.utils").get_column_letter(len(names))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letter}{len(rows) + 1}"
    sheet.append(list(names))
    for row in rows:
        sheet.append([_cell(sheet, cells, _writable(value)) for value in row])


def _cell(sheet: Any, cells: Any, value: Any) -> Any:
    """A cell that is text where its value is: what begins with "=" is a stranger's text and no formula."""
    cell = cells.WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _writable(value: Any) -> Any:
    return _FORBIDDEN.sub("\ufffd", value)[:_LONGEST] if isinstance(value, str) else value


def _library(name: str) -> Any:
    return library(name, extra="xlsx", whose="an Excel workbook")
