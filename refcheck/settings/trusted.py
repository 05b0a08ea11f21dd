"""Projects' files that the user trusts; and of the others, what is heeded and who is told nothing of the user.

A file is trusted by its place and its SHA-256: one that was changed since is not.
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
"""Settings of a project that are files: they lie in its own folder."""


def sift(data: Mapping[str, Any], folder: Path, own: Settings) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return what a project's file may say, and the names of what it may not, in the order in which they stand there.

    Args:
        data: what the file holds.
        folder: the folder that it lies in.
        own: what the user has set, below which it may go and not above.
    """
    refused = tuple(
        name for name, value in data.items() if name in SETTINGS and not _may(SETTINGS[name], value, folder, own)
    )
    return {name: value for name, value in data.items() if name not in refused}, refused


def _may(setting: Setting, value: Any, folder: Path, own: Settings) -> bool:
    """Return whether a project's file may say so. A value of the wrong type may be said: who reads it tells the fault."""
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
    """Return whether a file lies in a folder, wherever links lead. What by its name alone lies elsewhere is not looked at."""
    try:
        named = Path(os.path.normpath(folder / name))
        return named.is_relative_to(os.path.normpath(folder)) and (folder / name).resolve().is_relative_to(
            folder.resolve()
        )
    except (OSError, ValueError, RuntimeError):  # a circle of links, a NUL
        return False


_BUILT_IN = {
    "crossref_url": CROSSREF_URL,
    "datacite_url": DATACITE_URL,
    "doi_url": DOI_URL,
    "wayback_url": WAYBACK_URL,
}
"""The addresses by their fields, and where each is unless somebody says otherwise."""


def unsigned(connections: Connections, of_project: Collection[str]) -> tuple[str, ...]:
    """Return the addresses that are told nothing of who asks.

    A key and an e-mail address go to a service's own address, and to one that comes from whoever gave them: what the user
    gave goes to no address of a project's file, and the other way round.

    Args:
        connections: whom a run asks.
        of_project: the fields that a project's file has set, and nobody over it.
    """
    return tuple(dict.fromkeys(_strange(connections, of_project)))


def _strange(connections: Connections, of_project: Collection[str]) -> Iterator[str]:
    for field, built_in in _BUILT_IN.items():
        url = getattr(connections, field)
        if url not in (None, built_in) and _is_lent(connections, field, "mailto", of_project):
            yield url
    for name, url in urls_in(connections.service_urls).items():
        secrets = ("mailto", f"{name.replace('-', '_')}_key") if FURTHER[name].has_key else ("mailto",)
        if url != FURTHER[name].url and any(
            _is_lent(connections, "service_urls", secret, of_project) for secret in secrets
        ):
            yield url


def _is_lent(connections: Connections, address: str, secret: str, of_project: Collection[str]) -> bool:
    """Return whether a secret that is there comes from another source than an address."""
    return bool(getattr(connections, secret)) and (secret in of_project) is not (address in of_project)


_STORE = "trusted.json"


@frozen
class Trusted:
    """The files that the user trusts: their absolute places, and the SHA-256 of what they held.

    Links to a folder are followed; a link to a trusted file is another file, beside which other files lie.
    """

    digests: Mapping[str, str]

    @classmethod
    def read(cls) -> Self:
        """Return those that were written down.

        Raises:
            SettingsError: what was written down cannot be read.
        """
        path = cls.path()
        try:
            data = json.loads(read_text(path, most=MAX_SETTINGS))
            return cls({str(place): str(digest) for place, digest in data["trusted"].items()})
        except FileNotFoundError:
            return cls({})
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise SettingsError(f"{path}: is no list of trusted files; delete it") from error

    @staticmethod
    def path() -> Path:
        """Return where they are written down."""
        return own_folder() / _STORE

    def knows(self, path: Path) -> bool:
        """Return whether a file is trusted, or was before it was changed."""
        return _place(path) in self.digests

    def holds(self, path: Path, content: bytes) -> bool:
        """Return whether a file with this content is trusted."""
        return self.digests.get(_place(path)) == _digest(content)

    def adding(self, path: Path, content: bytes) -> "Trusted":
        """Return those, and a file as it is now."""
        return Trusted({**self.digests, _place(path): _digest(content)})

    def without(self, place: Path) -> "Trusted":
        """Return those, but the file at a place and the files in the folder at that place."""
        names = (_place(place), str(place.resolve()))
        left = {
            each: it for each, it in self.digests.items() if each not in names and str(Path(each).parent) not in names
        }
        return Trusted(left)

    def to_json(self) -> str:
        """As they are written down."""
        return json.dumps({"trusted": dict(sorted(self.digests.items()))}, ensure_ascii=False, indent=1) + "\n"


def _place(path: Path) -> str:
    return str(path.absolute().parent.resolve() / path.name)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
