"""The values of a backfile: what is audited, how, and what became of it."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from refcheck._version import __version__
from refcheck.model import Bibliography
from refcheck.registries.connections import Connections
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
        """What it is, for people."""
        if self.form is not Form.DOCUMENT:
            return f"rows {self.first + 1} to {self.stop} of {self.files[0]}"
        return self.files[0] if len(self.files) == 1 else f"{self.files[0]} to {self.files[-1]}"


@frozen(kw_only=True)
class Job:
    """How partitions are audited, and where their tables go.

    ``day`` is the day of the audit, for the rules that need one; it is the day on which the run began, however often it was cut
    short. ``here`` is the folder that relative names of files begin at. ``identity`` is one for all runs that ask the same of the
    same (see :mod:`refcheck.backfile.identity`). ``version`` is that of the refcheck which leads the run: others do not work on it.
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

    ``left-out``: a document or row that could not be read. ``note``: what could not be read of one, or had to be guessed.
    ``unreached``: a registry that could not be asked.
    """

    LEFT_OUT = "left-out"
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
