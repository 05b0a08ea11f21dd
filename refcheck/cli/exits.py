"""Exit codes and errors of commands: findings that are severe enough, registries that could not be reached, errors."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum

import click

from refcheck.cli.output import drop_output, flush, tell
from refcheck.errors import RefcheckError
from refcheck.model import Severity
from refcheck.settings import NEVER


class Exit(IntEnum):
    """The exit codes."""

    CLEAN = 0
    FOUND = 1
    COULD_NOT_RUN = 2
    COULD_NOT_ASK = 3
    NOTHING_READ = 4
    INTERRUPTED = 130
    READER_GONE = 141


class Failure(click.ClickException):
    """An error that is reported with one line on standard error, and exit code 2."""

    exit_code = Exit.COULD_NOT_RUN


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn exceptions of the library and of the operating system into a ``Failure``; exit with code 130 on ^C."""
    try:
        yield
    except BrokenPipeError:
        drop_output()
        raise SystemExit(Exit.READER_GONE) from None
    except RefcheckError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(
            f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
        ) from error
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None


@contextmanager
def ended_as_by_interrupt() -> Iterator[None]:
    """Handle SIGTERM, by which containers and schedulers end a program, like ^C while a report is made."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def code_of(run: Callable[[], object]) -> int:
    """Run a command, report its error, and return its exit code: the documented one, whenever the command ended.

    Output that cannot be written is an error like any other; but where the reader of a pipe has closed it (``| head``), nothing
    is reported, and the code is the one that a shell gives a program ended by a broken pipe.
    """
    try:
        code = _outcome(run)
        flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        drop_output()
        return Exit.READER_GONE
    except OSError as error:
        tell(f"standard output cannot be written: {error.strerror or error}")
        return Exit.COULD_NOT_RUN
    return code


def _outcome(run: Callable[[], object]) -> int:
    try:
        code = run()
    except SystemExit as ending:
        code = ending.code
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n", err=True)
        tell(error.format_message())
        return error.exit_code
    return code if isinstance(code, int) else Exit.CLEAN


def exit_code(found: Iterable[Severity], fail_on: str | None, *, incomplete: bool, is_empty: bool = False) -> Exit:
    """Return the exit code of a command whose findings have the severities ``found``.

    ``incomplete`` means that a registry could not be queried, ``is_empty`` that nothing was read from the files.
    """
    if fail_on != NEVER:
        least = Severity(fail_on or Severity.ERROR).rank
        if any(severity.rank >= least for severity in found):
            return Exit.FOUND
    if is_empty:
        return Exit.NOTHING_READ
    return Exit.COULD_NOT_ASK if incomplete else Exit.CLEAN


def code_for(*, found: object, is_open: object) -> Exit:
    """Return the exit code of a command that found something, or left something undecided, or neither."""
    return Exit.FOUND if found else Exit.COULD_NOT_ASK if is_open else Exit.CLEAN
