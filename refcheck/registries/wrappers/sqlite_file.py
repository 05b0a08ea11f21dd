"""A SQLite file that several threads and processes share, and that is never in the way: a broken one is put aside."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_BUSY_SECONDS = 10.0
_BESIDE = ("", "-wal", "-shm")

T = TypeVar("T")


class SqliteFile:
    """One file with one schema.

    What cannot be done (a locked file, a full disk) is not done, and what the file cannot tell is answered with a default. A
    file that is no database, is damaged, or has another version's schema is renamed and begun anew.
    """

    def __init__(self, path: Path, *, schema: str, version: int) -> None:
        """``schema`` is the SQL that makes the tables; ``version`` its number. The file is opened when it is first needed."""
        self.path = path
        self._schema = schema
        self._version = version
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def run(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """What ``work`` gives, in one transaction; ``default`` where the file fails."""
        with self._lock:
            try:
                return self._transact(work)
            except (sqlite3.OperationalError, OSError):
                return default
            except sqlite3.DatabaseError:
                self._put_aside()
            try:
                return self._transact(work)
            except (sqlite3.Error, OSError):
                return default

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._disconnect()

    def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connect()
        connection.execute("BEGIN IMMEDIATE")
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
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, self._version):
                self._put_aside()
                self._connection = self._open()
            self._connection.executescript(f"{self._schema}; PRAGMA user_version = {self._version}")
        return self._connection

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
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
