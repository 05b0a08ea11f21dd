"""Resources that all processes of one user share: places (locks on files), claims on keys being requested, and tokens."""

import os
import socket
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from sqlite3 import Connection

from refcheck.registries.wrappers.pace import UNDER_WAY, Limit, OwnBucket, Ticket
from refcheck.registries.wrappers.sqlite_file import SqliteFile
from refcheck.system.own_databases import Kind


class Places:
    """The places of one limit for requests in progress, each a file locked by SQLite: a lock always ends with its process."""

    def __init__(self, path: Path) -> None:
        """Name the files by ``path`` and a number."""
        self._path = path

    def enter(self, at_once: int) -> Callable[[], None] | None:
        """Take one of ``at_once`` places, and return the function that releases it; ``None`` while all are taken.

        If files cannot be locked, every request is let through.
        """
        for number in range(at_once):
            try:
                lock = sqlite3.connect(
                    f"{self._path}-{number}", timeout=0, isolation_level=None, check_same_thread=False
                )
            except sqlite3.Error:
                return _release_nothing
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                lock.close()
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    return _release_nothing
            else:
                return lock.close
        return None


def _release_nothing() -> None:
    """Do nothing: no place was taken."""


SCHEMA = """
CREATE TABLE IF NOT EXISTS claim (
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    until REAL NOT NULL,
    host TEXT NOT NULL,
    process INTEGER NOT NULL,
    PRIMARY KEY (space, key)
) WITHOUT ROWID
"""

_CLAIM_SECONDS = 120.0
"""The time after which a claim expires: no request takes so long, with all its turns and retries.
Source: a judgement; not measured."""

_TAKEN = "SELECT until, host, process FROM claim WHERE space = ? AND key = ?"
_TAKE = "INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?, ?)"
_GIVE_BACK = "DELETE FROM claim WHERE space = ? AND key = ? AND host = ? AND process = ?"


_OWN: set[tuple[Path, str, str]] = set()
"""The claims of this process: file, space and key. A claim with the number of this process that is not among them was left by an
earlier process of that number; the first process in a container always has the same one."""


class Claims:
    """Claims on keys, in the file of the answers. If the file cannot be used, every process may request every key."""

    def __init__(self, file: SqliteFile) -> None:
        """Use a ``file`` that has the table of ``SCHEMA``."""
        self._file = file
        self._host = socket.gethostname()

    def take(self, space: str, keys: Sequence[str], now: float) -> tuple[str, ...]:
        """Claim and return those of the keys that no other process is requesting; they are claimed until given back."""
        everything = tuple(keys)
        free = self._file.read(lambda connection: self._free(connection, space, keys, now), everything)
        return self._file.write(lambda connection: self._take(connection, space, free, now), everything) if free else ()

    def give_back(self, space: str, keys: Sequence[str]) -> None:
        """Give up claims: the keys were requested, with whatever result."""
        _OWN.difference_update((self._file.path, space, key) for key in keys)
        rows = [(space, key, self._host, os.getpid()) for key in keys]
        self._file.write(lambda connection: connection.executemany(_GIVE_BACK, rows), None)

    def _take(self, connection: Connection, space: str, keys: Sequence[str], now: float) -> tuple[str, ...]:
        free = self._free(connection, space, keys, now)
        _OWN.update((self._file.path, space, key) for key in free)
        connection.executemany(_TAKE, [(space, key, now + _CLAIM_SECONDS, self._host, os.getpid()) for key in free])
        return free

    def _free(self, connection: Connection, space: str, keys: Sequence[str], now: float) -> tuple[str, ...]:
        return tuple(key for key in keys if not self._is_held(connection, space, key, now))

    def _is_held(self, connection: Connection, space: str, key: str, now: float) -> bool:
        """Return whether a key is claimed: the claim has not expired, and its process, if on this machine, has not ended."""
        claim: tuple[float, str, int] | None = connection.execute(_TAKEN, (space, key)).fetchone()
        if claim is None:
            return False
        until, host, process = claim
        if not now < until < now + 2 * _CLAIM_SECONDS:
            return False
        if host == self._host and process == os.getpid():
            return (self._file.path, space, key) in _OWN
        return host != self._host or _is_alive(process)


def _is_alive(process: int) -> bool:
    if os.name != "posix":  # on Windows ``os.kill`` with 0 would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


_SCHEMA = """
CREATE TABLE IF NOT EXISTS token (bucket TEXT, token INTEGER, back REAL, PRIMARY KEY (bucket, token)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pause (bucket TEXT PRIMARY KEY, until REAL) WITHOUT ROWID
"""
PACES = Kind(called="file of rate limits", mark=b"rfpa", version=1, schema=_SCHEMA)
"""The kind of the file of tokens."""

_FARTHEST = 60.0
"""Seconds. A time further ahead than this was written before the clock was set back, and is ignored.
Source: a judgement; not measured."""

_FREE = "SELECT token, back FROM token WHERE bucket = ? AND token < ? ORDER BY back LIMIT 1"
_MAKE = "INSERT OR IGNORE INTO token VALUES (?, ?, 0)"
_TAKE_TOKEN = "UPDATE token SET back = ? WHERE bucket = ? AND token = ?"
_GIVE_TOKEN_BACK = "UPDATE token SET back = ? WHERE bucket = ? AND token = ? AND back = ?"
_PAUSED = "SELECT max(until) FROM pause WHERE bucket = ?"
_PAUSE = "INSERT INTO pause VALUES (?, ?) ON CONFLICT DO UPDATE SET until = max(until, excluded.until)"


class SharedBucket(OwnBucket):
    """A bucket of tokens in a file. While the file cannot be used, the process uses tokens of its own."""

    def __init__(self, path: Path, name: str) -> None:
        """``name`` identifies the limit, as one file contains several buckets. Times are those of the wall clock."""
        super().__init__()
        self._file = SqliteFile(path, PACES)
        self._name = name

    def take(self, limit: Limit, now: float) -> Ticket:
        """Take the token that is available first, whichever process has used it."""
        ticket = self._file.write(lambda connection: self._take(connection, limit, now), None)
        return ticket or super().take(limit, now)

    def give_back(self, ticket: Ticket, back: float) -> None:
        """Make the token available again at the time ``back``, unless it was taken again in the meantime."""
        row = (back, self._name, ticket.token, ticket.back)
        self._file.write(lambda connection: connection.execute(_GIVE_TOKEN_BACK, row), None)

    def pause(self, until: float) -> None:
        """Let no request of any process start before ``until``."""
        self._file.write(lambda connection: connection.execute(_PAUSE, (self._name, until)), None)
        super().pause(until)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _take(self, connection: Connection, limit: Limit, now: float) -> Ticket:
        connection.executemany(_MAKE, [(self._name, token) for token in range(limit.count)])
        token, free = connection.execute(_FREE, (self._name, limit.count)).fetchone()
        paused = connection.execute(_PAUSED, (self._name,)).fetchone()[0] or 0.0
        start = max([now, *(time for time in (free, paused) if time < now + _FARTHEST)])
        back = start + UNDER_WAY + limit.seconds
        connection.execute(_TAKE_TOKEN, (back, self._name, token))
        return Ticket(token=token, start=start, back=back)
