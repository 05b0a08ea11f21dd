"""Retraction Watch's table in a file: which works were retracted or corrected, or are of concern, by DOI.

Crossref publishes the table every working day (https://gitlab.com/crossref/retraction-watch-data). Of its twenty columns these
are read: ``OriginalPaperDOI``, ``RetractionNature`` (Retraction, Correction, Expression of concern, Reinstatement),
``RetractionDOI`` (that of the notice; ``unavailable`` if it has none), ``RetractionDate`` (``6/5/2020 0:00``, the month first);
and ``Title``, ``Author`` (joined by ``;``), ``Journal``, ``Publisher`` and ``OriginalPaperDate``, which describe the work. Rows
without a DOI are skipped.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from io import TextIOWrapper
from os import PathLike
from pathlib import Path
from sys import intern

from attrs import evolve, frozen

from refcheck.errors import RecordsError
from refcheck.identifiers.schemes import doi
from refcheck.model import (
    RETRACTION_WATCH,
    Answer,
    Date,
    Found,
    Hits,
    Id,
    Name,
    Provenance,
    Query,
    Record,
    Unavailable,
    Update,
    Work,
)
from refcheck.registries.base import AtHand, Clock, Registry, utc_now
from refcheck.registries.wrappers import Wrapper
from refcheck.system.regular_files import RECORDS, open_file
from refcheck.text.recoding import recoded

_COLUMNS = (
    "OriginalPaperDOI",
    "RetractionNature",
    "RetractionDOI",
    "RetractionDate",
    "Title",
    "Author",
    "Journal",
    "Publisher",
    "OriginalPaperDate",
)

_SHARED = frozenset({"RetractionNature", "RetractionDate", "Journal", "Publisher", "OriginalPaperDate"})
"""Columns in which many rows have the same text, which is stored only once in memory."""

_LONGEST_CELL = 131_072
"""The most characters of a cell, independent of ``csv.field_size_limit``, which is global to the program.
Source: Python's default limit."""

_DATE = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\b")
"""A date in the table, the month first: ``6/5/2020 0:00``, ``12/31/2019 12:00:00 AM``."""


@frozen
class _Row:
    """One row of the table, in the order of ``_COLUMNS``."""

    original: str
    nature: str
    notice: str
    day: str
    title: str
    author: str
    journal: str
    publisher: str
    issued: str

    def update(self, source: str) -> Update:
        """Return the notice in the row."""
        return Update(
            type="-".join(self.nature.lower().split()),
            doi=_doi(self.notice),
            label=self.nature,
            source=source,
            updated=_date(self.day),
        )

    def work(self) -> Work:
        """Return the work that the notice is about."""
        return Work(
            title=self.title or None,
            author=tuple(_name(part) for part in self.author.split(";") if part.strip()),
            container_title=self.journal or None,
            publisher=self.publisher or None,
            issued=_date(self.issued),
            doi=self.original,
        )


class RetractionWatch(AtHand):
    """The table as a registry: it looks up DOIs, has records of the works in its rows, and cannot be searched."""

    name = RETRACTION_WATCH

    def __init__(self, rows: Mapping[Id, Sequence[_Row]], file: str, day: date, retrieved: datetime) -> None:
        """Answer from ``rows``; the name of the ``file`` and its ``day`` are given wherever the table is cited as a source."""
        self._rows = rows
        self._source = f"{RETRACTION_WATCH} ({file} of {day})"
        days = (retrieved.date() - day).days
        self._aged = f"{RETRACTION_WATCH} ({file} of {day}, {days} {'day' if days == 1 else 'days'} old)"
        self._retrieved = retrieved

    @classmethod
    def read(cls, path: str | PathLike[str], *, now: Clock = utc_now) -> "RetractionWatch":
        """Return the table in a CSV file, read row by row. Bytes that are not UTF-8 are read as ``\N{REPLACEMENT CHARACTER}``.

        The date of the table is the modification date of the file, which ``refcheck retraction-watch update`` sets to the date of
        the table.

        Raises:
            RecordsError: the file cannot be read or lacks a column, or the line named is cut off or is not CSV.
        """
        try:
            found = Path(path).stat()
            rows = _rows(str(path), found.st_mtime_ns, found.st_size)
        except OSError as error:
            raise RecordsError(f"{path}: cannot be read: {error.strerror or error}") from error
        retrieved = now()
        day = min(datetime.fromtimestamp(found.st_mtime, UTC), retrieved).date()
        return cls(rows, Path(path).name, day, retrieved)

    def names(self) -> tuple[str, ...]:
        """Return its name with the age of the table, as later retractions are not in it."""
        return (self._aged,)

    def ids(self) -> tuple[Id, ...]:
        """Return the identifiers of the works in the table."""
        return tuple(self._rows)

    def updates(self, key: Id) -> tuple[Update, ...]:
        """Return the notices about a work."""
        return tuple(row.update(self._source) for row in self._rows.get(key, ()))

    def _held(self, key: Id) -> Record | None:
        if key not in self._rows:
            return None
        provenance = Provenance(registry=self.name, url="", retrieved=self._retrieved)
        return Record(id=key, work=self._rows[key][0].work(), updates=self.updates(key), provenance=provenance)


