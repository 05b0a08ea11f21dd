"""Every setting that a file can hold: how it is read, and who may decide it.

A project's file is one that was found, upward from a document or in a folder, an archive or a workspace that was opened: whoever
made that folder wrote it. The user is whoever runs the command, and says what is wanted on the command line, in the environment, in
a file named with ``--config`` or in a configuration of one's own.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from attrs import frozen

from refcheck.registries.connections import NO_CACHE, Send


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
