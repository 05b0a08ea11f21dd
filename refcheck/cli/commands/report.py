"""``refcheck report``: convert a report of check to another format."""

import click

from refcheck.cli.exits import clear_errors
from refcheck.cli.options import output_option
from refcheck.cli.reporting import format_of, format_option, read_report, view_options, write_report
from refcheck.reports.view import View


@click.command("report")
@click.argument("file")
@format_option
@output_option("Write the report there instead of to standard output.")
@view_options
def command(file: str, name: str | None, output: str | None, view: View) -> None:
    """Show the report in FILE, which `check --format json` wrote, in another format. No registry is queried again."""
    with clear_errors():
        name = format_of(name, output)
        write_report(read_report(file), name, output, view)
