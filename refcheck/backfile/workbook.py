"""The tables of a backfile as an Excel workbook: a sheet a table, for whoever sorts and filters by hand."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from refcheck.backfile.needed import needed
from refcheck.backfile.schema import TABLES
from refcheck.backfile.storing import parts, read

NAME = "tables.xlsx"

_MOST_ROWS = 1_048_575
"""Rows of a sheet beside its head. Source: the specifications and limits of Microsoft Excel."""

_LONGEST = 32_767
"""Characters of a cell. Source: the same."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def workbook(out: str) -> bytes:
    """The tables that a run has written to ``out``, each on a sheet, or on several where it is longer than a sheet holds.

    Raises:
        SettingsError: openpyxl is not installed.
    """
    book = needed("openpyxl", "xlsx").Workbook(write_only=True)
    for table, columns in TABLES.items():
        names = [column.name for column in columns]
        rows = _rows(out, table, names)
        number = 1
        while True:
            some = list(islice(rows, _MOST_ROWS))
            if number > 1 and not some:
                break
            _fill(book.create_sheet(table if number == 1 else f"{table} {number}"), names, some)
            number += 1
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _rows(out: str, table: str, names: list[str]) -> Iterator[list[Any]]:
    for name in parts(out, table):
        for row in read(out, name, names).to_pylist():
            yield [_shown(row[column]) for column in names]


def _fill(sheet: Any, names: list[str], rows: list[list[Any]]) -> None:
    cells = needed("openpyxl.cell", "xlsx")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{needed('openpyxl.utils', 'xlsx').get_column_letter(len(names))}{len(rows) + 1}"
    sheet.append(names)
    for row in rows:
        sheet.append([_cell(sheet, cells, value) for value in row])


def _cell(sheet: Any, cells: Any, value: Any) -> Any:
    """A cell that is text where its value is: what begins with "=" is a stranger's text and no formula."""
    cell = cells.WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(_shown(each)) for each in value)
    elif isinstance(value, dict):
        value = ", ".join(f"{name}: {each}" for name, each in value.items() if each)
    return _FORBIDDEN.sub("\ufffd", value)[:_LONGEST] if isinstance(value, str) else value
