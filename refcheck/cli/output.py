"""Output of commands: text on standard output, lines for people, and a line of progress that is written over."""

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
    """Write a text on standard output, as it is.

    Raises:
        OSError: standard output is closed.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    click.echo(text, nl=False)


def say(line: str) -> None:
    """Write one line for people on standard output.

    Raises:
        OSError: standard output is closed.
    """
    put(f"{visible(line)}\n")


def tell(message: str) -> None:
    """Write one line for people on standard error, which begins with the command's name whatever the message holds."""
    click.echo(f"refcheck: {visible(message)}", err=True)


def tell_incomplete(name: str) -> None:
    """Tell of a file that was written without the answers of somebody."""
    tell(f"{name}: not every registry could be asked; `refcheck check` says which")


def flush() -> None:
    """Make sure that everything that was put has been written; of a stream that a server has closed everything has.

    Raises:
        OSError: it cannot be; what is left of it is dropped, so that the interpreter does not fail at it once more.
    """
    if sys.stdout is None or sys.stdout.closed:
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
    """Return whether a person looks at a standard stream; a closed one is ``None``."""
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
    """Return a terminal to draw on, as wide as it is and with the styles that its owner wants."""
    from refcheck.reports.screen import Screen

    return Screen(file=file, columns=_columns(file), styles=_styles())


def _columns(file: IO[str]) -> int:
    if not os.environ.get("COLUMNS"):
        with suppress(OSError, ValueError):
            return os.get_terminal_size(file.fileno()).columns or 80
    return shutil.get_terminal_size().columns


def _styles() -> "Styles":
    """Return what is shown beside letters.

    Sources: no-color.org, and the terminals ``dumb`` and ``unknown`` of terminfo.
    """
    from refcheck.reports.screen import Styles

    if os.environ.get("TERM", "").casefold() in ("dumb", "unknown"):
        return Styles.NONE
    return Styles.WEIGHTS if os.environ.get("NO_COLOR") else Styles.COLOURS


class StatusLine:
    """The line. It needs no escape sequence, so that every terminal shows it."""

    def __init__(self, on: "Screen") -> None:
        """A line on that terminal."""
        self._screen = on
        self._blank = ""

    def show(self, text: str) -> None:
        """Put the text where the last one was, cut to the width of the terminal."""
        from wcwidth import width

        columns = (self._screen.columns or 80) - 1  # in the last column some terminals begin a line of their own accord
        shown = self._screen.cut(text, columns)
        self._put(f"\r{shown}{' ' * (len(self._blank) - width(shown))}\r{shown}")
        self._blank = " " * width(shown)

    def clear(self) -> None:
        """Leave nothing behind."""
        self._put(f"\r{self._blank}\r")
        self._blank = ""

    def _put(self, text: str) -> None:
        self._screen.file.write(text)
        self._screen.file.flush()


@contextmanager
def status_line(on: "Screen | None" = None) -> Iterator[StatusLine]:
    """A line that is cleared in the end; on standard error unless told otherwise."""
    line = StatusLine(on or screen(sys.stderr))
    try:
        yield line
    finally:
        line.clear()


@contextmanager
def shown_status(*, quiet: bool = False) -> Iterator[StatusLine | None]:
    """The line on standard error, where that is a terminal and nobody wants quiet; else none."""
    if quiet or not is_terminal(sys.stderr):
        yield None
        return
    with status_line() as line:
        yield line
