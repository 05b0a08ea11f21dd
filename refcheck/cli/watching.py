"""Running a command again whenever one of its files changes, until the user ends it."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import click

from refcheck.cli.exits import Exit, Failure
from refcheck.cli.output import is_terminal, put, tell
from refcheck.cli.streams import STDIN, documents_of
from refcheck.errors import RefcheckError

_EVERY = 0.5
"""Seconds between two checks of the files. Source: a judgement: an editor writes a file in less time."""

_CLEAR = "\x1b[2J\x1b[H"


def watch(files: Sequence[str], run: Callable[[], object]) -> NoReturn:
    """Run now, and again after every change of a file, until ^C.

    Raises:
        Failure: standard input is among the files, which cannot be watched.
    """
    if STDIN in files:
        raise Failure("--watch is for files, not for standard input")
    while True:
        before = _stamps(files)
        _once(run)
        tell("waiting for a change; ^C ends")
        while _stamps(files) == before:
            time.sleep(_EVERY)
        if is_terminal(sys.stdout):
            put(_CLEAR)


def _once(run: Callable[[], object]) -> None:
    """Run once; errors are reported and do not end the watch."""
    try:
        run()
    except SystemExit as ending:
        if ending.code in (Exit.INTERRUPTED, Exit.READER_GONE):
            raise
    except (RefcheckError, click.ClickException) as error:
        tell(str(error))


def _stamps(files: Sequence[str]) -> Mapping[str, tuple[int, int] | None]:
    """Return the modification time and size of each file; ``None`` for one that is missing because it is being rewritten."""
    found: dict[str, tuple[int, int] | None] = {}
    for file in files:
        try:
            names = list(documents_of(file))
        except RefcheckError:
            names = [file]
        for name in names:
            try:
                status = Path(name).stat()
            except OSError:
                found[name] = None
            else:
                found[name] = (status.st_mtime_ns, status.st_size)
    return found
