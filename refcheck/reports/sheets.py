"""Rows as the sheet of an Excel workbook, for sorting and filtering by hand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

from attrs import fields_dict

from refcheck.extras import library
from refcheck.model import Bibliography, Reference, Report, Work
from refcheck.reports.formats.csv import COLUMNS, rows

_MOST_ROWS = 1_048_575
"""The most rows of a sheet below its header. Source: the specifications and limits of Microsoft Excel."""

_LONGEST = 32_767
"""The most characters of a cell. Source: the same."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


_NAMES = {"source": "database"}
"""Columns that are not named for their field: ``source`` would be read as the journal in a table."""


def workbook(report: Report) -> bytes:
    """Return the report on one sheet: the rows of the CSV report.

    Raises:
        SettingsError: openpyxl is not installed.
    """
    return _sheet(COLUMNS, list(islice(rows(report), _MOST_ROWS)))


def bibliography(works: Bibliography) -> bytes:
    """Return the references on one sheet, a row each, with a column for every variable that occurs; ``;`` separates several values.

    Raises:
        SettingsError: openpyxl is not installed.
    """
    some = [dict(_columns(reference)) for reference in works.references[:_MOST_ROWS]]
    return _sheet(list(dict.fromkeys(name for row in some for name in row)), some)


def _columns(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the columns of a reference and their values, named as the reader of tables expects."""
    yield "key", reference.key
    variables = fields_dict(Work)
    for name in variables:
        value = getattr(reference.work, name)
        values = value if isinstance(value, tuple) else (value,)
        if name != "author_et_al" and value not in (None, "", ()):
            yield name, "; ".join(str(each) for each in values)
    beside: dict[str, list[str]] = {}
    for field in reference.fields:
        if field.name not in variables:
            beside.setdefault(_NAMES.get(field.name, field.name), []).append(field.value)
    yield from ((name, "; ".join(values)) for name, values in beside.items())


def _sheet(names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return a workbook with a header and rows that can be filtered."""
    book = _library("openpyxl").Workbook(write_only=True)
    cells = _library("openpyxl.cell")
    letter = _library("openpyxl.utils").get_column_letter(len(names))
    sheet = book.create_sheet("references")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letter}{len(rows) + 1}"
    sheet.append(list(names))
    for row in rows:
        sheet.append([_cell(sheet, cells, row.get(name, "")) for name in names])
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _cell(sheet: Any, cells: Any, text: str) -> Any:
    """Return a cell of text: untrusted text that begins with "=" must not become a formula."""
    cell = cells.WriteOnlyCell(sheet, value=_FORBIDDEN.sub("\ufffd", text)[:_LONGEST])
    cell.data_type = "s"
    return cell


def _library(name: str) -> Any:
    return library(name, extra="xlsx", whose="an Excel workbook")
