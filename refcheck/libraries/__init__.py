"""Reading of the user's own library: Zotero's database, a running Zotero, or any file with references.

The readers are imported only if a run has a library.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from refcheck.errors import RecordsError, SourceError
from refcheck.model import Work
from refcheck.registries.connections import Connections
from refcheck.system.regular_files import open_file

if TYPE_CHECKING:
    from refcheck.registries import Registry


def libraries_of(connections: Connections) -> "tuple[Registry, ...]":
    """Return the library that the connections name, if any.

    Raises:
        RecordsError: the library cannot be read, or is not one.
    """
    named = connections.library
    if named is None:
        return ()
    return (library_at(named) if named.startswith(("http://", "https://")) else library_of(Path(named)),)


def library_at(address: str) -> "Registry":
    """Return the library of a Zotero that is running on this machine, at the URL of its local API.

    Raises:
        RecordsError: Zotero is not running there, or does not allow access.
    """
    from refcheck.libraries.zotero_api import works_at
    from refcheck.registries.services.local import Library

    return Library.of(works_at(address))


def library_of(path: Path) -> "Registry":
    """Return the library in a file: ``zotero.sqlite``, BibTeX, CSL-JSON, RIS or any other format that can be read.

    Zotero's database is opened read-only, without locks and without its journal, since Zotero may be running.

    Raises:
        RecordsError: the library cannot be read, or is not one.
    """
    from refcheck.registries.services.local import Library

    return Library.of(_works(path))


def _works(path: Path) -> Iterator[tuple[str, Work]]:
    import sqlite3

    from refcheck.readers import read
    from refcheck.system.own_databases import SQLITE_MAGIC  # here, because it needs SQLite

    try:
        with open_file(path) as file:
            is_database = file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
        if is_database:
            from refcheck.libraries.zotero import works_of

            address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as connection:
                yield from works_of(connection)
            return
        for reference in read(path).references:
            yield reference.key, reference.work
    except (OSError, SourceError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise RecordsError(f"{path}: cannot be read as a library: {reason}") from error
