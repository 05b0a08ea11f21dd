"""Privacy of a case: keys and addresses of who asked and folders of the machine are taken out.

A file given by a whole path loses what stands above its project's folder, or else above the highest folder of the files given;
where those lie in several places, the places are numbered. What a reference says as printed stays as it is.
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

_ADDRESS = "url"
"""The key that an address stands under, in answers and reports alike."""


class Redaction:
    """Takes known secrets out of addresses and bodies. What a document itself says stays: it is evidence."""

    def __init__(self, connections: Connections) -> None:
        """The secrets are those that ``connections`` hold."""
        names = (each.name for each in fields(Connections))
        named = [getattr(connections, name) for name in names if name == "mailto" or name.endswith("_key")]
        forms = {form for secret in named if secret for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        self._forms = sorted(forms, key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return a text without them."""
        for form in self._forms:
            text = text.replace(form, REDACTED)
        return text

    def body(self, body: bytes) -> bytes:
        """Return a body without them."""
        for form in self._forms:
            body = body.replace(form.encode(), REDACTED.encode())
        return body

    def data(self, data: Any) -> Any:
        """JSON-ready data whose addresses are without them, however deep they stand."""
        if isinstance(data, Mapping):
            return {
                key: self.text(value) if key == _ADDRESS and isinstance(value, str) else self.data(value)
                for key, value in data.items()
            }
        return list(map(self.data, data)) if isinstance(data, list | tuple) else data


_TEXT_KEYS = ("file", "files", "message", "name")
"""The keys that names of files stand under in reports and settings, alone or in a sentence."""

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
"""The keys below which no file of this machine is named: what was printed and what was answered."""

_CASE, _ELSEWHERE = PurePosixPath("/case"), PurePosixPath("/elsewhere")


class Naming:
    """New names for the files of a run; and its ``settings`` with their folders in the case, and not on this machine."""

    def __init__(self, names: Iterable[str], settings: Settings) -> None:
        """Of files of these ``names``, read by these settings."""
        given = [_whole(name) for name in names]
        whole = [path for path in given if path is not None]
        folder = _whole(settings.folder)
        here = _whole(settings.here) if None in given else folder
        self.settings = evolve(settings, folder=_below(folder, here, _CASE), here=_below(here, folder, _ELSEWHERE))
        roots = [root for root in (here, folder) if root is not None]
        tops = _highest(path.parent for path in whole if not any(path.is_relative_to(root) for root in roots))
        alone = len(tops) == 1 and not roots
        self._before = {_opened(top): "" if alone else f"{n}/" for n, top in enumerate(tops, start=1)}
        if here is not None and folder is not None and here.is_relative_to(folder):
            self._before[_opened(folder)] = "../" * len(here.relative_to(folder).parts)
        if here is not None:
            self._before[_opened(here)] = ""

    def text(self, text: str) -> str:
        """Return a name, or a sentence with names in it, without the folders above."""
        for old in sorted(self._before, key=len, reverse=True):
            text = text.replace(old, self._before[old])
        return text

    def data(self, data: Any, key: str = "") -> Any:
        """JSON-ready data of a report or of settings, with the new names."""
        if isinstance(data, Mapping):
            return {name: value if name in _PRINTED else self.data(value, name) for name, value in data.items()}
        if isinstance(data, list | tuple):
            return [self.data(each, key) for each in data]
        return self.text(data) if isinstance(data, str) and key in _TEXT_KEYS else data


def _whole(name: str) -> Path | None:
    """Return a whole path; none for any other name."""
    return Path(name) if Path(name).is_absolute() else None


def _opened(folder: Path) -> str:
    """Return a folder as what is in it begins."""
    return f"{str(folder).rstrip(os.sep)}{os.sep}"


def _highest(folders: Iterable[Path]) -> list[Path]:
    """Return the folders that lie in no other of them."""
    distinct = list(dict.fromkeys(folders))
    return [each for each in distinct if not any(each != other and each.is_relative_to(other) for other in distinct)]


def _below(folder: Path | None, other: Path | None, apart: PurePosixPath) -> str:
    """Return a folder in the case: as it lies from the other one where one of the two is in the other, else ``apart`` from it."""
    if folder is None:
        return ""
    if other is None or other.is_relative_to(folder):
        return _CASE.as_posix()
    return (_CASE / folder.relative_to(other).as_posix() if folder.is_relative_to(other) else apart).as_posix()
