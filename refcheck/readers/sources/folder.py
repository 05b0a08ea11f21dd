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
            and how many files are not documents, and in how many no reference was found.
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
    if why := _why_no_file(path):
        note(f"{path} was left out: {why}")
    return not why


def _why_no_file(path: Path) -> str | None:
    """Return why it is no regular file; ``None`` if it is one."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return error.strerror
    return None if stat.S_ISREG(mode) else f"it {kind_of(mode)}"


def _walked(
    start: Path, note: Callable[[str], None], known: Callable[[Path], bool], apart: Callable[[Path], bool]
) -> Iterator[Path]:
    others = {why: Counter[str]() for why in (_NO_DOCUMENT, _NO_REFERENCE)}
    for path in _plain_files(start, note):
        if apart(path):
            continue
        if known(path) or (why := _why_left_out(path)) is None:
            yield path
        elif why in others:
            others[why][path.suffix.lower() or "no suffix"] += 1
        else:
            note(f"{path} was left out: {why}")
    for why, number in others.items():
        if number:
            kinds = sorted(number, key=lambda kind: (-number[kind], kind))
            named = ", ".join([*kinds[:_KINDS], *["…"] * (len(kinds) > _KINDS)])
            note(f"{start}: {why} were left out: {number.total():,} ({named})")


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


_NO_DOCUMENT, _NO_REFERENCE = "files that are not documents", "files in which no reference was found"
"""Why files are left out that are counted, and not named."""


def _why_left_out(path: Path) -> str | None:
    """Return why a file of a folder is left out; ``None`` if it is a document."""
    known = file_type(path.name)
    if known is None or known.proof is None:
        return _NO_DOCUMENT
    if why := _why_no_file(path):
        return why
    is_sure = known.proof is Proof.NOTHING
    try:
        with open_file(path, most=DOCUMENT) as file:
            head = file.read(_START if is_sure else _HEAD)
    except OSError as error:
        return None if is_sure else error.strerror  # the reader says why
    if is_report(head):
        return f"it {REPORT}"
    return None if is_sure else _why_without_references(path, head)


def _why_without_references(path: Path, head: bytes) -> str | None:
    name = str(path)
    if binary_format(name, head) is not None:
        return None
    try:
        text = decode(head, name).text
    except SourceError:
        return _NO_DOCUMENT
    if text_format(name, text) is not None:
        return None
    if path.suffix.lower() not in PLAIN:
        return _NO_DOCUMENT
    return None if split(text) else _NO_REFERENCE
