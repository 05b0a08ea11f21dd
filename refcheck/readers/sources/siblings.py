"""Files beside a document that it names; and files that are kept so that they can be read again elsewhere."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import frozen

from refcheck.errors import SourceError
from refcheck.readers.sources.decoding import decode
from refcheck.system.regular_files import read_file

Told = TypeVar("Told")


@frozen(kw_only=True)
class ReadFile:
    """A file that was read: the document of that ``name``, or, with ``beside``, the file at that path from its folder."""

    name: str
    beside: str = ""
    data: bytes


def keeping() -> AbstractContextManager[list[ReadFile]]:
    """Collect all files that are read in this thread within the context, in order."""
    kept: list[ReadFile] = []
    return _meanwhile(_KEPT, kept, kept)


def keep(file: ReadFile) -> None:
    """Add a file to those that :func:`keeping` collects, if it is active."""
    if (kept := _KEPT.get()) is not None:
        kept.append(file)


def relocated(places: Mapping[str, Path]) -> AbstractContextManager[None]:
    """Within the context, look for the documents of these names, and for files beside them, at other paths."""
    return _meanwhile(_PLACES, places, None)


@contextmanager
def _meanwhile(variable: ContextVar[Any], value: object, result: Told) -> Iterator[Told]:
    token = variable.set(value)
    try:
        yield result
    finally:
        variable.reset(token)


def places() -> Mapping[str, Path]:
    """Return the paths of documents that are elsewhere, by name."""
    return _PLACES.get()


def place_of(name: str) -> Path:
    """Return the path of the document of that name."""
    return _PLACES.get().get(name, Path(name))


_KEPT: ContextVar[list[ReadFile] | None] = ContextVar("kept", default=None)
_PLACES: ContextVar[Mapping[str, Path]] = ContextVar("places", default=MappingProxyType({}))


_LARGEST = 64 * 1024 * 1024
"""The largest file that is read with a document, in bytes."""
PROJECT = "_quarto.yml"
"""Quarto's file of settings for a whole project, in the project's folder."""
_MOST = 200
"""The most files that are read with one document."""


class Siblings:
    """The files that may be read with a document, each once.

    ``notes`` say of every file that was named that it was read, or why it was not.
    """

    def __init__(self, name: str) -> None:
        """Look for files beside the document of that ``name``; one that is not a file has none."""
        self.notes: list[str] = []
        self._seen: set[Path] = set()
        document = place_of(name)
        self._folder = document.resolve().parent if _is_file(document) else None
        self._within = self._folder
        self._name = name

    def read(self, named: str, *suffixes: str) -> str | None:
        """Return the text of a file, named with or without one of the suffixes; ``None`` if it cannot be read or already was."""
        path = self._found(named.strip().strip('"'), suffixes)
        if path is None or path in self._seen:
            return None
        if len(self._seen) >= _MOST:
            self.notes.append(f"{named} was not read: the document names more than {_MOST} files.")
            return None
        self._seen.add(path)
        try:
            data = read_file(path, most=_LARGEST)
            keep(ReadFile(name=self._name, beside=self._from_folder(path), data=data))
            decoded = decode(data, str(path))
        except (OSError, SourceError) as error:
            self.notes.append(f"{named} was not read: {getattr(error, 'strerror', None) or error}")
            return None
        self.notes += [f"{named}: {note}" for note in decoded.notes()]
        self.notes.append(f"{named} was read with the document.")
        return decoded.text

    def name_of(self, named: str, *suffixes: str) -> str:
        """Return a file's name in the style of the document's own name, ``thesis/refs.bib``; ``named`` if it is not found."""
        path = self._found(named.strip().strip('"'), suffixes)
        if path is None or self._folder is None:
            return named
        return Path(os.path.normpath(Path(self._name).parent / self._from_folder(path))).as_posix()

    def _from_folder(self, path: Path) -> str:
        return Path(os.path.relpath(path, self._folder)).as_posix()

    def paths_up_to_project(self) -> Sequence[str]:
        """Return the paths up to the project that contains the document, whose files may be read from now on: ``""``, ``"../"``."""
        folders = (self._folder, *self._folder.parents) if self._folder else ()
        for ups, folder in enumerate(folders, start=1):
            if _is_file(folder / PROJECT):
                self._within = folder
                return ["../" * up for up in range(ups)]
        return ()

    def holds(self, named: str, above: str = "") -> bool:
        """Return whether a file of that name is in the document's folder, or in the one that the path ``above`` leads to."""
        return self._folder is not None and "/" not in named and _is_file(self._folder / above / named)

    def _found(self, named: str, suffixes: tuple[str, ...]) -> Path | None:
        """Return the file of that name if it is within the document's folder or project after links are resolved."""
        if self._folder is None or self._within is None or not named or "\0" in named:
            return None
        outside = False
        for suffix in suffixes:
            path = self._folder / (named if named.endswith(suffix) else named + suffix)
            try:
                real = path.resolve()
                if not real.is_relative_to(self._within):
                    outside = outside or _is_file(real)
                elif real.is_file():
                    return real
            except (OSError, RuntimeError, ValueError):
                continue
        is_whole = PurePath(named).suffix if "" in suffixes else named.endswith(suffixes)
        note = f"{named} was not read: it is outside the document's folder."
        self.notes.append(note if outside else f"{named if is_whole else named + suffixes[0]} was not found.")
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
