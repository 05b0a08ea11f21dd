"""Output of commands: text on standard output, lines for people, and a status line that is overwritten."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

import click

from refcheck.text.visible import visible

if TYPE_CHECKING:
    from refcheck.reports.screen import Screen, Styles


def put(text: str) -> None:
    """Write a text to standard output, unchanged.

    Raises:
        OSError: standard output is closed.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    click.echo(text, nl=False)


def say(line: str) -> None:
    """Write one line for people to standard output, with invisible characters made visible.

    Raises:
        OSError: standard output is closed.
    """
    put(f"{visible(line)}\n")


def tell(message: str) -> None:
    """Write one line for people to standard error; it always begins with the command's name."""
    click.echo(f"refcheck: {visible(message)}", err=True)


def tell_incomplete(name: str) -> None:
    """Report on standard error that a file was written without the answers of all registries."""
    tell(f"{name}: not every registry could be queried; `refcheck check` names them")


def flush() -> None:
    """Flush standard output; nothing is left to flush in a stream that a server has closed.

    Raises:
        OSError: the output cannot be written; the rest is dropped, so that the interpreter does not fail on it again at exit.
    """
    if sys.stdout is None or sys.stdout.closed:
        return
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()
        raise


def drop_output() -> None:
    """Redirect the rest of standard output to the null device."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal(stream: IO[str] | None) -> bool:
    """Return whether a standard stream is a terminal; a closed stream is ``None``."""
    return stream is not None and stream.isatty()


@contextmanager
def requests_logged(*, verbose: bool) -> Iterator[None]:
    """Write a line for each request to standard error when it is answered, if ``verbose``."""
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
    """Return a terminal screen for a file, with its width and the styles that the environment allows."""
    from refcheck.reports.screen import Screen

    return Screen(file=file, columns=_columns(file), styles=_styles())


def _columns(file: IO[str]) -> int:
    if not os.environ.get("COLUMNS"):
        with suppress(OSError, ValueError):
            return os.get_terminal_size(file.fileno()).columns or 80
    return shutil.get_terminal_size().columns


def _styles() -> "Styles":
    """Return the text styles that the environment allows.

    Sources: no-color.org, and the terminals ``dumb`` and ``unknown`` of terminfo.
    """
    from refcheck.reports.screen import Styles

    if os.environ.get("TERM", "").casefold() in ("dumb", "unknown"):
        return Styles.NONE
    return Styles.WEIGHTS if os.environ.get("NO_COLOR") else Styles.COLOURS


class StatusLine:
    """A status line that is overwritten in place, without escape sequences, so that it works on every terminal."""

    def __init__(self, on: "Screen") -> None:
        """Create a status line on a terminal."""
        self._screen = on
        self._blank = ""

    def show(self, text: str) -> None:
        """Replace the last text, cutting the new one to the width of the terminal."""
        from wcwidth import width

        columns = (self._screen.columns or 80) - 1  # some terminals start a new line after the last column
        shown = self._screen.cut(text, columns)
        self._put(f"\r{shown}{' ' * (len(self._blank) - width(shown))}\r{shown}")
        self._blank = " " * width(shown)

    def clear(self) -> None:
        """Erase the line."""
        self._put(f"\r{self._blank}\r")
        self._blank = ""

    def _put(self, text: str) -> None:
        self._screen.file.write(text)
        self._screen.file.flush()


@contextmanager
def status_line(on: "Screen | None" = None) -> Iterator[StatusLine]:
    """Provide a status line that is erased at the end; by default on standard error."""
    line = StatusLine(on or screen(sys.stderr))
    try:
        yield line
    finally:
        line.clear()


@contextmanager
def shown_status(*, quiet: bool = False) -> Iterator[StatusLine | None]:
    """Provide a status line on standard error; ``None`` if that is not a terminal, or with ``quiet``."""
    if quiet or not is_terminal(sys.stderr):
        yield None
        return
    with status_line() as line:
        yield line
