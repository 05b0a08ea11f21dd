"""A list as submitted, with its options; the registries that are queried for it; and its reading, with the server's settings and
without any other file.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from attrs import field, frozen

from refcheck.messages import ENGLISH
from refcheck.model import Bibliography
from refcheck.readers.sources.decoding import require_text
from refcheck.readers.sources.encodings import may_be_document
from refcheck.readers.sources.siblings import relocated
from refcheck.reading import read_as_set
from refcheck.registries import Registry
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.settings import Settings

PASTED = "<text>"
"""The name of a pasted list."""

_LONGEST_NAME = 120
"""Most characters kept of a file's name: its end, since that says what the file is."""


def _bare(name: str) -> str:
    """Return a file's own name, without folders and invisible characters, so that it cannot refer to another place."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(each for each in last if each.isprintable()).strip()
    return shown[-_LONGEST_NAME:] if shown.strip(".") else PASTED


@frozen(kw_only=True)
class Source:
    """A list as submitted: the bytes of a file or of a pasted text, and the name of the file."""

    data: bytes = field(repr=False)
    name: str = field(default=PASTED, converter=_bare)


@frozen(kw_only=True)
class Options:
    """Options of one list: whether its links are checked too, whether registries are queried, whether it is kept; its language."""

    links: bool = False
    offline: bool = False
    keep: bool = False
    language: str = ENGLISH


@frozen(kw_only=True)
class Desk:
    """The registry for the options of a list, and the server's settings."""

    registry: Callable[[Options], Registry]
    settings: Settings = field(factory=Settings)


def alone(source: Source) -> AbstractContextManager[None]:
    """Have a list read without any file beside it, whatever it names and whatever this machine has under its name."""
    return relocated({source.name: Path(os.devnull)})


def demand_readable(source: Source) -> None:
    """Raise an error if a quick look shows that there is nothing to read: no text, a program, an image.

    Raises:
        ProblemError: the list is empty.
        SourceError: it is neither a document nor text.
    """
    if not source.data.strip():
        raise ProblemError(problem("empty", "The list is empty; give a text or a file with references."))
    if not may_be_document(source.data):
        require_text(source.data, source.name)


def read(source: Source, settings: Settings) -> tuple[Bibliography, Settings]:
    """Return the references of a list, and the settings with what its own comments allow.

    Raises:
        RefcheckError: the list is empty or cannot be read.
    """
    demand_readable(source)
    with alone(source):
        return read_as_set(source.data, source.name, settings)
