"""Standard input and output."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING

import click

from refcheck.errors import SourceError
from refcheck.model import Bibliography

if TYPE_CHECKING:
    from rich.console import Console

STDIN = "-"
"""The name of standard input among files."""


def stdin() -> bytes:
    """What stands on standard input."""
    return sys.stdin.buffer.read()


def read_source(file: str, form: str | None = None) -> Bibliography:
    """The references of a file, or of standard input.

    Raises:
        SourceError: it cannot be read.
    """
    from refcheck.readers import read_bytes

    return read_bytes(data_of(file), file, format=form)


def data_of(file: str) -> bytes:
    """What a file holds, or what stands on standard input.

    Raises:
        SourceError: it cannot be read.
    """
    if file == STDIN:
        return stdin()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SourceError(f"{file}: {error.strerror or error}") from error


def documents_of(file: str) -> Iterator[str]:
    """The documents of a folder or a pattern, with a line on standard error for what is left out; any other file itself."""
    from refcheck.readers import find_documents

    if file == STDIN or Path(file).is_file():
        yield file
    else:
        yield from map(str, find_documents(file, note=tell))


def tell(message: str) -> None:
    """One line on standard error."""
    click.echo(f"refcheck: {message}", err=True)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all. It keeps its permissions, and a link still leads to it."""
    real = path.resolve()
    with NamedTemporaryFile(dir=real.parent, prefix=f".{real.name}.", delete=False) as new:
        try:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).chmod(real.stat().st_mode & 0o7777 if real.exists() else 0o666 & ~_umask())
            Path(new.name).replace(real)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def console(file: IO[str]) -> "Console":
    """A terminal to draw on."""
    from rich.console import Console

    return Console(file=file)
