"""How a command ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import click

from refcheck.errors import RefcheckError


class Exit(IntEnum):
    """The exit codes."""

    CLEAN = 0
    FOUND = 1
    COULD_NOT_RUN = 2
    COULD_NOT_ASK = 3
    INTERRUPTED = 130


class Failure(click.ClickException):
    """One clear line on standard error, and exit code 2."""

    exit_code = Exit.COULD_NOT_RUN

    def show(self, file: Any = None) -> None:
        """Print the line."""
        click.echo(f"refcheck: {self.format_message()}", err=True)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what the library raises on purpose, and what the system refuses, into a ``Failure``; end on ^C as is usual."""
    try:
        yield
    except (RefcheckError, OSError) as error:
        raise Failure(str(error)) from error
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
