"""The tokens of all the processes of one user, in a file."""

from pathlib import Path
from sqlite3 import Connection

from refcheck.registries.wrappers.pace import UNDER_WAY, Bucket, Limit, OwnBucket, Ticket
from refcheck.registries.wrappers.sqlite_file import SqliteFile
from refcheck.system.own_databases import Kind

_SCHEMA = """
CREATE TABLE IF NOT EXISTS token (bucket TEXT, token INTEGER, back REAL, PRIMARY KEY (bucket, token)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pause (bucket TEXT PRIMARY KEY, until REAL) WITHOUT ROWID
"""
PACES = Kind(called="file of paces", mark=b"rfpa", version=1, schema=_SCHEMA)
"""The file of the tokens."""

_FARTHEST = 60.0
"""Seconds. A time farther ahead than this was written before the clock was set, and does not count. Source: a choice of
patience, not measured."""

_FREE = "SELECT token, back FROM token WHERE bucket = ? AND token < ? ORDER BY back LIMIT 1"
_MAKE = "INSERT OR IGNORE INTO token VALUES (?, ?, 0)"
_TAKE = "UPDATE token SET back = ? WHERE bucket = ? AND token = ?"
_GIVE_BACK = "UPDATE token SET back = ? WHERE bucket = ? AND token = ? AND back = ?"
_PAUSED = "SELECT max(until) FROM pause WHERE bucket = ?"
_PAUSE = "INSERT INTO pause VALUES (?, ?) ON CONFLICT DO UPDATE SET until = max(until, excluded.until)"


class SharedBucket:
    """A bucket in a file. While the file cannot be used, the process keeps to tokens of its own."""

    def __init__(self, path: Path, name: str) -> None:
        """``name`` tells the limit: one file holds several buckets. Times are the wall clock's."""
        self._file = SqliteFile(path, PACES)
        self._name = name
        self._own: Bucket = OwnBucket()

    def take(self, limit: Limit, now: float) -> Ticket:
        """Return the token that is back first, whoever has used it."""
        return self._file.write(lambda connection: self._take(connection, limit, now), None) or self._own.take(
            limit, now
        )

    def give_back(self, ticket: Ticket, back: float) -> None:
        """The token is back at this time; nothing changes if somebody has taken it meanwhile."""
        row = (back, self._name, ticket.token, ticket.back)
        self._file.write(lambda connection: connection.execute(_GIVE_BACK, row), None)

    def pause(self, until: float) -> None:
        """Nobody starts before ``until``, in any process."""
        self._file.write(lambda connection: connection.execute(_PAUSE, (self._name, until)), None)
        self._own.pause(until)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _take(self, connection: Connection, limit: Limit, now: float) -> Ticket:
        connection.executemany(_MAKE, [(self._name, token) for token in range(limit.count)])
        token, free = connection.execute(_FREE, (self._name, limit.count)).fetchone()
        paused = connection.execute(_PAUSED, (self._name,)).fetchone()[0] or 0.0
        start = max([now, *(time for time in (free, paused) if time < now + _FARTHEST)])
        back = start + UNDER_WAY + limit.seconds
        connection.execute(_TAKE, (back, self._name, token))
        return Ticket(token=token, start=start, back=back)
