"""What is given in: a list with the wishes that go with it, and who is asked about it."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from attrs import field, frozen

from refcheck.messages import ENGLISH
from refcheck.readers.sources.siblings import lying
from refcheck.registries import Registry
from refcheck.settings import Settings

PASTED = "<text>"
"""The name of a list that was pasted."""

_LONGEST_NAME = 120
"""Characters of a file's name that are kept; its end is, since that says what the file is."""


def _bare(name: str) -> str:
    """A file's own name, without folders and without what cannot be seen: nothing that leads anywhere."""
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
