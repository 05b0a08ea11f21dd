"""Cache of the answers of registries, in one SQLite file.

The converter of answers is imported at the first answer: a run without answers does not need it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from attrs import frozen

from refcheck.model import Found, Hits, NotFound, Unavailable
from refcheck.registries.wrappers.claims import SCHEMA as CLAIMS
from refcheck.registries.wrappers.claims import Claims
from refcheck.registries.wrappers.sqlite_file import SqliteFile
from refcheck.system.own_databases import Kind, beside, require_own
from refcheck.text.recoding import recoded_json

if TYPE_CHECKING:
    from cattrs import Converter

Known = Found | NotFound | Hits | Unavailable
"""The answers that can be cached. An ``Unavailable`` among them has the cause ``registered``; outages are not cached."""


_OF = "of"

_ERRORS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""The exceptions that a foreign or incomplete row may raise when it is read, apart from those of cattrs."""


def to_json(key: str, answer: Known) -> bytes:
    """Return the answer to the question ``key`` as JSON, without loss."""
    data = {_OF: key} | _converter().unstructure(answer, unstructure_as=Known)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(key: str, data: bytes) -> Known | None:
    """Return the answer that ``to_json`` wrote for ``key``; ``None`` for anything else, including an answer for another key."""
    from cattrs import BaseValidationError

    try:
        row = json.loads(data.decode("utf-8", "surrogatepass"))
        if row.pop(_OF) != key:
            return None
        answer: Known = _converter().structure(recoded_json(row), Known)  # type: ignore[arg-type]  # a union is a form, not a type
    except (*_ERRORS, BaseValidationError):
        return None
    return answer


@cache
def _converter() -> "Converter":
    from refcheck.exchange import make_answer_converter

    return make_answer_converter(Known)


VERSION = 2
"""Up to version 1, answers did not contain their key, and some had the record of another work."""

_ANSWERS = """
CREATE TABLE IF NOT EXISTS answer (
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    body BLOB NOT NULL,
    expires REAL NOT NULL,
    PRIMARY KEY (space, key)
) WITHOUT ROWID
"""

CACHE = Kind(called="cache", mark=b"rfca", version=VERSION, schema=f"{_ANSWERS};{CLAIMS}", unmarked=(_ANSWERS,))
"""The kind of a cache file; up to version 1 it contained only answers."""

_AT_A_TIME = 500
"""The most keys in one query: well below SQLite's limit on parameters."""


@frozen(kw_only=True)
class Info:
    """The path of a cache, the number of its answers, and its size in bytes."""

    path: Path
    answers: int
    size: int


class Cache:
    """Answers by space (one for each kind of request at one URL) and key.

    It is safe for several processes and never makes a run fail: an answer that cannot be read counts as missing, and one that
    cannot be written is dropped.
    """

    def __init__(self, path: Path) -> None:
        """Use the file at ``path``, which need not exist yet.

        Raises:
            SettingsError: the file exists and is not a cache of refcheck.
        """
        require_own(path, CACHE)
        self._file = SqliteFile(path, CACHE)
        self._claims = Claims(self._file)

    def get(self, space: str, keys: Sequence[str], now: datetime) -> dict[str, bytes]:
        """Return the cached answers that have not expired."""
        return self._file.read(lambda connection: dict(_select(connection, space, keys, now)), {})

    def put(self, space: str, answers: Mapping[str, bytes], expires: datetime) -> None:
        """Cache answers until they expire."""
        rows = [(space, key, body, expires.timestamp()) for key, body in answers.items()]
        insert = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)"
        self._file.write(lambda connection: connection.executemany(insert, rows), None)

    def claim(self, space: str, keys: Sequence[str], now: datetime) -> tuple[str, ...]:
        """Claim and return those of the keys that no other run is just requesting; the caller must release them."""
        return self._claims.take(space, keys, now.timestamp())

    def release(self, space: str, keys: Sequence[str]) -> None:
        """Release claimed keys: their requests have ended."""
        self._claims.give_back(space, keys)

    def demand_usable(self) -> None:
        """Make sure that answers can be written to a file that the user named.

        Raises:
            SettingsError: they cannot be written; the message says why.
        """
        self._file.demand_usable()

    def info(self) -> Info:
        """Return the path, the number of answers and the size; a missing file is not created."""
        if not self._file.path.exists():
            return Info(path=self._file.path, answers=0, size=0)
        count = "SELECT count(*) FROM answer"
        answers = self._file.read(lambda connection: int(connection.execute(count).fetchone()[0]), 0)
        path = self._file.path
        return Info(path=path, answers=answers, size=path.stat().st_size if path.exists() else 0)

    def clear(self) -> None:
        """Delete all answers and the file."""
        self._file.write(lambda connection: connection.execute("DELETE FROM answer"), None)
        self._file.close()
        for piece in (self._file.path, *beside(self._file.path)):
            piece.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class WriteOnly(Cache):
    """A cache that is written but not read, so that every question is sent again."""

    def get(self, space: str, keys: Sequence[str], now: datetime) -> dict[str, bytes]:
        """Return no answers."""
        return {}

    def claim(self, space: str, keys: Sequence[str], now: datetime) -> tuple[str, ...]:
        """Return all keys: the answers of other runs are not read."""
        return tuple(keys)

    def release(self, space: str, keys: Sequence[str]) -> None:
        """Do nothing: no key was claimed."""


def _select(connection: Connection, space: str, keys: Sequence[str], now: datetime) -> Iterable[tuple[str, bytes]]:
    for start in range(0, len(keys), _AT_A_TIME):
        some = keys[start : start + _AT_A_TIME]
        places = ",".join("?" * len(some))
        query = f"SELECT key, body FROM answer WHERE space = ? AND expires > ? AND key IN ({places})"
        yield from connection.execute(query, (space, now.timestamp(), *some))
