"""Reports read back, and written."""

import json
import sys
from pathlib import Path

import click

from refcheck.cli.streams import console
from refcheck.errors import SourceError
from refcheck.model import Report
from refcheck.reports import render

TERMINAL = "terminal"


def read_report(file: str) -> Report:
    """A report that ``check --format json`` wrote.

    Raises:
        SourceError: it is none.
    """
    from cattrs import BaseValidationError

    try:
        return Report.from_dict(json.loads(Path(file).read_bytes()))
    except (ValueError, KeyError, TypeError, AttributeError, BaseValidationError) as error:
        raise SourceError(f"{file} is not a report that refcheck wrote as JSON: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def write_report(report: Report, name: str, output: str | None) -> None:
    """Write a report in the format of that name into a file, or else to standard output: drawn where that is a terminal."""
    if output is not None:
        Path(output).write_text(render(report, name), encoding="utf-8")
    elif name == TERMINAL and sys.stdout.isatty():
        from refcheck.reports.formats import terminal

        terminal.draw(report, console(sys.stdout))
    else:
        click.echo(render(report, name), nl=False)
