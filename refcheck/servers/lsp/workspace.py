"""An editor's open files: documents, and a workspace with its files, which its user may trust or not.

A configuration in the workspace is applied in full only if the workspace is trusted. The protocol has no term for this. An editor
that knows it (Visual Studio Code: ``workspace.isTrusted``) sends ``workspaceTrusted`` when the server starts
(``initializationOptions``) or later (``workspace/didChangeConfiguration``).
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from pathlib import Path
from threading import Event

from attrs import define, field, frozen

from refcheck.fixing import LISTS, TEXTS
from refcheck.registries import Registry
from refcheck.servers.lsp.sheets import Sheet
from refcheck.settings import Settings
from refcheck.system.regular_files import DOCUMENT, read_file

TRUSTED, OURS = "workspaceTrusted", "refcheck"
"""The key of that option, and the key of this server's table, in which the option may be."""

ASKS = "askRegistries"
"""The key of the option that states when registries are queried, in the same places."""


class Asks(StrEnum):
    """When registries are queried: after a pause in typing, when a document is saved, or only by the command."""

    TYPING = "typing"
    SAVE = "save"
    COMMAND = "command"


CONFIGURATIONS = ("**/refcheck.toml", "**/pyproject.toml")
"""The files that may contain a configuration, as patterns for an editor to watch."""


@frozen(kw_only=True)
class Untrusted:
    """A configuration that was found and is not applied in full.

    ``warning`` says what it may not decide, ``trusting`` returns the registry and the settings if all of it is applied.
    """

    path: Path
    warning: str
    trusting: Callable[[], tuple[Registry | None, Settings]]

    def lies_in(self, folders: Iterable[str]) -> bool:
        """Return whether the configuration is in one of these folders, which an editor has opened."""
        real = self.path.resolve()
        return any(real.is_relative_to(Path(folder).resolve()) for folder in folders)


@frozen(kw_only=True)
class Loaded:
    """A configuration as read: the registry to query, the settings, and what is not applied."""

    registry: Registry | None
    settings: Settings
    untrusted: Untrusted | None = None


def is_trusted(options: object) -> bool | None:
    """Return whether an editor says that the workspace is trusted; ``None`` if it says nothing."""
    return next((said for said in _said(options, TRUSTED) if isinstance(said, bool)), None)


def asks_when(options: object) -> Asks | None:
    """Return when an editor wants registries to be queried; ``None`` if it says nothing that is understood."""
    return next((Asks(said) for said in _said(options, ASKS) if isinstance(said, str) and said in list(Asks)), None)


def _said(options: object, key: str) -> Iterator[object]:
    """Yield the values of a key, at the top level and in the table of this server."""
    for table in (options, options.get(OURS) if isinstance(options, Mapping) else None):
        if isinstance(table, Mapping) and key in table:
            yield table[key]


_MOST = 300
"""Most files of a workspace that are read."""

_PACKAGES = frozenset({"node_modules", "site-packages"})
"""Folders of installed software: its bibliographies are not the author's."""

_SUFFIXES = (*LISTS, ".ris", *TEXTS, ".txt")


def files(folders: Iterable[str]) -> list[Path]:
    """Return the readable files in these folders and their subfolders, without hidden files and folders and installed packages."""
    every = (path for folder in folders for path in _visible(folder))
    return list(islice((path for path in every if path.suffix.lower() in _SUFFIXES and path.is_file()), _MOST))


def _visible(folder: str) -> Iterator[Path]:
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in _PACKAGES)
        yield from (Path(inside, name) for name in sorted(names) if not name.startswith("."))


def text_of(path: Path) -> str | None:
    """Return a file's text; ``None`` if it cannot be read."""
    try:
        return read_file(path, most=DOCUMENT).decode("utf-8", "replace")
    except OSError:
        return None


@define
class Open:
    """An open document: its sheet, its text and version, and the audit in progress."""

    sheet: Sheet
    text: str = ""
    version: int | None = None
    task: "asyncio.Task[Sheet | None] | None" = None
    stale: Event = field(factory=Event)

    def anew(self) -> Event:
        """Cancel the audit in progress, and return the event that will mark the next one as stale."""
        self.stale.set()
        if self.task is not None:
            self.task.cancel()
        self.stale = Event()
        return self.stale
