"""Projects' files that the user trusts; which settings of other files are heeded; and URLs that get no data of the user.

A file is trusted by its path and its SHA-256: it loses the trust if it changes.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.registries.connections import CROSSREF_URL, DATACITE_URL, DOI_URL, WAYBACK_URL, Connections
from refcheck.registries.further import FURTHER, urls_in
from refcheck.settings.definitions import SETTINGS, Kind, Level, Setting, own_folder
from refcheck.settings.values import Settings
from refcheck.system.regular_files import MAX_SETTINGS, read_text

_OWN_FILES = ("baseline",)
"""Settings of a project that name files, which must be within its own folder."""


def sift(data: Mapping[str, Any], folder: Path, own: Settings) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return the settings that a project's file may decide, and the names of those that it may not, in their order in the file.

    Args:
        data: the content of the file.
        folder: the folder of the file.
        own: the user's settings, below which the project may go, but not above.
    """
    refused = tuple(
        name for name, value in data.items() if name in SETTINGS and not _may(SETTINGS[name], value, folder, own)
    )
    return {name: value for name, value in data.items() if name not in refused}, refused


def _may(setting: Setting, value: Any, folder: Path, own: Settings) -> bool:
    """Return whether a project's file may set this value. A value of the wrong type passes here: its reader reports the error."""
    if setting.level is Level.PROJECT:
        return setting.name not in _OWN_FILES or not isinstance(value, str) or is_within(folder, value)
    if setting.level is Level.USER:
        return False
    if setting.kind is Kind.NAMES:
        return True
    if not isinstance(value, bool if setting.kind is Kind.SWITCH else str):
        return True
    given = own.connections.get(setting.field) if setting.is_connection else own.options.get(setting.name)
    ranks: dict[str | bool | None, int] = {each: rank for rank, each in enumerate(setting.values)}
    most = ranks.get(setting.usual if given is None else given, len(ranks))
    return value in ranks and ranks[value] <= most


def is_within(folder: Path, name: str) -> bool:
    """Return whether a file is within a folder, also after following links. A name that leads elsewhere is not looked up at all."""
    try:
        named = Path(os.path.normpath(folder / name))
        return named.is_relative_to(os.path.normpath(folder)) and (folder / name).resolve().is_relative_to(
            folder.resolve()
        )
    except (OSError, ValueError, RuntimeError):  # a loop of links, or a NUL
        return False


_BUILT_IN = {
    "crossref_url": CROSSREF_URL,
    "datacite_url": DATACITE_URL,
    "doi_url": DOI_URL,
    "wayback_url": WAYBACK_URL,
}
"""The default URLs, by the fields that can override them."""


def unsigned(connections: Connections, of_project: Collection[str]) -> tuple[str, ...]:
    """Return the URLs to which neither keys nor an e-mail address are sent.

    Keys and e-mail addresses are sent to the default URL of a service, and to a URL that comes from the same source: those of the
    user are never sent to a URL of a project's file, nor those of a project to a URL of the user.

    Args:
        connections: the connections of a run.
        of_project: the fields that are set by a project's file, and not overridden.
    """
    return tuple(dict.fromkeys(_unsigned_urls(connections, of_project)))


def _unsigned_urls(connections: Connections, of_project: Collection[str]) -> Iterator[str]:
    for field, built_in in _BUILT_IN.items():
        url = getattr(connections, field)
        if url not in (None, built_in) and _is_from_other_source(connections, field, "mailto", of_project):
            yield url
    for name, url in urls_in(connections.service_urls).items():
        secrets = ("mailto", f"{name.replace('-', '_')}_key") if FURTHER[name].has_key else ("mailto",)
        if url != FURTHER[name].url and any(
            _is_from_other_source(connections, "service_urls", secret, of_project) for secret in secrets
        ):
            yield url


def _is_from_other_source(connections: Connections, address: str, secret: str, of_project: Collection[str]) -> bool:
    """Return whether a secret is set and comes from another source than the URL."""
    return bool(getattr(connections, secret)) and (secret in of_project) is not (address in of_project)


_STORE = "trusted.json"


@frozen
class Trusted:
    """The files that the user trusts: their absolute paths, and the SHA-256 of their content.

    Links to a folder are followed; a link to a trusted file counts as another file, since it has other files beside it.
    """

    digests: Mapping[str, str]

    @classmethod
    def read(cls) -> Self:
        """Return the saved list of trusted files.

        Raises:
            SettingsError: the list cannot be read.
        """
        path = cls.path()
        try:
            data = json.loads(read_text(path, most=MAX_SETTINGS))
            return cls({str(place): str(digest) for place, digest in data["trusted"].items()})
        except FileNotFoundError:
            return cls({})
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise SettingsError(f"{path}: is not a list of trusted files; delete it") from error

    @staticmethod
    def path() -> Path:
        """Return the path of the saved list."""
        return own_folder() / _STORE

    def knows(self, path: Path) -> bool:
        """Return whether a file is trusted, or was trusted before it changed."""
        return _place(path) in self.digests

    def holds(self, path: Path, content: bytes) -> bool:
        """Return whether a file with this content is trusted."""
        return self.digests.get(_place(path)) == _digest(content)

    def adding(self, path: Path, content: bytes) -> "Trusted":
        """Return the list with a file added, with its present content."""
        return Trusted({**self.digests, _place(path): _digest(content)})

    def without(self, place: Path) -> "Trusted":
        """Return the list without the file at a path, or without the files in the folder at that path."""
        names = (_place(place), str(place.resolve()))
        left = {
            each: it for each, it in self.digests.items() if each not in names and str(Path(each).parent) not in names
        }
        return Trusted(left)

    def to_json(self) -> str:
        """Return the list as JSON."""
        return json.dumps({"trusted": dict(sorted(self.digests.items()))}, ensure_ascii=False, indent=1) + "\n"


def _place(path: Path) -> str:
    return str(path.absolute().parent.resolve() / path.name)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
