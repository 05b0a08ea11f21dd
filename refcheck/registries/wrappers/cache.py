"""Cache of the answers of registries, in one SQLite file.

What writes and reads it is imported with the first answer: a run that hears none has nothing to keep.
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
from refcheck.system.own_databases import Kind, beside, demand_own
from refcheck.text.recoding import recoded_json

if TYPE_CHECKING:
    from cattrs import Converter

Known = Found | NotFound | Hits | Unavailable
"""The answers that can be kept. An ``Unavailable`` among them is one that is known to be ``registered``, and no outage."""


_OF = "of"

_ERRORS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading a row may raise that somebody else has written, or half written; cattrs' own errors besides."""


def to_json(key: str, answer: Known) -> bytes:
    """Return the answer to the question for ``key``, without loss."""
    data = {_OF: key} | _converter().unstructure(answer, unstructure_as=Known)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(key: str, data: bytes) -> Known | None:
    """Return the answer that ``to_json`` wrote for ``key``, or ``None`` for anything else, an answer to another question too."""
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
"""Until 1, answers did not say what they answer, and some held the record of another work."""

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
"""The file of a cache; until version 1 it held answers alone."""

_AT_A_TIME = 500
"""Keys in one query: well below the number of parameters that SQLite takes."""


@frozen(kw_only=True)
class Info:
    """What a cache holds: where it is, how many answers, and how large it is in bytes."""

    path: Path
    answers: int
    size: int


class Cache:
    """Answers by space (one for each kind of request at one address) and key.

    It is safe for several processes, and never a reason to fail: what it cannot tell is not known, what it cannot keep is not
    kept.
    """

    def __init__(self, path: Path) -> None:
        """Answers in the file at ``path``, which need not exist yet.

        Raises:
            SettingsError: a file is there that is no cache of refcheck's.
        """
        demand_own(path, CACHE)
        self._file = SqliteFile(path, CACHE)
        self._claims = Claims(self._file)

    def get(self, space: str, keys: Sequence[str], now: datetime) -> dict[str, bytes]:
        """Return the answers that are held and still count."""
        return self._file.read(lambda connection: dict(_select(connection, space, keys, now)), {})

    def put(self, space: str, answers: Mapping[str, bytes], expires: datetime) -> None:
        """Keep these until they expire."""
        rows = [(space, key, body, expires.timestamp()) for key, body in answers.items()]
        insert = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)"
        self._file.write(lambda connection: connection.executemany(insert, rows), None)

    def claim(self, space: str, keys: Sequence[str], now: datetime) -> tuple[str, ...]:
        """Return those of the keys that nobody else is asking for at this moment; they are to be released."""
        return self._claims.take(space, keys, now.timestamp())

    def release(self, space: str, keys: Sequence[str]) -> None:
        """These were asked for."""
        self._claims.give_back(space, keys)

    def demand_usable(self) -> None:
        """Make sure that answers can be kept there, for whoever has named the file.

        Raises:
            SettingsError: they cannot be; the message says why.
        """
        self._file.demand_usable()

    def info(self) -> Info:
        """Return what there is; a file that is not there stays so."""
        if not self._file.path.exists():
            return Info(path=self._file.path, answers=0, size=0)
        count = "SELECT count(*) FROM answer"
        answers = self._file.read(lambda connection: int(connection.execute(count).fetchone()[0]), 0)
        path = self._file.path
        return Info(path=path, answers=answers, size=path.stat().st_size if path.exists() else 0)

    def clear(self) -> None:
        """Forget everything."""
        self._file.write(lambda connection: connection.execute("DELETE FROM answer"), None)
        self._file.close()
        for piece in (self._file.path, *beside(self._file.path)):
            piece.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class WriteOnly(Cache):
    """A cache that is filled and not read, so that everything is asked anew."""

    def get(self, space: str, keys: Sequence[str], now: datetime) -> dict[str, bytes]:
        """Return nothing."""
        return {}

    def claim(self, space: str, keys: Sequence[str], now: datetime) -> tuple[str, ...]:
        """Return all of them: what others hear is not read."""
        return tuple(keys)

    def release(self, space: str, keys: Sequence[str]) -> None:
        """None were claimed."""


def _select(connection: Connection, space: str, keys: Sequence[str], now: datetime) -> Iterable[tuple[str, bytes]]:
    for start in range(0, len(keys), _AT_A_TIME):
        some = keys[start : start + _AT_A_TIME]
        places = ",".join("?" * len(some))
        query = f"SELECT key, body FROM answer WHERE space = ? AND expires > ? AND key IN ({places})"
        yield from connection.execute(query, (space, now.timestamp(), *some))
