"""A SQLite file that several threads and processes share, and that is never in the way: a broken one of ours is put aside."""

import errno
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from refcheck.errors import SettingsError
from refcheck.system.own_databases import Kind, Whose, begin, beside, version_of, whose

_BUSY_SECONDS = 2.0
"""How long a file that somebody else has locked is waited for. Source: a choice of patience, not measured."""

_LEFT_ALONE_SECONDS = 60.0
"""And so long it is left alone then: a run must not wait so for each thing that it wants to know. Source: a choice of
patience, not measured."""

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

T = TypeVar("T")


class SqliteFile:
    """One file of one kind.

    What cannot be done (a locked file, a full disk) is not done, and what the file cannot tell is answered with a default. One of
    ours that is damaged, or has another version's tables, is renamed and begun anew. A file of somebody else's is left as it is.
    """

    def __init__(self, path: Path, kind: Kind) -> None:
        """The file is opened when it is first needed."""
        self._connection: sqlite3.Connection | None = None
        self.path = path
        self._kind = kind
        self._alone_until = 0.0
        self._lock = threading.Lock()

    def demand_usable(self) -> None:
        """Make sure that the file can be written, for whoever has named it; one that somebody else has locked can be, later.

        Raises:
            SettingsError: it cannot be; the message says why.
        """
        reason: str | None = None
        with self._lock:
            try:
                self._transact("BEGIN IMMEDIATE", lambda connection: None)
            except sqlite3.OperationalError as error:
                reason = str(error) if error.sqlite_errorcode not in _LOCKED else None
            except sqlite3.DatabaseError:  # a damaged one of ours
                self._put_aside()
            except OSError as error:
                reason = error.strerror or str(error)
        if reason is not None:
            raise SettingsError(
                f"{self.path}: cannot be written ({reason}); name another file for the {self._kind.called}"
            )

    def read(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """Return what ``work`` reads, while others may write; ``default`` where the file fails."""
        return self._safely("BEGIN", work, default)

    def write(self, work: Callable[[sqlite3.Connection], T], default: T) -> T:
        """Return what ``work`` gives, in one transaction that nobody else's comes between; ``default`` where the file fails."""
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
            except (OSError, UnicodeEncodeError):  # half a surrogate pair, which no row can hold
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
            if version_of(self._connection) != self._kind.version:
                self._put_aside()
                self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        if whose(self.path, self._kind) is Whose.FOREIGN:
            raise OSError(errno.EEXIST, "the file is somebody else's", str(self.path))
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
        """Rename the file, with its journals, to the first free ``.broken-N``; unless it is somebody else's."""
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
    """Let others read while one writes; where somebody is at it this moment, the next who opens the file does it."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in _LOCKED:
            raise
