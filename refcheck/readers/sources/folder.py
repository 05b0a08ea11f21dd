"""The documents of a folder."""

import glob
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from refcheck.errors import SourceError
from refcheck.model.formats import FILE_TYPES, Proof, file_type
from refcheck.parsing import split
from refcheck.readers.discovery import binary_format, text_format
from refcheck.readers.sources.decoding import decode
from refcheck.readers.sources.refusing import REPORT, is_report
from refcheck.system.regular_files import DOCUMENT, kind_of, open_file

PLAIN = frozenset(suffix for suffix, known in FILE_TYPES.items() if known.proof is Proof.REFERENCES)
"""Suffixes of files that are documents if references are found in them."""
_HEAD, _START = 512 * 1024, 4096
"""How much of a file is examined, in bytes, and of one that is a document unless it is a report."""
_NO_DOCUMENTS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
"""Folders of programs."""
_OPEN_IN_WORD = "~$"
"""The prefix of the hidden file that Word keeps beside an open document."""


def find_documents(
    path: str | os.PathLike[str],
    *,
    note: Callable[[str], None] = lambda note: None,
    known: Callable[[Path], bool] = lambda path: False,
    apart: Callable[[Path], bool] = lambda path: False,
) -> Iterator[Path]:
    """Yield the bibliographies and documents of a folder and the folders in it, one by one, in the order of their names.

    Args:
        path: a folder; a pattern such as ``papers/**/*.docx``; or a file, which is yielded as it is.
        note: called with a sentence on what was left out and why: hidden files, pipes and devices, links, what cannot be opened;
            and how many files are not documents.
        known: returns whether a file was found to be a document before, and need not be examined again.
        apart: returns whether a file of a folder is the caller's own, which is neither yielded nor noted.

    A file is recognised by its name and, if that may mean anything (``.json``, ``.xml``, ``.txt`` …), by its content.

    Raises:
        SourceError: no file or folder matches the pattern.
    """
    start = Path(path)
    if start.is_dir():
        yield from _walked(start, note, known, apart)
    elif start.exists() or not glob.has_magic(os.fspath(path)):
        yield start
    else:
        found = sorted(_matching(start), key=str)
        if not found:
            raise SourceError(f"{os.fspath(path)}: no file matches this pattern")
        yield from (each for each in found if not each.is_dir() and _is_file(each, note))


def _matching(pattern: Path) -> Iterator[Path]:
    """Yield the files that match a pattern, hidden ones only if it has a dot there. ``**`` follows no link: it may lead upwards."""
    parts = pattern.parts
    place = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    wanted = [part if part == "**" else part.replace("**", "*") for part in parts[place:]]
    base = Path(*parts[:place])
    for found in base.glob("/".join(wanted)):
        inner = found.relative_to(base).parts
        if any(part.startswith(".") for part in wanted) or not any(part.startswith(".") for part in inner):
            yield found


def _is_file(path: Path, note: Callable[[str], None]) -> bool:
    """Return whether it is a regular file; if it is not, note why."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        note(f"{path} was left out: {error.strerror}")
        return False
    if not stat.S_ISREG(mode):
        note(f"{path} was left out: it {kind_of(mode)}")
        return False
    return True


def _walked(
    start: Path, note: Callable[[str], None], known: Callable[[Path], bool], apart: Callable[[Path], bool]
) -> Iterator[Path]:
    others = Counter[str]()
    for path in _plain_files(start, note):
        if apart(path):
            continue
        why: list[str] = []
        if known(path) or _is_document(path, why.append):
            yield path
        elif not why:
            others[path.suffix.lower() or "no suffix"] += 1
        for each in why:
            note(each)
    if others:
        kinds = sorted(others, key=lambda kind: (-others[kind], kind))
        named = ", ".join([*kinds[:_KINDS], *["…"] * (len(kinds) > _KINDS)])
        note(
            f"{start}: files that are not documents, or contain no references, were left out: {others.total():,} ({named})"
        )


def _plain_files(start: Path, note: Callable[[str], None]) -> Iterator[Path]:
    """Yield the files of a folder and its subfolders that are neither hidden nor links, in the order of their names."""
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
            if entry.name.startswith((".", _OPEN_IN_WORD)):
                hidden += 1
            elif entry.is_symlink():
                note(f"{entry.path} was left out: it is a link")
            elif entry.is_dir():
                inner += [Path(entry.path)] if entry.name not in _NO_DOCUMENTS else []
            else:
                yield Path(entry.path)
        waiting += reversed(inner)
    if hidden:
        note(f"{start}: hidden files and folders were left out: {hidden:,}")


_KINDS = 8
"""How many suffixes of files that were left out are listed in a note."""


def _is_document(path: Path, note: Callable[[str], None]) -> bool:
    known = file_type(path.name)
    if known is None or known.proof is None or not _is_file(path, note):
        return False
    is_sure = known.proof is Proof.NOTHING
    try:
        with open_file(path, most=DOCUMENT) as file:
            head = file.read(_START if is_sure else _HEAD)
    except OSError as error:
        if not is_sure:  # otherwise the reader says why
            note(f"{path} was left out: {error.strerror}")
        return is_sure
    if is_report(head):
        note(f"{path} was left out: it {REPORT}")
        return False
    return is_sure or _holds_references(path, head)


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
    return path.suffix.lower() in PLAIN and bool(split(text))
