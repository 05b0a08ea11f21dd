"""What is given in: a list with its wishes; who is asked about it, and how it is read: as the house has set it, and alone."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from attrs import field, frozen

from refcheck.messages import ENGLISH
from refcheck.model import Bibliography
from refcheck.readers.sources.decoding import demand_text
from refcheck.readers.sources.encodings import may_be_document
from refcheck.readers.sources.siblings import lying
from refcheck.reading import read_as_set
from refcheck.registries import Registry
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.settings import Settings

PASTED = "<text>"
"""The name of a list that was pasted."""

_LONGEST_NAME = 120
"""Characters of a file's name that are kept; its end is, since that says what the file is."""


def _bare(name: str) -> str:
    """Return a file's own name, without folders and without what cannot be seen: nothing that leads anywhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(each for each in last if each.isprintable()).strip()
    return shown[-_LONGEST_NAME:] if shown.strip(".") else PASTED


@frozen(kw_only=True)
class Source:
    """A list as it was given: the bytes of a file or of a pasted text, and what the file is called."""

    data: bytes = field(repr=False)
    name: str = field(default=PASTED, converter=_bare)


@frozen(kw_only=True)
class Options:
    """What is wished for one list: the hosts of its addresses asked too, nobody asked at all, the results kept; in a language."""

    links: bool = False
    offline: bool = False
    keep: bool = False
    language: str = ENGLISH


@frozen(kw_only=True)
class Desk:
    """Who is asked, as the options of a list want it, and the settings of the house."""

    registry: Callable[[Options], Registry]
    settings: Settings = field(factory=Settings)


def alone(source: Source) -> AbstractContextManager[None]:
    """While a list is read: nothing lies beside it, whatever it names, and whatever this machine has under its name."""
    return lying({source.name: Path(os.devnull)})


def demand_readable(source: Source) -> None:
    """Raise where a glance shows that there is nothing to read: no text at all, a program, an image.

    Raises:
        ProblemError: nothing was given.
        SourceError: it is neither a document nor text.
    """
    if not source.data.strip():
        raise ProblemError(problem("empty", "There is nothing in it."))
    if not may_be_document(source.data):
        demand_text(source.data, source.name)


def read(source: Source, settings: Settings) -> tuple[Bibliography, Settings]:
    """Return the references of a list, and the settings with what its own comments allow.

    Raises:
        RefcheckError: nothing was given, or it cannot be read.
    """
    demand_readable(source)
    with alone(source):
        return read_as_set(source.data, source.name, settings)
