"""Archives of a LaTeX project (``.zip`` from Overleaf or a journal's system), or of bibliographies.

The LaTeX document that has ``\\documentclass`` is read with the files beside it in the archive; if there is no such document,
every bibliography is read.

Marks: ``PK``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.model import Bibliography, Document, Unit
from refcheck.readers.documents import latex
from refcheck.readers.papers.paper import with_attached
from refcheck.readers.sources.archive import Archive, members
from refcheck.readers.sources.decoding import decode
from refcheck.readers.sources.encodings import ZIP
from refcheck.readers.sources.refusing import misnamed
from refcheck.readers.sources.siblings import relocated

NAME = "project"

_DOCUMENTS = (".tex", ".ltx")
_BIBLIOGRAPHIES = (".bib", ".bibtex", ".ris", ".nbib", ".enw", ".ciw")
_READ = (*_DOCUMENTS, *_BIBLIOGRAPHIES, ".bbl", ".json", ".yaml", ".yml", ".xml", ".txt", ".csv")
_OFFICE = (".docx", ".odt", ".doc", ".rtf")
_MAY_HOLD_LISTS = (*_READ, *_OFFICE, ".pdf", ".md", ".html", ".htm", ".typ")
"""Suffixes of members that could be read on their own, and that a note lists if they were not. Of a LaTeX project, it lists office
documents only: the other members are the project's parts and figures."""

_NO_PROJECTS = {
    "xl/workbook.xml": "an Excel workbook, which is not read; save the sheet as CSV",
    "ppt/presentation.xml": "a presentation, which is not read; copy the reference list as text",
}
"""Members that show what else the archive is. Source: ISO/IEC 29500 (Office Open XML)."""

_MAIN = re.compile(r"^[ \t]*\\documentclass\b", re.MULTILINE)
_LISTS = re.compile(r"\\(?:bibliography|addbibresource|printbibliography)\b|\\begin\{thebibliography\}")
_ELSEWHERE = ("word/", "xl/", "ppt/", "META-INF/")
"""Folders within archives that are themselves documents of another format."""

_DEEPEST, _SHOWN, _NAMED = 40, 80, 10
"""The deepest nesting of folders, and the most characters of a member's name and the most names in a note."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file is an archive; formats of documents that are archives are tried before this one."""
    return data.startswith(ZIP)


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of the project's main document, or of all its bibliographies.

    Raises:
        SourceError: the archive is broken, too large when unpacked, or contains nothing that can be read.
    """
    if why := misnamed(name):
        raise SourceError(f"{name}: {why}")
    archive = Archive(data, name)
    held = members(data)
    if kind := next((_NO_PROJECTS[each] for each in _NO_PROJECTS if each in held), None):
        raise SourceError(f"{name}: is {kind}")
    notes: list[str] = []
    with TemporaryDirectory(prefix="refcheck-") as temporary:
        folder = Path(temporary)
        for member in _ours(held, _READ):
            notes += _unpack(archive, member, folder)
        files = sorted(each for each in folder.rglob("*") if each.is_file())
        paths = {PurePosixPath(name, path.relative_to(folder).as_posix()).as_posix(): path for path in files}
        with relocated(paths):  # reports name a file by its path in the archive, not by where it was unpacked
            main = tuple(_main(paths, notes))
            found = main or tuple(_lists(paths, notes))
    if not found:
        raise SourceError(
            f"{name}: is a ZIP archive with neither LaTeX nor a bibliography that can be read; give its documents one by one"
        )
    notes += _left_out(
        _ours(held, _OFFICE) if main else (each for each in _ours(held, _MAY_HOLD_LISTS) if not _is_list(each))
    )
    whole = main[0] if main else _of_lists(found, name)
    return evolve(whole, document=evolve(whole.document, name=name, format=NAME), notes=(*notes, *whole.notes))


def _of_lists(found: Sequence[Bibliography], name: str) -> Bibliography:
    """Return all bibliographies as one, each under its path in the archive, with keys that are unique among them."""
    blank = Document(name=name, format=NAME, text="", lines=(1,), unit=Unit.LINE)
    taken: set[str] = set()
    apart: list[Bibliography] = []
    for each in found:
        apart.append(evolve(each, references=tuple(evolve(one, key=_free(one.key, taken)) for one in each.references)))
        taken.update(one.key for one in apart[-1].references)
    return with_attached(Bibliography(document=blank), apart)


def _free(key: str, taken: Set[str]) -> str:
    while key in taken:
        key += "b"
    return key


def _is_list(name: str) -> bool:
    return name.lower().endswith(_BIBLIOGRAPHIES)


def _left_out(names: Iterable[str]) -> Iterator[str]:
    """Yield a note that lists members that were not read, if there are any."""
    first, *others = [each[:_SHOWN] for each in names] or [""]
    if first:
        more = f" and {len(others) + 1 - _NAMED} more" if len(others) >= _NAMED else ""
        named = ", ".join([first, *others[: _NAMED - 1]])
        yield f"Not read: {named}{more}. Only an archive's LaTeX document is read, or else its bibliographies."


def _unpack(archive: Archive, member: str, folder: Path) -> Iterator[str]:
    """Write a member into a folder, or yield a note of why it cannot be written: its name, or a folder of the same name."""
    path = PurePosixPath(member)
    data = archive.read(member)
    if len(path.parts) > _DEEPEST:
        yield f"{member[:_SHOWN]}… was not read: it is more than {_DEEPEST} folders deep."
        return
    try:
        folder.joinpath(path.parent).mkdir(parents=True, exist_ok=True)
        folder.joinpath(path).write_bytes(data)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is not a valid file name"
        yield f"{member[:_SHOWN]} was not read: {why}."


def _ours(names: Sequence[str] | frozenset[str], suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the members with these suffixes whose paths do not lead out of the archive, without hidden files."""
    for name in sorted(names):
        parts = PurePosixPath(name).parts
        is_inside = (
            bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in name
        )
        is_shown = not any(part.startswith((".", "__MACOSX")) for part in parts)
        if is_inside and is_shown and name.lower().endswith(suffixes) and not name.startswith(_ELSEWHERE):
            yield name


def _main(paths: Mapping[str, Path], notes: list[str]) -> Iterator[Bibliography]:
    """Yield the main document, if there is one; of several candidates, the one with the most references."""
    read = []
    for name, path in paths.items():
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


def _lists(paths: Mapping[str, Path], notes: list[str]) -> Iterator[Bibliography]:
    from refcheck.readers import read_bytes as read_file

    for name, path in paths.items():
        if _is_list(path.name):
            try:
                yield read_file(path.read_bytes(), name)
            except SourceError as error:
                notes.append(f"{error}.")
