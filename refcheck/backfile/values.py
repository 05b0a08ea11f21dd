"""The values of a backfile: what is audited, how, and with what outcome; and what makes two runs the same run."""

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

DOUBTS = {"expression-of-concern": "concern", "partial-retraction": "retracted in part"}
"""Notices that doubt a work, or retract a part of it → why a reference to it is severe."""


class Form(StrEnum):
    """The content of a file: one document, or rows of JSON lines or of a Parquet table."""

    DOCUMENT = "document"
    LINES = "json-lines"
    PARQUET = "parquet"


class Reach(StrEnum):
    """Whether the network is used, or only local records, indexes and the cache."""

    ONLINE = "online"
    OFFLINE = "offline"


@frozen(kw_only=True)
class Source:
    """A file by the name that the caller gave, with its size in bytes and its time of change in nanoseconds since 1970."""

    name: str
    form: Form
    size: int
    changed: int


@frozen(kw_only=True)
class Partition:
    """A part of the work that is done completely or not at all: several documents, or the rows ``first`` to ``stop`` of a file.

    Rows count from 0, and ``stop`` is the row after the last. ``at`` is the byte offset of the first row, in a file that can be
    read from there.
    """

    number: int
    form: Form
    files: tuple[str, ...]
    first: int = 0
    stop: int = 0
    at: int = 0

    def __str__(self) -> str:
        """Return the name of the partition for people: its rows or its files."""
        if self.form is not Form.DOCUMENT:
            return f"rows {self.first + 1} to {self.stop} of {self.files[0]}"
        return self.files[0] if len(self.files) == 1 else f"{self.files[0]} to {self.files[-1]}"


@frozen(kw_only=True)
class Job:
    """How partitions are audited, and where their tables go.

    ``day`` is the date of the audit, for the rules that need one: the date on which the run began, however often it was
    interrupted. ``here`` is the folder that relative file names refer to. ``identity`` is the same for all runs that put the same
    questions to the same registries (see :func:`identity`). ``version`` is that of the leading process; no other version joins.
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
    """A document with the journal and the year in which it appeared, if stated."""

    bibliography: Bibliography
    journal: str | None = None
    year: int | None = None

    @property
    def name(self) -> str:
        """The name of the document."""
        return self.bibliography.document.name


class Kind(StrEnum):
    """The subject of a remark.

    ``left-out``: a document or row that could not be read. ``unread``: a document of which nothing was read or understood.
    ``note``: a part of a document that could not be read, or had to be guessed. ``unreached``: a registry that was unavailable.
    """

    LEFT_OUT = "left-out"
    UNREAD = "unread"
    NOTE = "note"
    UNREACHABLE_HOST = "unreached"


@frozen(kw_only=True)
class Remark:
    """A message for people about a document, or about the run."""

    kind: Kind
    document: str | None
    message: str


@frozen(kw_only=True)
class Counts:
    """Counts of one partition or of several. ``unreached`` counts the registries that were unavailable."""

    documents: int = 0
    references: int = 0
    left_out: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    unreached: int = 0


@frozen(kw_only=True)
class Done:
    """A partition whose tables are written; ``seconds`` is the processor time that it took."""

    number: int
    counts: Counts
    seconds: float


@frozen(kw_only=True)
class Failed:
    """A partition that failed, and why."""

    number: int
    why: str


Outcome = Done | Failed


_IGNORED_CONNECTIONS = ("mailto", "cache", "refresh", "records", "retraction_watch", "index")
"""Fields of ``Connections`` that do not affect the answers, or that are identified by their files."""

_IGNORED_SETTINGS = ("here", "fail_on", "connections", "of_project")
"""Settings that do not affect what is found and shown, or that are part of the ``Connections``."""

Identity = dict[str, str]


def identity(connections: Connections, reach: Reach, settings: Settings, *, size: int) -> Identity:
    """Return what identifies a run, name by name, so that a message can say how two runs differ.

    ``size`` is about how many references a partition has.

    Raises:
        OSError: a file of records or an index is missing.
    """
    asked = {name: value for name, value in asdict(connections).items() if name not in _IGNORED_CONNECTIONS}
    own = {name: value for name, value in asdict(settings).items() if name not in _IGNORED_SETTINGS}
    return {
        "version of refcheck": __version__,
        "size of partitions": str(size),
        "network": reach.value,
        **{f"registries ({name})": digest(value) for name, value in asked.items() if reach is Reach.ONLINE},
        **{f"settings ({name})": digest(value) for name, value in own.items()},
        **dict(_files(connections)),
    }


def _files(connections: Connections) -> Iterator[tuple[str, str]]:
    """Yield the local files that are queried, by size and time; an index by its manifest, which has its files' checksums."""
    for name, file in (("records", connections.records), ("retraction watch", connections.watched_table())):
        if file is not None:
            status = Path(file).stat()
            yield name, f"{file} {status.st_size} {status.st_mtime_ns}"
    for number, folder in enumerate(connections.index.split(os.pathsep) if connections.index else (), start=1):
        manifest = (Path(folder) / MANIFEST).read_bytes()
        yield f"index {number}", hashlib.sha256(manifest).hexdigest()[:12]


def digest(value: Any) -> str:
    """Return a short hash of values of plain types, such as an identity."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be part of an identity")
