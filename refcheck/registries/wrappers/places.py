"""How many may be under way at once, over all the processes of one user: places that are locks on files."""

import sqlite3
from contextlib import suppress
from pathlib import Path

_BUSY = sqlite3.SQLITE_BUSY


class Place:
    """One place taken; ``None`` in the place of a lock where the folder cannot hold one."""

    def __init__(self, lock: sqlite3.Connection | None) -> None:
        """Keep the lock until the place is left."""
        self._lock = lock

    def leave(self) -> None:
        """Let the next one in."""
        if self._lock is not None:
            with suppress(sqlite3.Error):
                self._lock.close()


class Places:
    """The places of one limit, each a file that SQLite locks: the lock ends with its process, however that ends."""

    def __init__(self, path: Path) -> None:
        """The files are named ``path`` and a number."""
        self._path = path

    def enter(self, at_once: int) -> Place | None:
        """One of so many places, or ``None`` while all are taken. Where no lock can be held, everybody is let in."""
        for number in range(at_once):
            try:
                lock = sqlite3.connect(
                    f"{self._path}-{number}", timeout=0, isolation_level=None, check_same_thread=False
                )
            except sqlite3.Error:
                return Place(None)
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                lock.close()
                if error.sqlite_errorcode != _BUSY:
                    return Place(None)
            else:
                return Place(lock)
        return None
