"""One line on standard error that says how far a command has come, written over itself until it is done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from refcheck.cli.output import screen

if TYPE_CHECKING:
    from refcheck.reports.screen import Screen


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
