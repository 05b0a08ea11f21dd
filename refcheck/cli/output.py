"""What a command says: text on standard output, and lines for people, in which a stranger's text cannot move the cursor."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

import click

from refcheck.text.characters import visible

if TYPE_CHECKING:
    from refcheck.reports.screen import Screen, Styles


def put(text: str) -> None:
    """Text on standard output, as it is.

    Raises:
        OSError: standard output is closed.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    click.echo(text, nl=False)


def say(line: str) -> None:
    """One line for people on standard output.

    Raises:
        OSError: standard output is closed.
    """
    put(f"{visible(line)}\n")


def tell(message: str) -> None:
    """One line for people on standard error, which begins with the command's name whatever the message holds."""
    click.echo(f"refcheck: {visible(message)}", err=True)


def flush() -> None:
    """Make sure that everything that was put has been written.

    Raises:
        OSError: it cannot be; what is left of it is dropped, so that the interpreter does not fail at it once more.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()
        raise


def drop_output() -> None:
    """Let what is left of standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person looks at a standard stream; a closed one is ``None``."""
    return stream is not None and stream.isatty()


@contextmanager
def requests_told(*, verbose: bool) -> Iterator[None]:
    """On standard error, where that is wished: each request as it was answered."""
    if not verbose:
        yield
        return
    import logging

    class Teller(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            tell(record.getMessage())

    log, teller = logging.getLogger("refcheck.requests"), Teller()
    level = log.level
    log.addHandler(teller)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(teller)
        log.setLevel(level)


def screen(file: IO[str]) -> "Screen":
    """A terminal to draw on, as wide as it is and with the styles that its owner wants."""
    from refcheck.reports.screen import Screen

    return Screen(file=file, columns=_columns(file), styles=_styles())


def _columns(file: IO[str]) -> int:
    if not os.environ.get("COLUMNS"):
        with suppress(OSError, ValueError):
            return os.get_terminal_size(file.fileno()).columns or 80
    return shutil.get_terminal_size().columns


def _styles() -> "Styles":
    """What is shown beside letters.

    Sources: no-color.org, and the terminals ``dumb`` and ``unknown`` of terminfo.
    """
    from refcheck.reports.screen import Styles

    if os.environ.get("TERM", "").casefold() in ("dumb", "unknown"):
        return Styles.NONE
    return Styles.WEIGHTS if os.environ.get("NO_COLOR") else Styles.COLOURS
