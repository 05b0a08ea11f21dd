"""Archives of a LaTeX project (``.zip`` from Overleaf or a journal's system), or of bibliographies.

The LaTeX document that has ``\\documentclass`` is read with the files beside it in the archive; where there is none, every
bibliography.

Marks: ``PK``.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.readers.documents import latex
from refcheck.readers.papers.paper import with_attached
from refcheck.readers.sources.archive import SIGNATURE, Archive, members
from refcheck.readers.sources.decoding import decode

NAME = "project"

_READ = (
    ".tex",
    ".ltx",
    ".bib",
    ".bbl",
    ".bibtex",
    ".ris",
    ".nbib",
    ".enw",
    ".ciw",
    ".json",
    ".yaml",
    ".yml",
    ".xml",
    ".txt",
    ".csv",
)
_DOCUMENTS = (".tex", ".ltx")
_BIBLIOGRAPHIES = (".bib", ".bibtex", ".ris", ".nbib", ".enw", ".ciw")
_MAIN = re.compile(r"^[ \t]*\\documentclass\b", re.MULTILINE)
_LISTS = re.compile(r"\\(?:bibliography|addbibresource|printbibliography)\b|\\begin\{thebibliography\}")
_ELSEWHERE = ("word/", "xl/", "ppt/", "META-INF/")
"""Folders of archives that are documents of their own kind."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether it is an archive with LaTeX or bibliographies in it."""
    return data.startswith(SIGNATURE) and any(_ours(members(data), _DOCUMENTS + _BIBLIOGRAPHIES))


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of the project's main document, or of all its bibliographies.

    Raises:
        SourceError: the archive is broken or too large when unpacked.
    """
    archive = Archive(data, name)
    with TemporaryDirectory(prefix="refcheck-") as folder:
        for member in _ours(members(data), _READ):
            path = Path(folder, *PurePosixPath(member).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(member))
        found = tuple(_main(Path(folder))) or tuple(_lists(Path(folder)))
    if not found:
        raise SourceError(f"{name}: is an archive without a LaTeX document or a bibliography that can be read")
    first, *others = found
    whole = with_attached(first, others)
    return evolve(whole, document=evolve(whole.document, name=name, format=NAME))


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


def _main(folder: Path) -> Iterator[Bibliography]:
    """Yield the document with a list, of several that could be it the one that cites the most."""
    read = []
    for path in sorted(each for each in folder.rglob("*") if each.suffix.lower() in _DOCUMENTS):
        text = decode(path.read_bytes(), path.name).text
        if _MAIN.search(text):
            read.append((latex.read(text, str(path)), _LISTS.search(text) is not None, path))
    if read:
        bibliography, _, path = max(read, key=lambda each: (len(each[0].references), each[1], -len(each[2].parts)))
        notes = (f"{path.relative_to(folder)} was read as the archive's main document.",) if len(read) > 1 else ()
        yield evolve(bibliography, notes=(*notes, *bibliography.notes))


def _lists(folder: Path) -> Iterator[Bibliography]:
    from refcheck.readers import read_bytes as read_file

    for path in sorted(each for each in folder.rglob("*") if each.suffix.lower() in _BIBLIOGRAPHIES):
        yield read_file(path.read_bytes(), str(path.relative_to(folder)))
