"""The tables of a backfile as an Excel workbook: a sheet a table, for whoever sorts and filters by hand."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from refcheck.backfile.schema import TABLES
from refcheck.backfile.storing import parts, read
from refcheck.reports.sheets import MOST_ROWS, fill, new_book, saved

NAME = "tables.xlsx"


def workbook(out: str) -> bytes:
    """Return the tables that a run has written to ``out``, each on a sheet, or on several where it is longer than a sheet holds.

    Raises:
        SettingsError: openpyxl is not installed.
    """
    book = new_book()
    for table, columns in TABLES.items():
        names = [column.name for column in columns]
        rows = _rows(out, table, names)
        number = 1
        while True:
            some = list(islice(rows, MOST_ROWS))
            if number > 1 and not some:
                break
            fill(book.create_sheet(table if number == 1 else f"{table} {number}"), names, some)
            number += 1
    return saved(book)


def _rows(out: str, table: str, names: list[str]) -> Iterator[list[Any]]:
    for name in parts(out, table):
        for row in read(out, name, names).to_pylist():
            yield [_shown(row[column]) for column in names]


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(str(_shown(each)) for each in value)
    elif isinstance(value, dict):
        value = ", ".join(f"{name}: {each}" for name, each in value.items() if each)
    return value