class Watched(Wrapper):
    """Wraps a registry and adds Retraction Watch's notices to the notices of its records."""

    def __init__(self, registry: Registry, watch: RetractionWatch) -> None:
        """Add the notices of ``watch`` to the records of ``registry``."""
        super().__init__(registry)
        self._watch = watch

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        return {
            key: Found(record=self._noted(answer.record)) if isinstance(answer, Found) else answer
            for key, answer in super()._ask(batch).items()
        }

    def _search(self, query: Query) -> Hits | Unavailable:
        answer = super()._search(query)
        if isinstance(answer, Unavailable):
            return answer
        return evolve(answer, hits=tuple(evolve(hit, record=self._noted(hit.record)) for hit in answer.hits))

    def _noted(self, record: Record) -> Record:
        return with_notices(record, self._watch.updates(record.id))


def with_notices(record: Record, notices: Iterable[Update]) -> Record:
    """Return the record with those of the notices that it does not have yet."""
    known = {(update.type, update.doi and Id.doi(update.doi)) for update in record.updates}
    further = tuple(each for each in notices if (each.type, each.doi and Id.doi(each.doi)) not in known)
    return evolve(record, updates=(*record.updates, *further)) if further else record


def works_in(path: Path) -> int:
    """Return the number of works in a file of the table.

    Raises:
        RecordsError: as ``RetractionWatch.read``.
    """
    return len(RetractionWatch.read(path).ids())


@lru_cache(maxsize=1)
def _rows(path: str, changed: int, size: int) -> Mapping[Id, Sequence[_Row]]:
    """Return the rows of a file; cached by its time of change and size, so that a process reads it once for many lists."""
    rows: dict[Id, list[_Row]] = {}
    with open_file(path, most=RECORDS) as file:
        lines = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        for row in _read(lines, path):
            rows.setdefault(Id.doi(row.original), []).append(row)
    return rows


def _read(lines: Iterable[str], path: str) -> Iterator[_Row]:
    """Yield the rows that have a DOI."""
    reader = csv.reader(map(recoded, lines), strict=True)
    try:
        header = [column.strip() for column in next(reader, ())]
        if missing := [column for column in _COLUMNS if column not in header]:
            raise RecordsError(f"{path}, line 1: not Retraction Watch's table; column {missing[0]} is missing")
        places = [header.index(column) for column in _COLUMNS]
        for cells in reader:
            if max(map(len, cells), default=0) > _LONGEST_CELL:
                raise csv.Error(f"field larger than field limit ({_LONGEST_CELL})")
            if cells and len(cells) <= max(places):
                raise RecordsError(
                    f"{path}, line {reader.line_num}: {len(cells)} columns where {len(header)} are expected"
                )
            if cells and (original := _doi(cells[places[0]])):
                rest = zip(_COLUMNS[1:], (cells[place].strip() for place in places[1:]), strict=True)
                yield _Row(original, *(intern(text) if column in _SHARED else text for column, text in rest))
    except csv.Error as error:
        raise RecordsError(f"{path}, line {reader.line_num}: {error}") from error


def _doi(text: str) -> str | None:
    """Return the DOI in a cell; ``None`` for empty cells and ``unavailable``."""
    value = doi.compact(text)
    return value if value.startswith("10.") and "/" in value else None


def _date(text: str) -> Date | None:
    found = _DATE.match(text)
    return Date(year=int(found[3]), month=int(found[1]), day=int(found[2])) if found else None


def _name(text: str) -> Name:
    """Return ``Jane Q Public`` in two parts; the last word is taken for the family name, as the table does not separate them."""
    given, _, family = text.strip().rpartition(" ")
    return Name(family=family, given=given or None)
