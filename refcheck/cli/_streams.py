"""Standard input and output."""

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

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
    from refcheck.readers import read, read_bytes

    return read_bytes(stdin(), STDIN, format=form) if file == STDIN else read(Path(file), format=form)


def console(file: IO[str]) -> "Console":
    """A terminal to draw on."""
    from rich.console import Console

    return Console(file=file)
