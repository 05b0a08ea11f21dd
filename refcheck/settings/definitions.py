"""Every setting that a file can hold: how it is read, and who may decide it; and where such files are found.

A project's file is one that was found, upward from a document or in a folder, an archive or a workspace that was opened: whoever
made that folder wrote it. The user is whoever runs the command, and says what is wanted on the command line, in the environment, in
a file named with ``--config`` or in a configuration of one's own.
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
    """Who may decide a setting.

    ``project``: a project's file, too. ``less``: a project's file may only lower it, so that less is sent and kept than
    the user would have. ``user``: the user alone.
    """

    PROJECT = "project"
    LESS = "less"
    USER = "user"


class Kind(StrEnum):
    """How a setting is read.

    ``shown``: in a way of its own. ``switch``: true or false. ``word``: a text that an option checks. ``text``, ``names`` (with
    commas between), ``file`` and ``folders`` (parted as a search path): fields of ``Connections``.
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
    """A setting by its name in a file.

    ``values`` are those that a project's file can lower it to, from least to most, ``usual`` the one that holds where the user
    says nothing. A value that is none of them is more.
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
        """The field of ``Connections`` that it is."""
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
"""By their names. What is not among them stands in no file: it is said on the command line."""

OWN = "refcheck.toml"
SHARED = "pyproject.toml"
"""A file that other programs share; ours is its table ``tool.refcheck``."""


def find(folder: Path) -> Path | None:
    """``refcheck.toml``, or a ``pyproject.toml`` that speaks of refcheck, in the folder or the nearest one above it.

    Raises:
        SettingsError: a ``pyproject.toml`` on the way is no TOML.
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
    """Return where the user's own configuration lies, if there is one."""
    return own_folder() / OWN


def _speaks_of_us(path: Path) -> bool:
    try:
        data = tomllib.loads(read_text(path, most=MAX_SETTINGS))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    tools = data.get("tool")
    return isinstance(tools, dict) and "refcheck" in tools
