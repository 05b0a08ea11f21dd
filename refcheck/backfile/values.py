"""The values of a backfile: what is audited, how, and what became of it; and what makes two runs one."""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from refcheck._version import __version__
from refcheck.model import Bibliography
from refcheck.registries.connections import Connections
from refcheck.registries.index.manifest import FILE as MANIFEST
from refcheck.settings import Settings


class Form(StrEnum):
    """What a file holds: one document, or rows of JSON lines or of a Parquet table."""

    DOCUMENT = "document"
    LINES = "json-lines"
    PARQUET = "parquet"


class Reach(StrEnum):
    """Whether the network is asked, or local records, indexes and the cache alone."""

    ONLINE = "online"
    OFFLINE = "offline"


@frozen(kw_only=True)
class Source:
    """One file, by the name that the caller gave, with what tells that it was changed: its bytes and nanoseconds since 1970."""

    name: str
    form: Form
    size: int
    changed: int


@frozen(kw_only=True)
class Partition:
    """A piece of the work that is done as a whole or not at all: several documents, or the rows ``first`` to ``stop`` of a file.

    Rows count from 0. ``at`` is the offset in bytes of the first of them, in a file that can be read from there.
    """

    number: int
    form: Form
    files: tuple[str, ...]
    first: int = 0
    stop: int = 0
    at: int = 0

    def __str__(self) -> str:
        """Return what it is, for people."""
        if self.form is not Form.DOCUMENT:
            return f"rows {self.first + 1} to {self.stop} of {self.files[0]}"
        return self.files[0] if len(self.files) == 1 else f"{self.files[0]} to {self.files[-1]}"


@frozen(kw_only=True)
class Job:
    """How partitions are audited, and where their tables go.

    ``day`` is the day of the audit, for the rules that need one; it is the day on which the run began, however often it was cut
    short. ``here`` is the folder that relative names of files begin at. ``identity`` is one for all runs that ask the same of the
    same (see :mod:`refcheck.backfile.values`). ``version`` is that of the refcheck which leads the run: others do not work on it.
    """

    connections: Connections
    reach: Reach
    settings: Settings
    day: date
    here: str
    out: str
    identity: str
    version: str = __version__


@frozen(kw_only=True)
class Given:
    """A document with what was told about it: the journal and the year that it appeared in."""

    bibliography: Bibliography
    journal: str | None = None
    year: int | None = None

    @property
    def name(self) -> str:
        """By what the document is known."""
        return self.bibliography.document.name


class Kind(StrEnum):
    """What a remark is about.

    ``left-out``: a document or row that could not be read. ``unread``: one of which nothing was read or understood. ``note``: what
    could not be read of one, or had to be guessed.
    ``unreached``: a registry that could not be asked.
    """

    LEFT_OUT = "left-out"
    UNREAD = "unread"
    NOTE = "note"
    UNREACHED = "unreached"


@frozen(kw_only=True)
class Remark:
    """What a person should know about a document, or about none in particular."""

    kind: Kind
    document: str | None
    message: str


@frozen(kw_only=True)
class Counts:
    """How much there was, of one partition or of many. ``unreached`` are the registries that could not be asked."""

    documents: int = 0
    references: int = 0
    left_out: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    unreached: int = 0


@frozen(kw_only=True)
class Done:
    """A partition whose tables are written; ``seconds`` are those of its process's time on a processor."""

    number: int
    counts: Counts
    seconds: float


@frozen(kw_only=True)
class Failed:
    """A partition that came to nothing, and why."""

    number: int
    why: str


Outcome = Done | Failed


_UNASKED = ("mailto", "cache", "refresh", "records", "retraction_watch", "index")
"""Fields of ``Connections`` that say nothing of what is answered, or that are known by their files."""

_ELSEWHERE = ("here", "fail_on", "connections", "of_project")
"""Settings that say nothing of what is found and shown, or that have come into the ``Connections``."""

Identity = dict[str, str]


def identity(connections: Connections, reach: Reach, settings: Settings, *, size: int) -> Identity:
    """Return what a run is known by, name by name, so that it can be said in what two differ.

    ``size`` is about how many references a partition holds.

    Raises:
        OSError: a file of records or an index is not there.
    """
    asked = {name: value for name, value in asdict(connections).items() if name not in _UNASKED}
    own = {name: value for name, value in asdict(settings).items() if name not in _ELSEWHERE}
    return {
        "version of refcheck": __version__,
        "size of partitions": str(size),
        "network": reach.value,
        **{f"registries ({name})": digest(value) for name, value in asked.items() if reach is Reach.ONLINE},
        **{f"settings ({name})": digest(value) for name, value in own.items()},
        **dict(_files(connections)),
    }


def _files(connections: Connections) -> Iterator[tuple[str, str]]:
    """Yield the files that are asked, by size and time; an index by its manifest, in which its files' checksums are."""
    for name, file in (("records", connections.records), ("retraction watch", connections.watched_table())):
        if file is not None:
            status = Path(file).stat()
            yield name, f"{file} {status.st_size} {status.st_mtime_ns}"
    for number, folder in enumerate(connections.index.split(os.pathsep) if connections.index else (), start=1):
        manifest = (Path(folder) / MANIFEST).read_bytes()
        yield f"index {number}", hashlib.sha256(manifest).hexdigest()[:12]


def digest(value: Any) -> str:
    """Return values of plain types, such as an identity, as one short text."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no part of an identity")
