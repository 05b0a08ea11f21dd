"""Data files that age: each with its source, the date on which it was correct, and how to update it.

The files of this package state this in their first lines (``# Source:``, ``# As of:``, ``# Made anew:``); the files that libraries
bring, and the table that the user has downloaded, are dated in their own formats.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from attrs import frozen

from refcheck.registries.connections import Connections

_SERVICES = "refcheck.registries.services"
FOLDERS = (
    *("refcheck.gazetteer", "refcheck.lexicon", "refcheck.registries.contracts.tables", _SERVICES),
    *(f"{_SERVICES}.{name}" for name in ("crossref", "datacite")),
)
"""The packages with data files. In the lexicon only the files copied from a source age; the words of languages do not."""

OLD_DAYS = 365
"""The age, in days, beyond which ``refcheck doctor`` reports a file as old."""

_ENDINGS = (".toml", ".txt", ".gz")
_HEAD = 4_000
"""The length of the head of a file, in characters, in which it states its source and date."""

_SAID = re.compile(r"^# (?P<name>Source|As of|Made anew): (?P<text>.+)", re.MULTILINE)
"""A line of a file's head: ``# As of: 2026-11``."""

_SUFFIXES = re.compile(r"^// VERSION: (?P<day>\d{4}-\d\d-\d\d)", re.MULTILINE)
"""The date of the Public Suffix List: ``// VERSION: 2026-10-22_08-36-41_UTC``."""

_RANGES = re.compile(r"^# file date (?P<day>.+)", re.MULTILINE)
"""The date of the ISBN ranges: ``# file date Sun, 4 Jan 2026 16:49:25 GMT``."""


@frozen(kw_only=True)
class DatedFile:
    """One file: its source, its date (``None`` if it states none), and how to update it."""

    name: str
    source: str
    day: date | None
    anew: str

    def days_old(self, today: date) -> int | None:
        """Return the age of the file in days."""
        return (today - self.day).days if self.day else None


def dated_files(connections: Connections) -> tuple[DatedFile, ...]:
    """Return the data files of refcheck, those of its libraries, and the table that the user has downloaded."""
    return (*_own(), *_of_libraries(), *_fetched(connections))


def parse_head(name: str, text: str) -> DatedFile:
    """Return the source, date and instructions that a file states in its head.

    >>> parse_head("a.toml", "# Things.\\n# Source: their makers.\\n# As of: 2026-11\\n# Made anew: by hand.\\n").day
    datetime.date(2026, 11, 1)
    """
    said: dict[str, str] = {}
    for found in _SAID.finditer(text):
        said.setdefault(found["name"], found["text"])
    day = said.get("As of", "")
    return DatedFile(
        name=name, source=said.get("Source", ""), day=_day(f"{day}-01"[:10]), anew=said.get("Made anew", "")
    )


def own_files() -> Iterator[Traversable]:
    """Yield the files of this package that may age."""
    for folder in FOLDERS:
        for file in sorted(files(folder).iterdir(), key=lambda file: file.name):
            is_language = folder == "refcheck.lexicon" and file.name.endswith(".toml")
            if file.name.endswith(_ENDINGS) and not is_language:
                yield file


def head_of(file: Traversable) -> str:
    """Return the beginning of a file, in which it states its source and date."""
    with file.open("rb") as stream:
        if not file.name.endswith(".gz"):
            return stream.read(_HEAD).decode("utf-8", "replace")
        with gzip.open(stream) as inflated:
            return inflated.read(_HEAD).decode("utf-8", "replace")


def _own() -> Iterator[DatedFile]:
    for file in own_files():
        yield parse_head(file.name, head_of(file))


def _of_libraries() -> Iterator[DatedFile]:
    from publicsuffixlist import PSLFILE

    found = _SUFFIXES.search(Path(PSLFILE).read_text(encoding="utf-8")[:_HEAD])
    yield DatedFile(
        name="public suffixes",
        source="https://publicsuffix.org",
        day=_day(found["day"]) if found else None,
        anew="pip install --upgrade publicsuffixlist",
    )
    ranges = _RANGES.search(files("stdnum").joinpath("isbn.dat").read_text(encoding="utf-8")[:_HEAD])
    yield DatedFile(
        name="ISBN ranges",
        source="https://www.isbn-international.org/range_file_generation",
        day=_day(ranges["day"], lambda text: parsedate_to_datetime(text).date()) if ranges else None,
        anew="pip install --upgrade python-stdnum",
    )


def _fetched(connections: Connections) -> Iterator[DatedFile]:
    table = connections.watched_table()
    if table is not None and Path(table).exists():
        yield DatedFile(
            name="Retraction Watch's table",
            source="https://gitlab.com/crossref/retraction-watch-data",
            day=datetime.fromtimestamp(Path(table).stat().st_mtime, UTC).date(),
            anew="refcheck retraction-watch update",
        )


def _day(text: str, read: Callable[[str], date] = date.fromisoformat) -> date | None:
    try:
        return read(text)
    except (ValueError, TypeError):
        return None
