"""Privacy of a case: the user's API keys and e-mail address and the folders of the machine are removed.

A file given by an absolute path loses what is above its project's folder, or else above the highest folder of the files given;
if these are in several places, the places are numbered. What a reference says as printed is not changed.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, quote_plus

from attrs import evolve, fields

from refcheck.registries.connections import Connections
from refcheck.settings import Settings

REDACTED = "REDACTED"

_URL_KEY = "url"
"""The key of a URL, in answers and reports alike."""


class Redaction:
    """Removes known secrets from URLs and bodies; what a document itself says stays, as it is evidence."""

    def __init__(self, connections: Connections) -> None:
        """Take the secrets from ``connections``."""
        names = (each.name for each in fields(Connections))
        named = [getattr(connections, name) for name in names if name == "mailto" or name.endswith("_key")]
        forms = {form for secret in named if secret for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        self._forms = sorted(forms, key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return a text without the secrets."""
        for form in self._forms:
            text = text.replace(form, REDACTED)
        return text

    def body(self, body: bytes) -> bytes:
        """Return a body without the secrets."""
        for form in self._forms:
            body = body.replace(form.encode(), REDACTED.encode())
        return body

    def data(self, data: Any) -> Any:
        """Return JSON-ready data without the secrets in its URLs, however deeply nested."""
        if isinstance(data, Mapping):
            return {
                key: self.text(value) if key == _URL_KEY and isinstance(value, str) else self.data(value)
                for key, value in data.items()
            }
        return list(map(self.data, data)) if isinstance(data, list | tuple) else data


_TEXT_KEYS = ("file", "files", "message", "name")
"""The keys of file names in reports and settings, alone or within a sentence."""

_PRINTED = (
    "raw",
    "work",
    "record",
    "others",
    "match",
    "answers",
    "search",
    "fields",
    "identifiers",
    "registries",
    "services",
)
"""The keys below which no file of this machine is named, only what was printed and what was answered."""

_CASE, _ELSEWHERE = PurePosixPath("/case"), PurePosixPath("/elsewhere")


class Naming:
    """New names for the files of a run; and its ``settings``, with their folders in the case instead of on this machine."""

    def __init__(self, names: Iterable[str], settings: Settings) -> None:
        """Plan the new names of the files ``names``, which were read with these settings."""
        given = [_absolute(name) for name in names]
        absolute = [path for path in given if path is not None]
        folder = _absolute(settings.folder)
        here = _absolute(settings.here) if None in given else folder
        self.settings = evolve(settings, folder=_below(folder, here, _CASE), here=_below(here, folder, _ELSEWHERE))
        roots = [root for root in (here, folder) if root is not None]
        tops = _highest(path.parent for path in absolute if not any(path.is_relative_to(root) for root in roots))
        alone = len(tops) == 1 and not roots
        self._before = {_prefix(top): "" if alone else f"{n}/" for n, top in enumerate(tops, start=1)}
        if here is not None and folder is not None and here.is_relative_to(folder):
            self._before[_prefix(folder)] = "../" * len(here.relative_to(folder).parts)
        if here is not None:
            self._before[_prefix(here)] = ""

    def text(self, text: str) -> str:
        """Return a name, or a sentence with names in it, with the new names."""
        for old in sorted(self._before, key=len, reverse=True):
            text = text.replace(old, self._before[old])
        return text

    def data(self, data: Any, key: str = "") -> Any:
        """Return JSON-ready data of a report or of settings, with the new names."""
        if isinstance(data, Mapping):
            return {name: value if name in _PRINTED else self.data(value, name) for name, value in data.items()}
        if isinstance(data, list | tuple):
            return [self.data(each, key) for each in data]
        return self.text(data) if isinstance(data, str) and key in _TEXT_KEYS else data


def _absolute(name: str) -> Path | None:
    """Return an absolute path; ``None`` for any other name."""
    return Path(name) if Path(name).is_absolute() else None


def _prefix(folder: Path) -> str:
    """Return the start of the paths of a folder's files: its own path and a separator."""
    return f"{str(folder).rstrip(os.sep)}{os.sep}"


def _highest(folders: Iterable[Path]) -> list[Path]:
    """Return the folders that are not within another of them."""
    distinct = list(dict.fromkeys(folders))
    return [each for each in distinct if not any(each != other and each.is_relative_to(other) for other in distinct)]


def _below(folder: Path | None, other: Path | None, apart: PurePosixPath) -> str:
    """Return a folder's path in the case: relative to ``other`` if one of the two is within the other, else ``apart``."""
    if folder is None:
        return ""
    if other is None or other.is_relative_to(folder):
        return _CASE.as_posix()
    return (_CASE / folder.relative_to(other).as_posix() if folder.is_relative_to(other) else apart).as_posix()
