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


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        each.name: each
        for each in (
            Setting("select", Level.PROJECT, Kind.SHOWN),
            Setting("ignore", Level.PROJECT, Kind.SHOWN),
            Setting("per-file-ignores", Level.PROJECT, Kind.SHOWN),
            Setting("severities", Level.PROJECT, Kind.SHOWN),
            Setting("fail-on", Level.PROJECT, Kind.SHOWN),
            Setting("baseline", Level.PROJECT, Kind.SHOWN),
            Setting("waiver", Level.PROJECT, Kind.SHOWN),
            Setting("choice", Level.PROJECT, Kind.SHOWN),
            Setting("edit", Level.PROJECT, Kind.SHOWN),
            Setting("format", Level.PROJECT, Kind.WORD),
            Setting("show", Level.PROJECT, Kind.WORD),
            Setting("group", Level.PROJECT, Kind.WORD),
            Setting("language", Level.PROJECT, Kind.WORD),
            Setting("quiet", Level.PROJECT, Kind.SWITCH),
            Setting("verbose", Level.PROJECT, Kind.SWITCH),
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
            Setting("mailto", Level.USER, Kind.TEXT),
            Setting("crossref-url", Level.USER, Kind.TEXT),
            Setting("datacite-url", Level.USER, Kind.TEXT),
            Setting("doi-url", Level.USER, Kind.TEXT),
            Setting("wayback-url", Level.USER, Kind.TEXT),
            Setting("service-urls", Level.USER, Kind.TEXT),
            Setting("openalex-key", Level.USER, Kind.TEXT),
            Setting("semantic-scholar-key", Level.USER, Kind.TEXT),
            Setting("google-books-key", Level.USER, Kind.TEXT),
        )
    }
)
"""By their names. What is not among them stands in no file: it is said on the command line."""
