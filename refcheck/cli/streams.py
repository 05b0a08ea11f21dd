"""Input of commands, the files that they write, and the patches and copies that can undo a change."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from refcheck.cli.output import tell
from refcheck.errors import SourceError
from refcheck.model import Bibliography
from refcheck.settings import Settings
from refcheck.system.regular_files import DOCUMENT, is_inherited, read_file, read_stream

STDIN = "-"
"""The name that stands for standard input among files."""

_MOST_OF_NAME = 40
"""The most characters of a file's name in the name of the temporary file beside it: a name has at most 255 bytes."""


def stdin() -> bytes:
    """Return the content of standard input.

    Raises:
        OSError: the content is larger than a document may be.
    """
    return read_stream(sys.stdin.buffer, STDIN, most=DOCUMENT)


def read_source(file: str, form: str | None = None) -> Bibliography:
    """Return the references of a file, or of standard input.

    Raises:
        SourceError: the file cannot be read.
    """
    from refcheck.readers import read_bytes

    return read_bytes(data_of(file), file, format=form)


def data_of(file: str) -> bytes:
    """Return the content of a file, of standard input, or of a pipe that a shell has opened: ``/dev/stdin``, ``<(…)``.

    Raises:
        SourceError: the file cannot be read.
    """
    try:
        if file == STDIN:
            return stdin()
        if is_inherited(file):
            with Path(file).open("rb") as stream:
                return read_stream(stream, file, most=DOCUMENT)
        return read_file(file, most=DOCUMENT)
    except FileNotFoundError as error:
        raise SourceError(f"{file}: {_absent(file)}") from error
    except OSError as error:
        path = Path(file)
        hint = "; give its content on standard input, as -" if path.is_fifo() else ""
        hint = f"; name the files in it, such as {path / '*.bib'}" if path.is_dir() else hint
        raise SourceError(f"{file}: {error.strerror or error}{hint}") from error


def _absent(file: str) -> str:
    """Return the error for a file that does not exist, with a hint at what was perhaps meant."""
    if "://" in file:
        return "is a URL; save the page, and give the file"
    if " " in file or file.startswith("10."):
        return "there is no such file; give a text on standard input, as -"
    return "there is no such file"


def documents_of(file: str) -> Iterator[str]:
    """Yield the documents in a folder or of a pattern, reporting on standard error what is left out; any other file unchanged."""
    from refcheck.readers import find_documents

    if file == STDIN or "://" in file or Path(file).is_file():
        yield file
    else:
        yield from map(str, find_documents(file, note=tell))


def once(files: Iterable[str], seen: set[str]) -> Iterator[str]:
    """Yield each file once, however it is named; ``seen`` are the files before it, to which it is added."""
    for file in files:
        place = file if file == STDIN or "://" in file else os.path.realpath(file)
        if place not in seen:
            seen.add(place)
            yield file


@frozen(kw_only=True)
class Reading:
    """The bibliographies read from files, and the settings with what the files' own comments allow.

    ``is_whole`` is false where a document of a folder could not be read or is broken.
    """

    bibliographies: Sequence[Bibliography]
    settings: Settings
    is_whole: bool = True


def read_configured(
    files: Sequence[str], settings: Settings, reading: Callable[[str], None] = lambda file: None
) -> Reading:
    """Return the references of files.

    For a folder or a pattern, its documents are read; one that cannot be read has no references, and its notes say why.
    ``reading`` is called with the name of each file before it is read.

    Raises:
        SourceError: a file that was named cannot be read, or a folder contains no document.
    """
    from refcheck.reading import each_once, left_out, read_as_set

    bibliographies: list[Bibliography] = []
    is_whole = True
    seen: set[str] = set()
    for file in files:
        before = len(bibliographies)
        broken: dict[str, SourceError] = {}
        documents = list(documents_of(file))
        fresh = list(once(documents, seen))
        if documents and not fresh:
            continue
        for found in fresh:
            reading(found)
            try:
                bibliography, settings = read_as_set(data_of(found), found, settings)
            except SourceError as error:
                broken[found] = error
            else:
                bibliographies.append(bibliography)
                is_whole = is_whole and not bibliography.is_cut
        if len(bibliographies) == before:
            raise next(iter(broken.values()), SourceError(f"{file}: contains no document that can be read"))
        bibliographies += map(left_out, broken, broken.values())
        is_whole = is_whole and not broken
    return Reading(bibliographies=each_once(bibliographies), settings=settings, is_whole=is_whole)


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace a file completely or not at all. Its permissions are kept, and a symbolic link still leads to it.

    What is not a regular file (a terminal, a pipe, ``/dev/null``) is written to directly.

    Raises:
        OSError: the file cannot be written; its previous content is still there.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    real = path.resolve()
    if real.exists() and not real.is_file():
        with real.open("wb") as stream:
            stream.writelines(pieces)
        return
    from tempfile import NamedTemporaryFile  # here, because most reports are written to a terminal

    try:
        new = NamedTemporaryFile(dir=real.parent, prefix=f".{real.name[:_MOST_OF_NAME]}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    with new:
        try:
            new.writelines(pieces)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).chmod(real.stat().st_mode & 0o7777 if real.exists() else 0o666 & ~_umask())
            Path(new.name).replace(real)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise


def other_names(path: Path) -> int:
    """Return the number of other names (hard links) of a file, which do not lead to a replacement of it."""
    real = path.resolve()
    return max(0, real.stat().st_nlink - 1) if real.is_file() else 0


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_patch(patch: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Write a patch from the files ``after`` a change to those ``before`` it, with names relative to the current folder.

    Raises:
        OSError: the patch cannot be written.
    """
    from refcheck.fixing import difference_of_bytes  # here, because only commands that fix need it

    pieces = [difference_of_bytes(after[name], before[name], _from_here(name)) for name in after]
    replace_file(Path(patch), pieces)


def keep(name: str, data: bytes, ending: str) -> None:
    """Save the content of a file beside it, under its name with ``ending`` appended. An existing file is not overwritten.

    Raises:
        SourceError: there is a file of that name with other content.
        OSError: the copy cannot be written.
    """
    path = Path(name).resolve()
    copy = path.with_name(path.name + ending)
    if copy.exists() and read_file(copy, most=DOCUMENT) != data:
        raise SourceError(f"{name}: {copy.name} already exists with other content; nothing was changed")
    replace_file(copy, data)
    copy.chmod(path.stat().st_mode & 0o7777)


def _from_here(name: str) -> str:
    """Return a name that ``patch -p0`` accepts: relative, if the file is in the current folder or below."""
    path = Path(os.path.relpath(name)) if Path(name).is_absolute() else Path(name)
    return name if path.parts[:1] == ("..",) else path.as_posix()
