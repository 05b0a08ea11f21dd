"""SQLite files made by refcheck, each marked as such, so that no other file is opened for writing, moved or deleted.

The mark is SQLite's own: ``application_id`` states which program made the file and its kind, ``user_version`` the version of its
tables. It is at byte 68 of the file (https://sqlite.org/fileformat.html, 1.3) and is read there, so that the file of another
program is not touched to find out which program made it.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.system.regular_files import IrregularFileError, open_file

SQLITE_MAGIC = b"SQLite format 3\0"
"""The start of a SQLite database. Source: sqlite.org, Database File Format, 1.3."""

_HEAD = 100
"""Bytes of a database's header."""
_MARK = slice(68, 72)

T = TypeVar("T")

_JOURNAL_SUFFIXES = ("-wal", "-journal", "-shm")


class Whose(Enum):
    """Owner of a file: none yet (the file is missing or empty), refcheck, or another program."""

    NO_OWNER = "nobody's"
    OURS = "ours"
    FOREIGN = "foreign"


@frozen(kw_only=True)
class Kind:
    """A kind of SQLite file that refcheck makes.

    Args:
        called: its name in messages, e.g. "cache".
        mark: four letters, the file's ``application_id``.
        version: the version of the tables, the file's ``user_version``.
        schema: the SQL that creates the tables.
        unmarked: the schemas of files made before there was a mark, recognised by having exactly these tables.
    """

    called: str
    mark: bytes
    version: int
    schema: str
    unmarked: tuple[str, ...] = ()

    @property
    def application_id(self) -> int:
        """The mark as the integer that SQLite stores."""
        return int.from_bytes(self.mark, "big")


def whose(path: Path, kind: Kind) -> Whose:
    """Return the owner of the file at ``path``, which is not changed.

    Raises:
        OSError: the file cannot be read.
    """
    if (owner := _marked_in_use(path, kind)) is not None:
        return owner
    try:
        with open_file(path) as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        return Whose.NO_OWNER
    if not head:
        return Whose.NO_OWNER
    if not head.startswith(SQLITE_MAGIC):
        return Whose.FOREIGN
    if any(head[_MARK]):
        return Whose.OURS if head[_MARK] == kind.mark else Whose.FOREIGN
    tables = _tables_at(path)
    if not tables:
        return Whose.FOREIGN if tables is None else Whose.NO_OWNER
    known: Sequence[Tables] = [_tables_of(schema) for schema in (kind.schema, *kind.unmarked)]
    return Whose.OURS if tables in known else Whose.FOREIGN


def _marked_in_use(path: Path, kind: Kind) -> Whose | None:
    """Return the owner of a marked file that a connection has open, perhaps in this process; ``None`` for any other file.

    The mark is read through SQLite. Opening and closing the file directly would release all locks that this process has on it, and
    another process that closes it would then delete the journal as if it were alone (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    if not path.with_name(f"{path.name}-shm").exists() or not path.is_file():
        return None
    try:
        number = _read(path, "mode=ro", lambda connection: _number(connection, "application_id"))
    except sqlite3.Error:
        return None
    if not number:
        return None
    return Whose.OURS if number == kind.application_id else Whose.FOREIGN


def require_own(path: Path, kind: Kind) -> None:
    """Raise an error if the file at ``path`` is not of the given kind; a missing or empty file is accepted.

    Raises:
        SettingsError: it is something else; the message says what to do.
    """
    try:
        owner = whose(path, kind)
    except IrregularFileError as error:
        raise SettingsError(f"{path}: {error.strerror}; name a file for the {kind.called}") from error
    except OSError:  # a file that cannot be read is not written either
        return
    if owner is Whose.FOREIGN:
        raise SettingsError(f"{path}: is not a {kind.called} made by refcheck; name another file, or move it away")


def begin(connection: sqlite3.Connection, kind: Kind) -> None:
    """Create the tables of an empty file and mark it, in one transaction; mark a file made before there was a mark.

    The connection must be in autocommit mode, and the file empty or made by refcheck.

    Raises:
        sqlite3.Error: the file cannot be written.
        OSError: another program has marked the file meanwhile.
    """
    if _number(connection, "application_id") == kind.application_id:
        return
    with transaction(connection, "BEGIN IMMEDIATE"):
        found = _tables(connection)
        if not found:
            for statement in filter(str.strip, kind.schema.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {kind.version}")
        if _number(connection, "application_id") not in (0, kind.application_id):
            raise OSError(errno.EEXIST, "the file belongs to another program")
        mark(connection, kind)


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Make what is done in the block one transaction, which the statement ``begin`` starts; if it fails, it is rolled back."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def mark(connection: sqlite3.Connection, kind: Kind) -> None:
    """Mark a file that is empty or made by refcheck, unless it is marked already."""
    if _number(connection, "application_id") != kind.application_id:
        connection.execute(f"PRAGMA application_id = {kind.application_id}")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a file's tables; 0 for a file without tables."""
    return _number(connection, "user_version")


def beside(path: Path) -> tuple[Path, ...]:
    """Return the paths of the journals that SQLite keeps beside a file."""
    return tuple(path.with_name(path.name + suffix) for suffix in _JOURNAL_SUFFIXES)


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


Tables = frozenset[tuple[str, str]]
"""The names of a database's tables and indexes, each with the SQL that made it, whitespace collapsed."""


def _tables_at(path: Path) -> Tables | None:
    """Return the tables of a file, read without its journal; ``None`` if they cannot be read.

    A file that seems empty may have all its content in its journal, which is read only in that case.
    """
    try:
        return _read(path, "mode=ro&immutable=1", _tables) or _read(path, "mode=ro", _tables)
    except sqlite3.Error:
        return None


def _read(path: Path, how: str, work: Callable[[sqlite3.Connection], T]) -> T:
    with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?{how}", uri=True)) as connection:
        return work(connection)


def _tables_of(schema: str) -> Tables:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        return _tables(connection)


def _tables(connection: sqlite3.Connection) -> Tables:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return frozenset((str(name), " ".join(str(sql).split())) for name, sql in rows)
