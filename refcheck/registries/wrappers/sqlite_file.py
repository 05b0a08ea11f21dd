"""A SQLite file that several threads and processes share and that never makes a run fail: a broken file of ours is renamed."""

import errno
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from refcheck.errors import SettingsError
from refcheck.system.own_databases import Kind, Whose, begin, beside, transaction, version_of, whose

_BUSY_SECONDS = 2.0
"""The time to wait for a file that another process has locked. Source: a judgement of how long a user waits; not measured."""

_LEFT_ALONE_SECONDS = 60.0
"""The time for which a locked file is not tried again, so that a run does not wait for it at each question.
Source: a judgement of how long a user waits; not measured."""

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

T = TypeVar("T")


class SqliteFile:
    """One file of one kind.

    A write that fails (a locked file, a full disk) is dropped, and a read that fails returns a default. A file of ours that is
    damaged, or has the tables of another version, is renamed and a new one is started. A file of another program is not touched.
    """

    def __init__(self, path: Path, kind: Kind) -> None:
        """Note the path; the file is opened at the first use."""
        self._connection: sqlite3.Connection | None = None
        self.path = path
        self._kind = kind
        self._alone_until = 0.0
        self._lock = threading.Lock()

    def demand_usable(self) -> None:
        """Make sure that a file that the user named can be written; one that another process has locked is accepted.

        Raises:
            SettingsError: it cannot be written; the message says why.
        """
        reason: str | None = None
        with self._lock:
            try:
                self._transact("BEGIN IMMEDIATE", lambda connection: None)
            except sqlite3.OperationalError as error:
                reason = str(error) if error.sqlite_errorcode not in _LOCKED else None
            except sqlite3.DatabaseError:  # a damaged file of ours
                self._put_aside()
            except OSError as error:
                reason = error.strerror or str(error)
        if reason is not None:
            raise SettingsError(
                f"{self.path}: cannot be written ({reason}); name another file for the {self._kind.called}"
            )

    def read(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """Return the result of ``work``, during which others may write; ``default`` if the file fails."""
        return self._safely("BEGIN", work, default)

    def write(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """Return the result of ``work``, run in one exclusive write transaction; ``default`` if the file fails."""
        return self._safely("BEGIN IMMEDIATE", work, default)

    def _safely(self, begin: str, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        with self._lock:
            if time.monotonic() < self._alone_until:
                return default
            try:
                return self._transact(begin, work)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode in _LOCKED:
                    self._alone_until = time.monotonic() + _LEFT_ALONE_SECONDS
                return default
            except (OSError, UnicodeEncodeError):  # half a surrogate pair cannot be stored in a row
                return default
            except sqlite3.DatabaseError:
                self._put_aside()
            try:
                return self._transact(begin, work)
            except (sqlite3.Error, OSError):
                return default

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._disconnect()

    def __del__(self) -> None:
        """Close the file with the last reference to this object: Python 3.13 and later warn of connections left open."""
        self._disconnect()

    def _transact(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connect()
        with transaction(connection, begin):
            return work(connection)

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()
            if version_of(self._connection) != self._kind.version:
                self._put_aside()
                self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        if whose(self.path, self._kind) is Whose.FOREIGN:
            raise OSError(errno.EEXIST, "the file belongs to another program", str(self.path))
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            begin(connection, self._kind)
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _put_aside(self) -> None:
        """Rename the file and its journals to the first free ``.broken-N``, unless it belongs to another program."""
        self._disconnect()
        try:
            if whose(self.path, self._kind) is not Whose.OURS:
                return
        except OSError:
            return
        number = next(n for n in range(1, 10_000) if not self.path.with_name(f"{self.path.name}.broken-{n}").exists())
        for piece in (self.path, *beside(self.path)):
            if piece.exists():
                ending = piece.name.removeprefix(self.path.name)
                piece.rename(self.path.with_name(f"{self.path.name}.broken-{number}{ending}"))

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, so that readers and a writer do not block each other.

    If the file is locked at the moment, the next process that opens it does this.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in _LOCKED:
            raise
