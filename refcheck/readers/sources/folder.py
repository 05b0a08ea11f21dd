"""The documents of a folder."""

import glob
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from refcheck.errors import SourceError
from refcheck.parsing import split
from refcheck.readers.discovery import binary_format, text_format
from refcheck.readers.sources.decoding import decode

_SURE = frozenset({".bib", ".ris", ".nbib", ".docx", ".odt", ".pdf", ".tex", ".bbl", ".ciw", ".html", ".htm", ".xhtml"})
"""How files are called that are taken for what they are called."""
_MARKED = frozenset(
    {
        ".json",
        ".xml",
        ".rdf",
        ".yaml",
        ".yml",
        ".typ",
        ".qmd",
        ".rmd",
        ".enw",
        ".bibtex",
        ".ltx",
        ".tei",
        ".nxml",
        ".csv",
        ".tsv",
        ".zip",
    }
)
"""How files are called that hold references if a format recognises them."""
_PLAIN = frozenset({".txt", ".md", ".markdown", ".text"})
"""How files are called that hold references if some are found in them."""
_HEAD = 512 * 1024
"""How much of a file is looked at, in bytes."""
_LARGEST = 256 * 1024 * 1024
_NO_DOCUMENTS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
"""Folders of programs."""


def _unheard(note: str) -> None:
    return None


def _unknown(path: Path) -> bool:
    return False


def find_documents(
    path: str | os.PathLike[str],
    *,
    note: Callable[[str], None] = _unheard,
    known: Callable[[Path], bool] = _unknown,
) -> Iterator[Path]:
    """The bibliographies and documents of a folder and the folders in it, one by one, in the order of their names.

    Args:
        path: a folder; a pattern such as ``papers/**/*.docx``; or a file, which is taken as it is.
        note: is told what was left out and why: hidden files, files beyond 256 MB, what cannot be opened, links to elsewhere.
        known: says of a file that it was found to be a document before, and need not be looked into again.

    A file is told by its name and, where that may mean anything (``.json``, ``.xml``, ``.txt`` …), by what it holds.

    Raises:
        SourceError: there is no such file or folder.
    """
    start = Path(path)
    if start.is_dir():
        yield from _walked(start, note, known)
    elif start.exists() or not glob.has_magic(os.fspath(path)):
        yield start
    else:
        found = False
        for each in sorted(glob.iglob(os.fspath(path), recursive=True)):  # noqa: PTH207 - a pattern may be absolute
            found = True
            if Path(each).is_file():
                yield Path(each)
        if not found:
            raise SourceError(f"{os.fspath(path)}: no file has such a name")


def _walked(start: Path, note: Callable[[str], None], known: Callable[[Path], bool]) -> Iterator[Path]:
    waiting = [start]
    hidden = 0
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            note(f"{folder} was left out: {error.strerror}")
            continue
        inner: list[Path] = []
        for entry in entries:
            if entry.name.startswith("."):
                hidden += 1
            elif entry.is_symlink():
                note(f"{entry.path} was left out: it is a link")
            elif entry.is_dir():
                inner += [Path(entry.path)] if entry.name not in _NO_DOCUMENTS else []
            elif known(Path(entry.path)) or _is_document(Path(entry.path), note):
                yield Path(entry.path)
        waiting += reversed(inner)
    if hidden:
        note(f"{hidden} hidden files and folders in {start} were left out")


def _is_document(path: Path, note: Callable[[str], None]) -> bool:
    suffix = path.suffix.lower()
    if suffix not in _SURE | _MARKED | _PLAIN:
        return False
    try:
        if path.stat().st_size > _LARGEST:
            note(f"{path} was left out: it is larger than {_LARGEST >> 20} MB")
            return False
        with path.open("rb") as file:
            head = b"" if suffix in _SURE else file.read(_HEAD)
    except OSError as error:
        note(f"{path} was left out: {error.strerror}")
        return False
    return suffix in _SURE or _holds_references(path, head)


def _holds_references(path: Path, head: bytes) -> bool:
    name = str(path)
    if binary_format(name, head) is not None:
        return True
    try:
        text = decode(head, name).text
    except SourceError:
        return False
    if text_format(name, text) is not None:
        return True
    return path.suffix.lower() in _PLAIN and bool(split(text))
