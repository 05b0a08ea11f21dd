"""``refcheck queries``: write the numbered queries for the author."""

from pathlib import Path
from typing import NoReturn

import click

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.filing import made_at
from refcheck.cli.options import output_option
from refcheck.cli.output import put
from refcheck.cli.reporting import end, read_or_audit
from refcheck.cli.streams import replace_file
from refcheck.messages import ENGLISH, languages
from refcheck.model import Report
from refcheck.reports.queries.wording import wording
from refcheck.settings import apply

_SUFFIXES = (".md", ".docx")


@click.command("queries", cls=Configured)
@click.argument("files", metavar="[FILE…]", nargs=-1)
@click.option(
    "--from-report",
    metavar="FILE.json",
    help="Write the queries for a report that `check --format json` wrote, instead.",
)
@output_option("Write the queries there, as Markdown (.md) or for Word (.docx).")
@click.option(
    "--language", type=click.Choice(languages()), default=ENGLISH, show_default=True, help="The author's language."
)
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
@run_options
def command(
    files: tuple[str, ...], from_report: str | None, output: str | None, language: str, quiet: bool, run: RunOptions
) -> NoReturn:
    """Write the numbered queries that a copy-editor sends to the author: printed, asked, suggested.

    FILE may be - for standard input. What an editor corrects without asking is left out. The queries are Markdown on
    standard output unless --output says otherwise.

    Exit codes: 2 could not run; 4 a file that was named is empty, or no reference was found or understood in it; 3 a
    registry that was asked could not be reached; 130 interrupted; 0 otherwise.
    """
    if bool(files) is bool(from_report):
        raise click.UsageError("Give either the FILEs to audit, or --from-report.")
    if output is not None and not output.lower().endswith(_SUFFIXES):
        raise Failure(f"{output}: queries are written as .md or .docx")
    with clear_errors():
        if output is not None and output.lower().endswith(".docx"):
            from refcheck.reports.queries import docx

            docx.needed()  # fail before any registry is queried
        report, read = read_or_audit(from_report, files, run, quiet=quiet)
        if read is not None:
            report = apply(report, read.settings)
        _write(report, output, language)
    end(report, read, files)


def _write(report: Report, output: str | None, language: str) -> None:
    from refcheck.reports.queries import rows

    words = wording(language)
    asked = rows.queries(report, words)
    if output is None:
        put(rows.markdown(asked, words))
    elif output.lower().endswith(".docx"):
        from refcheck.reports.queries import docx

        replace_file(Path(output), docx.document(asked, made_at(report), words))
    else:
        replace_file(Path(output), rows.markdown(asked, words).encode("utf-8", "replace"))
