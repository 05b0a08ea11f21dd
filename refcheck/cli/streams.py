"""Input of commands, the files that they write, and the patches and copies that take a change back."""

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
"""The name of standard input among files."""

_MOST_OF_NAME = 40
"""Characters of a file's name that the temporary one beside it begins with: a name has at most 255 bytes."""


def stdin() -> bytes:
    """Return what stands on standard input.

    Raises:
        OSError: there is more of it than a document has.
    """
    return read_stream(sys.stdin.buffer, STDIN, most=DOCUMENT)


def read_source(file: str, form: str | None = None) -> Bibliography:
    """Return the references of a file, or of standard input.

    Raises:
        SourceError: it cannot be read.
    """
    from refcheck.readers import read_bytes

    return read_bytes(data_of(file), file, format=form)


def data_of(file: str) -> bytes:
    """Return what a file holds, or what stands on standard input or in a pipe that a shell has opened: ``/dev/stdin``, ``<(…)``.

    Raises:
        SourceError: it cannot be read.
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
        hint = "; give what it holds on standard input, as -" if Path(file).is_fifo() else ""
        raise SourceError(f"{file}: {error.strerror or error}{hint}") from error


def _absent(file: str) -> str:
    """Return why there is no file of that name, and what was perhaps meant."""
    if "://" in file:
        return "is an address; save what is there, and give the file"
    if " " in file or file.startswith("10."):
        return "there is no such file; a text is given on standard input, as -"
    return "there is no such file"


def documents_of(file: str) -> Iterator[str]:
    """Yield the documents of a folder or a pattern, with a line on standard error for what is left out; any other file itself."""
    from refcheck.readers import find_documents

    if file == STDIN or "://" in file or Path(file).is_file():
        yield file
    else:
        yield from map(str, find_documents(file, note=tell))


@frozen(kw_only=True)
class Reading:
    """What was read of files as somebody chose to, and the settings with what the files' own comments allow.

    It is not whole where a document of a folder could not be read, or one is broken.
    """

    bibliographies: Sequence[Bibliography]
    settings: Settings
    is_whole: bool = True


def read_configured(
    files: Sequence[str], settings: Settings, reading: Callable[[str], None] = lambda file: None
) -> Reading:
    """Return the references of files. Of a folder or a pattern the documents are read that it holds; one that cannot be has no
    references, and its notes say why. ``reading`` is told which file comes next.

    Raises:
        SourceError: a file that was named cannot be read, or a folder holds no document.
    """
    from refcheck.reading import each_once, left_out, read_as_set

    bibliographies: list[Bibliography] = []
    is_whole = True
    for file in files:
        before = len(bibliographies)
        broken: dict[str, SourceError] = {}
        for found in documents_of(file):
            reading(found)
            try:
                bibliography, settings = read_as_set(data_of(found), found, settings)
            except SourceError as error:
                broken[found] = error
            else:
                bibliographies.append(bibliography)
                is_whole = is_whole and not bibliography.is_cut
        if len(bibliographies) == before:
            raise next(iter(broken.values()), SourceError(f"{file}: holds no document that can be read"))
        bibliographies += map(left_out, broken, broken.values())
        is_whole = is_whole and not broken
    return Reading(bibliographies=each_once(bibliographies), settings=settings, is_whole=is_whole)


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file as a whole or not at all. It keeps its permissions, and a symbolic link still leads to it.

    What is no file (a terminal, a pipe, ``/dev/null``) is written to as it comes.

    Raises:
        OSError: it cannot be written; what was there before is still there.
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
    """Return how many more names (hard links) a file has: what replaces it has none of them."""
    real = path.resolve()
    return max(0, real.stat().st_nlink - 1) if real.is_file() else 0


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_patch(patch: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Write a patch that leads from the files as they are ``after`` to what they were ``before``, names seen from here.

    Raises:
        OSError: it cannot be written.
    """
    from refcheck.fixing import difference_of_bytes  # the engine of fixes is for commands that fix

    pieces = [difference_of_bytes(after[name], before[name], _from_here(name)) for name in after]
    replace_file(Path(patch), pieces)


def keep(name: str, data: bytes, ending: str) -> None:
    """Keep what a file holds in one beside it, whose name has an ``ending`` more. What stands there already is not overwritten.

    Raises:
        SourceError: there is a file of that name which holds something else.
        OSError: it cannot be written.
    """
    path = Path(name).resolve()
    copy = path.with_name(path.name + ending)
    if copy.exists() and read_file(copy, most=DOCUMENT) != data:
        raise SourceError(f"{name}: {copy.name} is there already, with something else in it; nothing was changed")
    replace_file(copy, data)
    copy.chmod(path.stat().st_mode & 0o7777)


def _from_here(name: str) -> str:
    """Return a name that ``patch -p0`` takes: relative, if the file is here or below."""
    path = Path(os.path.relpath(name)) if Path(name).is_absolute() else Path(name)
    return name if path.parts[:1] == ("..",) else path.as_posix()
