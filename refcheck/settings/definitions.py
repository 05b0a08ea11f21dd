"""Every setting that a file can contain: how it is read, and who may decide it; and where such files are found.

A project's file is one that was found, upward from a document or in a folder, archive or workspace that was opened: its author is
the author of that folder. The user is the person who runs the command, and whose settings are on the command line, in the
environment, in a file named with ``--config`` or in the user's own configuration.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from attrs import frozen
from platformdirs import user_config_path

from refcheck.errors import SettingsError
from refcheck.registries.connections import NO_CACHE, Send
from refcheck.system.regular_files import MAX_SETTINGS, read_text


class Level(StrEnum):
    """The level at which a setting may be decided.

    ``project``: the user and a project's file. ``less``: a project's file may only lower it, so that less is sent and kept than
    the user has set. ``user``: only the user.
    """

    PROJECT = "project"
    LESS = "less"
    USER = "user"


class Kind(StrEnum):
    """How a setting is read.

    ``shown``: by code of its own. ``switch``: true or false. ``word``: a text that an option checks. ``text``, ``names`` (separated
    by commas), ``file`` and ``folders`` (separated as in a search path): fields of ``Connections``.
    """

    SHOWN = "shown"
    SWITCH = "switch"
    WORD = "word"
    TEXT = "text"
    NAMES = "names"
    FILE = "file"
    FOLDERS = "folders"


@frozen
class Setting:
    """A setting, with its name in a file.

    ``values`` are those that a project's file can lower it to, from least to most; ``usual`` is the default where the user has set
    nothing. Any other value ranks above all of them.
    """

    name: str
    level: Level
    kind: Kind
    values: tuple[str | bool, ...] = ()
    usual: str | bool | None = None

    @property
    def is_connection(self) -> bool:
        """Whether it is a field of ``Connections``."""
        return self.kind in (Kind.TEXT, Kind.NAMES, Kind.FILE, Kind.FOLDERS)

    @property
    def field(self) -> str:
        """The name of its field of ``Connections``."""
        return self.name.replace("-", "_")


_SHOWN = ("select", "ignore", "per-file-ignores", "severities", "fail-on", "baseline", "waiver", "choice", "edit")
_ADDRESSES = ("crossref-url", "datacite-url", "doi-url", "wayback-url", "service-urls")
_KEYS = ("openalex-key", "semantic-scholar-key", "google-books-key")

_ALL = (
    *(Setting(name, Level.PROJECT, Kind.SHOWN) for name in _SHOWN),
    *(Setting(name, Level.PROJECT, Kind.WORD) for name in ("format", "show", "group", "language")),
    *(Setting(name, Level.PROJECT, Kind.SWITCH) for name in ("quiet", "verbose")),
    Setting("offline", Level.LESS, Kind.SWITCH, (True, False), usual=False),
    Setting("links", Level.LESS, Kind.SWITCH, (False, True), usual=False),
    Setting("robots", Level.LESS, Kind.SWITCH, (True, False), usual=False),
    Setting("send", Level.LESS, Kind.TEXT, tuple(map(str, Send)), usual=str(Send.PRINTED)),
    Setting("without", Level.LESS, Kind.NAMES),
    Setting("cache", Level.LESS, Kind.FILE, (NO_CACHE,)),
    Setting("retraction-watch", Level.LESS, Kind.FILE, (NO_CACHE,)),
    Setting("also", Level.USER, Kind.NAMES),
    Setting("records", Level.USER, Kind.FILE),
    Setting("index", Level.USER, Kind.FOLDERS),
    Setting("library", Level.USER, Kind.FILE),
    *(Setting(name, Level.USER, Kind.TEXT) for name in ("mailto", *_ADDRESSES, *_KEYS)),
)

SETTINGS: Mapping[str, Setting] = MappingProxyType({each.name: each for each in _ALL})
"""The settings by their names. All other options can be given only on the command line."""

OWN = "refcheck.toml"
SHARED = "pyproject.toml"
"""A file that is shared with other programs; only its table ``tool.refcheck`` is read."""


def find(folder: Path) -> Path | None:
    """Return ``refcheck.toml``, or a ``pyproject.toml`` with a table for refcheck, in the folder or the nearest one above it.

    Raises:
        SettingsError: a ``pyproject.toml`` on the way is not valid TOML.
    """
    for parent in (folder.absolute(), *folder.absolute().parents):
        if (parent / OWN).is_file():
            return parent / OWN
        if (parent / SHARED).is_file() and _speaks_of_us(parent / SHARED):
            return parent / SHARED
    return None


def own_folder() -> Path:
    """Return the user's own folder for configuration."""
    return user_config_path("refcheck")


def own_configuration() -> Path:
    """Return the path of the user's own configuration, which need not exist."""
    return own_folder() / OWN


def _speaks_of_us(path: Path) -> bool:
    try:
        data = tomllib.loads(read_text(path, most=MAX_SETTINGS))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    tools = data.get("tool")
    return isinstance(tools, dict) and "refcheck" in tools
