"""Reading of regular files of a bounded size: a pipe could block its reader, and a device never ends.

Every file that is read for a user is opened here. The check that it is a regular file is made on the open file, so that the file
cannot be exchanged between the check and the reading.
"""

import errno
import os
import re
import stat
from pathlib import Path
from typing import IO, BinaryIO

_MB = 1 << 20

DOCUMENT = 256 * _MB
"""Most bytes of a document, a bibliography, a library or a report: no text written by people is that large."""
MAX_SETTINGS = 4 * _MB
"""Most bytes of what people write for refcheck, such as settings and policies: a hundred thousand lines."""
RECORDS = 2048 * _MB
"""Most bytes of what programs write, such as local records and reports of archives, which are read into memory whole."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Flags with which a pipe without a writer is opened at once, and a terminal does not become the process's controlling terminal."""

_PIECE = 4 * _MB
"""Bytes read at a time from a stream, whose size is not known before it ends."""

_KINDS = {
    stat.S_IFIFO: "is a pipe, not a file",
    stat.S_IFSOCK: "is a socket, not a file",
    stat.S_IFCHR: "is a device, not a file",
    stat.S_IFBLK: "is a device, not a file",
    stat.S_IFDIR: "is a folder, not a file",
}

_INHERITED = re.compile(r"/dev/stdin|/(?:dev|proc/self)/fd/\d{1,9}")
"""A file that was open when the program was started: "/dev/stdin", or "/dev/fd/63", which a shell makes of ``<(…)``."""


class IrregularFileError(OSError):
    """The path is not that of a file but of a pipe, a device, a socket or a folder."""


def open_file(path: str | os.PathLike[str], *, most: int | None = None) -> BinaryIO:
    """Open a regular file for reading.

    Args:
        path: its name; symbolic links are followed.
        most: the most bytes that it may have; unlimited by default, for what is read piece by piece.

    Raises:
        IrregularFileError: the path is not that of a regular file.
        OSError: the file does not exist, cannot be opened, or is larger.
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
    """Return the bytes of a regular file, at most ``most`` of them, also if it grows meanwhile.

    Raises:
        OSError: as with ``open_file``.
    """
    with open_file(path, most=most) as file:
        return _read(file, os.fspath(path), most, first=os.fstat(file.fileno()).st_size + 1)


def read_text(path: str | os.PathLike[str], *, most: int) -> str:
    """Return the text of a regular file in UTF-8, with ``\\n`` as line ends.

    Raises:
        OSError: as with ``open_file``.
        UnicodeDecodeError: it is not UTF-8.
    """
    text = read_file(path, most=most).decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_stream(stream: IO[bytes], name: str, *, most: int) -> bytes:
    """Return the bytes of standard input, or of a pipe that the user has named; ``name`` is for the message.

    Raises:
        OSError: there are more than ``most`` bytes, or they cannot be read.
    """
    return _read(stream, name, most, first=_PIECE)


def is_inherited(name: str) -> bool:
    """Return whether a name is that of a file that was open before the program started; it may be a pipe.

    >>> is_inherited("/dev/stdin"), is_inherited("/dev/fd/63"), is_inherited("/dev/zero")
    (True, True, False)
    """
    return _INHERITED.fullmatch(name) is not None


def kind_of(mode: int) -> str:
    """Return what a thing other than a regular file is, in words that follow its name in a message."""
    return _KINDS.get(stat.S_IFMT(mode), "is not a file")


def _read(file: IO[bytes], name: str, most: int, *, first: int) -> bytes:
    """Return all bytes: up to ``first`` at once, which covers a file that does not grow, then the rest in pieces."""
    pieces = [file.read(first)]
    while len(pieces[-1]) == (first if len(pieces) == 1 else _PIECE):
        pieces.append(file.read(_PIECE))
        if sum(map(len, pieces)) > most:
            raise _too_large(name, most)
    return b"".join(pieces) if len(pieces) > 1 else pieces[0]


def _too_large(name: str, most: int) -> OSError:
    return OSError(errno.EFBIG, f"is larger than {most // _MB} MB, the most that is read", name)


def _refused(name: str, error: OSError) -> OSError:
    """Return the error, or one that states what cannot be opened: a socket, or a folder on Windows."""
    try:
        mode = Path(name).stat().st_mode
    except OSError:
        return error
    if stat.S_ISREG(mode):
        return error
    return IrregularFileError(errno.EINVAL, kind_of(mode), name)
