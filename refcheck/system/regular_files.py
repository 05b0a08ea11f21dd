"""Files that are read: regular ones, of a bounded size. A pipe could keep its reader waiting, and a device never ends.

Whoever is to read a file for somebody opens it here. What it is, is asked of the file that is open: no name can be exchanged
between the question and the reading.
"""

import errno
import os
import re
import stat
from pathlib import Path
from typing import IO, BinaryIO

_MB = 1 << 20

DOCUMENT = 256 * _MB
"""Bytes of a document, a bibliography, a library or a report: so large is no text that people wrote."""
MAX_SETTINGS = 4 * _MB
"""Bytes of what people write for refcheck, such as settings and policies: a hundred thousand lines."""
RECORDS = 2048 * _MB
"""Bytes of what programs write, such as local records and reports of archives: they are read into memory as a whole."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that nobody writes to is opened at once, and a terminal does not become this process's own."""

_PIECE = 4 * _MB
"""Bytes that are read at once of what says of itself how large it is only when it ends."""

_KINDS = {
    stat.S_IFIFO: "is a pipe, and no file",
    stat.S_IFSOCK: "is a socket, and no file",
    stat.S_IFCHR: "is a device, and no file",
    stat.S_IFBLK: "is a device, and no file",
    stat.S_IFDIR: "is a folder, and no file",
}

_INHERITED = re.compile(r"/dev/stdin|/(?:dev|proc/self)/fd/\d{1,9}")
"""A file that whoever started the program had opened: "/dev/stdin", "/dev/fd/63", which a shell makes of ``<(…)``."""


class IrregularFileError(OSError):
    """What is there is no file: a pipe, a device, a socket, a folder."""


def open_file(path: str | os.PathLike[str], *, most: int | None = None) -> BinaryIO:
    """Open a regular file to be read.

    Args:
        path: its name; symbolic links are followed.
        most: the bytes that it may have; any number by default, for what is read piece by piece.

    Raises:
        IrregularFileError: it is something else than a file.
        OSError: there is none of that name, or it is larger.
    """
    name = os.fspath(path)
    try:
        descriptor = os.open(name, _FLAGS)
    except OSError as error:
        raise _refused(name, error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise IrregularFileError(errno.EINVAL, kind_of(status.st_mode), name)
        if most is not None and status.st_size > most:
            raise _too_large(name, most)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_file(path: str | os.PathLike[str], *, most: int) -> bytes:
    """Return what a regular file holds; it has ``most`` bytes at most, also while it grows.

    Raises:
        OSError: as with ``open_file``.
    """
    with open_file(path, most=most) as file:
        return _read(file, os.fspath(path), most, first=os.fstat(file.fileno()).st_size + 1)


def read_text(path: str | os.PathLike[str], *, most: int) -> str:
    """Return the text of a regular file in UTF-8, its line ends as ``\\n``.

    Raises:
        OSError: as with ``open_file``.
        UnicodeDecodeError: it is no UTF-8.
    """
    text = read_file(path, most=most).decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_stream(stream: IO[bytes], name: str, *, most: int) -> bytes:
    """Return what stands on standard input, or in a pipe that the user has named; ``name`` is for the message.

    Raises:
        OSError: there is more than ``most`` bytes of it, or it cannot be read.
    """
    return _read(stream, name, most, first=_PIECE)


def is_inherited(name: str) -> bool:
    """Return whether a name is that of a file which was open before the program began: it may be a pipe.

    >>> is_inherited("/dev/stdin"), is_inherited("/dev/fd/63"), is_inherited("/dev/zero")
    (True, True, False)
    """
    return _INHERITED.fullmatch(name) is not None


def kind_of(mode: int) -> str:
    """Return what something is that is no regular file, as a message goes on behind its name."""
    return _KINDS.get(stat.S_IFMT(mode), "is no file")


def _read(file: IO[bytes], name: str, most: int, *, first: int) -> bytes:
    """Return all of it, ``first`` bytes at once, which are all there are of a file that does not grow."""
    pieces = [file.read(first)]
    while len(pieces[-1]) == (first if len(pieces) == 1 else _PIECE):
        pieces.append(file.read(_PIECE))
        if sum(map(len, pieces)) > most:
            raise _too_large(name, most)
    return b"".join(pieces) if len(pieces) > 1 else pieces[0]


def _too_large(name: str, most: int) -> OSError:
    return OSError(errno.EFBIG, f"is larger than {most // _MB} MB, the most that is read", name)


def _refused(name: str, error: OSError) -> OSError:
    """Return the error, with what the name is where it names something that cannot be opened: a socket, on Windows a folder."""
    try:
        mode = Path(name).stat().st_mode
    except OSError:
        return error
    if stat.S_ISREG(mode):
        return error
    return IrregularFileError(errno.EINVAL, kind_of(mode), name)
