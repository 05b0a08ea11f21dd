"""A SQLite file that several threads and processes share, and that is never in the way: a broken one is put aside."""

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_BUSY_SECONDS = 2.0
"""So long a file that somebody else has locked is waited for. Source: a choice of patience, not measured."""

_LEFT_ALONE_SECONDS = 60.0
"""And so long it is left alone then: a run must not wait so for each thing that it wants to know. Source: a choice of
patience, not measured."""

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BESIDE = ("", "-wal", "-shm")

T = TypeVar("T")


class SqliteFile:
    """One file with one schema.

    What cannot be done (a locked file, a full disk) is not done, and what the file cannot tell is answered with a default. A
    file that is no database, is damaged, or has another version's schema is renamed and begun anew.
    """

    def __init__(self, path: Path, *, schema: str, version: int, clock: Callable[[], float] = time.monotonic) -> None:
        """``schema`` is the SQL that makes the tables; ``version`` its number. The file is opened when it is first needed.

        ``clock`` counts seconds.
        """
        self._connection: sqlite3.Connection | None = None
        self.path = path
        self._clock = clock
        self._alone_until = 0.0
        self._schema = schema
        self._version = version
        self._lock = threading.Lock()

    def read(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """What ``work`` reads, while others may write; ``default`` where the file fails."""
        return self._safely("BEGIN", work, default)

    def write(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """What ``work`` gives, in one transaction that nobody else's comes between; ``default`` where the file fails."""
        return self._safely("BEGIN IMMEDIATE", work, default)

    def _safely(self, begin: str, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        with self._lock:
            if self._clock() < self._alone_until:
                return default
            try:
                return self._transact(begin, work)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode in _LOCKED:
                    self._alone_until = self._clock() + _LEFT_ALONE_SECONDS
                return default
            except OSError:
                return default
            except sqlite3.DatabaseError:
                self._put_aside()
            try:
                return self._transact(begin, work)
            except (sqlite3.Error, OSError):
                return default

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._disconnect()

    def __del__(self) -> None:
        """Let go of the file with the last who knows of it: what is left open warns from Python 3.13 on."""
        self._disconnect()

    def _transact(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connect()
        connection.execute(begin)
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()
            if _version(self._connection) not in (0, self._version):
                self._put_aside()
                self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if _version(connection) == 0:
                connection.executescript(f"{self._schema}; PRAGMA user_version = {self._version}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _put_aside(self) -> None:
        """Rename the file, with its journals, to the first free ``.broken-N``."""
        self._disconnect()
        number = next(n for n in range(1, 10_000) if not self.path.with_name(f"{self.path.name}.broken-{n}").exists())
        for suffix in _BESIDE:
            piece = self.path.with_name(self.path.name + suffix)
            if piece.exists():
                piece.rename(self.path.with_name(f"{self.path.name}.broken-{number}{suffix}"))

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _version(connection: sqlite3.Connection) -> int:
    """The number of the schema that a file has; 0 of a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
