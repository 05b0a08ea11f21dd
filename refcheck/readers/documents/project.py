"""Archives of a LaTeX project (``.zip`` from Overleaf or a journal's system), or of bibliographies.

The LaTeX document that has ``\\documentclass`` is read with the files beside it in the archive; where there is none, every
bibliography.

Marks: ``PK``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.readers.documents import latex
from refcheck.readers.papers.paper import with_attached
from refcheck.readers.sources.archive import SIGNATURE, Archive, members
from refcheck.readers.sources.decoding import decode
from refcheck.readers.sources.siblings import lying

NAME = "project"

_DOCUMENTS = (".tex", ".ltx")
_BIBLIOGRAPHIES = (".bib", ".bibtex", ".ris", ".nbib", ".enw", ".ciw")
_READ = (*_DOCUMENTS, *_BIBLIOGRAPHIES, ".bbl", ".json", ".yaml", ".yml", ".xml", ".txt", ".csv")
_MAIN = re.compile(r"^[ \t]*\\documentclass\b", re.MULTILINE)
_LISTS = re.compile(r"\\(?:bibliography|addbibresource|printbibliography)\b|\\begin\{thebibliography\}")
_ELSEWHERE = ("word/", "xl/", "ppt/", "META-INF/")
"""Folders of archives that are documents of their own kind."""

_DEEPEST, _SHOWN = 40, 80
"""Folders in each other that no project has, and the most characters of a member's name that are told."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether it is an archive with LaTeX or bibliographies in it."""
    return data.startswith(SIGNATURE) and any(_ours(members(data), _DOCUMENTS + _BIBLIOGRAPHIES))


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of the project's main document, or of all its bibliographies.

    Raises:
        SourceError: the archive is broken or too large when unpacked.
    """
    archive = Archive(data, name)
    notes: list[str] = []
    with TemporaryDirectory(prefix="refcheck-") as temporary:
        folder = Path(temporary)
        for member in _ours(members(data), _READ):
            notes += _unpack(archive, member, folder)
        files = sorted(each for each in folder.rglob("*") if each.is_file())
        told = {PurePosixPath(name, path.relative_to(folder).as_posix()).as_posix(): path for path in files}
        with lying(told):  # what is read is told by its place in the archive, not by where it was unpacked
            found = tuple(_main(told, notes)) or tuple(_lists(told, notes))
    if not found:
        raise SourceError(f"{name}: is an archive without a LaTeX document or a bibliography that can be read")
    first, *others = found
    whole = with_attached(first, others)
    return evolve(whole, document=evolve(whole.document, name=name, format=NAME), notes=(*notes, *whole.notes))


def _unpack(archive: Archive, member: str, folder: Path) -> Iterator[str]:
    """Write a member into a folder, or yield why it cannot be written: its name, or a folder of the same name."""
    path = PurePosixPath(member)
    data = archive.read(member)
    if len(path.parts) > _DEEPEST:
        yield f"{member[:_SHOWN]}… was not read: it lies in more than {_DEEPEST} folders."
        return
    try:
        folder.joinpath(path.parent).mkdir(parents=True, exist_ok=True)
        folder.joinpath(path).write_bytes(data)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be a file's"
        yield f"{member[:_SHOWN]} was not read: {why}."


def _ours(names: Sequence[str] | frozenset[str], suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the members of some kinds that lie within the archive's own folders."""
    for name in sorted(names):
        parts = PurePosixPath(name).parts
        is_inside = (
            bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in name
        )
        is_shown = not any(part.startswith((".", "__MACOSX")) for part in parts)
        if is_inside and is_shown and name.lower().endswith(suffixes) and not name.startswith(_ELSEWHERE):
            yield name


def _main(told: Mapping[str, Path], notes: list[str]) -> Iterator[Bibliography]:
    """Yield the document with a list, of several that could be it the one that cites the most."""
    read = []
    for name, path in told.items():
        if path.suffix.lower() in _DOCUMENTS and (text := _text(path, notes)) is not None and _MAIN.search(text):
            read.append((latex.read(text, name), _LISTS.search(text) is not None, name))
    if read:
        bibliography, _, name = max(read, key=lambda each: (len(each[0].references), each[1], -each[2].count("/")))
        several = (f"{name} was read as the archive's main document.",) if len(read) > 1 else ()
        yield evolve(bibliography, notes=(*several, *bibliography.notes))


def _text(path: Path, notes: list[str]) -> str | None:
    try:
        return decode(path.read_bytes(), path.name).text
    except SourceError as error:
        notes.append(f"{error}.")
        return None


def _lists(told: Mapping[str, Path], notes: list[str]) -> Iterator[Bibliography]:
    from refcheck.readers import read_bytes as read_file

    for name, path in told.items():
        if path.suffix.lower() in _BIBLIOGRAPHIES:
            try:
                yield read_file(path.read_bytes(), name)
            except SourceError as error:
                notes.append(f"{error}.")
