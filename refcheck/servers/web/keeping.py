"""The lists that users asked to keep, in one SQLite file: they outlast the service."""

import json
import sqlite3
import threading
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from attrs import asdict

from refcheck.errors import SettingsError
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Options, Source
from refcheck.servers.page.problems import Problem
from refcheck.servers.web.jobs import Job, State
from refcheck.system.own_databases import Kind, begin, require_own, version_of

_SCHEMA = """
CREATE TABLE IF NOT EXISTS list (
    id TEXT PRIMARY KEY, state TEXT NOT NULL, client TEXT NOT NULL, begun REAL NOT NULL, name TEXT NOT NULL,
    data BLOB NOT NULL, said TEXT NOT NULL, told BLOB NOT NULL, base BLOB NOT NULL, current BLOB NOT NULL
) WITHOUT ROWID
"""

KEPT = Kind(called="file of kept lists", mark=b"rfke", version=1, schema=_SCHEMA)
"""The kind of the file of kept lists."""

_PUT = "INSERT OR REPLACE INTO list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_GET = "SELECT * FROM list WHERE id = ?"
_UNDONE = "SELECT * FROM list WHERE state NOT IN ('done', 'failed') ORDER BY begun"

T = TypeVar("T")


class Keeping:
    """The file of kept lists. What is deleted from it is overwritten."""

    def __init__(self, path: Path) -> None:
        """Open the file, or create it so that only this user can read it.

        Raises:
            SettingsError: it cannot be opened, or is not a file of kept lists.
        """
        self._lock = threading.Lock()
        require_own(path, KEPT)
        try:
            path.touch(mode=0o600)
            self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            self._file.execute("PRAGMA secure_delete = ON")
            begin(self._file, KEPT)
            if version_of(self._file) != KEPT.version:
                raise SettingsError(f"--keep {path}: was made by another version of refcheck")
        except (sqlite3.Error, OSError) as error:
            raise SettingsError(f"--keep {path}: {error}") from error

    def put(self, job: Job) -> None:
        """Store a list as it is now.

        Raises:
            sqlite3.Error: it cannot be stored.
        """
        said = {
            "options": asdict(job.options),
            "decisions": job.decisions.as_json(),
            "tag": job.tag,
            "problem": asdict(job.problem) if job.problem else None,
        }
        told = json.dumps([[kind, data.decode()] for kind, data in job.told]).encode()
        row = (
            *(job.id, job.state.value, job.client, job.begun, job.source.name, job.source.data, json.dumps(said)),
            *(zlib.compress(told), job.base, job.current),
        )
        self._do(lambda file: file.execute(_PUT, row))

    def get(self, name: str) -> Job | None:
        """Return the list with that identifier; ``None`` if it is not kept.

        Raises:
            sqlite3.Error: the file cannot be read.
        """
        found = self._do(lambda file: file.execute(_GET, (name,)).fetchone())
        return _job(found) if found else None

    def undone(self) -> list[Job]:
        """Return the lists that were waiting or being checked when the service ended, the oldest first.

        Raises:
            sqlite3.Error: the file cannot be read.
        """
        return [_job(each) for each in self._do(lambda file: file.execute(_UNDONE).fetchall())]

    def forget(self, name: str) -> None:
        """Delete a list.

        Raises:
            sqlite3.Error: it cannot be deleted.
        """
        self._do(lambda file: file.execute("DELETE FROM list WHERE id = ?", (name,)))

    def close(self) -> None:
        """Close the file."""
        with self._lock, closing(self._file):
            pass

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock:
            return work(self._file)


def _job(row: tuple[str, str, str, float, str, bytes, str, bytes, bytes, bytes]) -> Job:
    name, state, client, begun, called, data, text, told, base, current = row
    said = json.loads(text)
    events = json.loads(zlib.decompress(told))
    return Job(
        id=name,
        state=State(state),
        client=client,
        begun=begun,
        source=Source(data=data, name=called),
        options=Options(**said["options"]),
        decisions=Decisions.from_json(said["decisions"]),
        tag=said["tag"],
        problem=Problem(**said["problem"]) if said["problem"] else None,
        told=[(kind, each.encode()) for kind, each in events],
        base=base,
        current=current,
    )
