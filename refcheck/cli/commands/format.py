"""``refcheck format``: print the reference list in a citation style."""

from pathlib import Path
from typing import NoReturn

import click
from attrs import evolve

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.options import output_option
from refcheck.cli.output import put, tell
from refcheck.cli.reporting import end, form_by_ending, read_or_audit
from refcheck.cli.streams import replace_file
from refcheck.messages import languages

_FORMS = ("text", "html", "markdown", "docx", "bibtex")
_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".docx": "docx",
    ".bib": "bibtex",
    ".txt": "text",
    "": "text",
}
"""Formats by the suffix of a file's name."""


@click.command("format", cls=Configured)
@click.argument("files", metavar="[FILE…]", nargs=-1)
@click.option(
    "--from-report", metavar="FILE.json", help="Print the references of a report that `check --format json` wrote."
)
@click.option("--style", metavar="NAME", default="apa", show_default=True, help="A style, a journal or a .csl file.")
@click.option("--to", "form", type=click.Choice(_FORMS), help="What is written; by default by the ending of --output.")
@click.option(
    "--order",
    type=click.Choice(("style", "list")),
    default="style",
    show_default=True,
    help="The order of the style, or that of the list itself.",
)
@click.option(
    "--language",
    type=click.Choice(languages()),
    help="Print the style's own words (“In”, “Retrieved”) in this language.",
)
@output_option("Write there instead of to standard output.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
@run_options
def command(
    files: tuple[str, ...],
    from_report: str | None,
    style: str,
    form: str | None,
    order: str,
    language: str | None,
    output: str | None,
    quiet: bool,
    run: RunOptions,
) -> NoReturn:
    """Print the reference list in a citation style. FILE may be - for standard input.

    A reference whose record agrees is printed with the registered values, any other as it was read; what the configuration waives
    or decides about changes is heeded. Where the reader was not sure, the entry says what to check. A short form
    (“Ibid.”, “Lund, supra note 3”) is not a work: it is left out, and named on standard error, as are entries of data
    that could not be read. Works that the list has twice are printed twice, and named there too. This needs the extra `styles`.

    Exit codes: 2 could not run; 4 a file that was named is empty, or no reference was found or understood in it; 3 a
    registry that was asked could not be reached; 130 interrupted; 0 otherwise.
    """
    if bool(files) is bool(from_report):
        raise click.UsageError("Give either the FILEs to print, or --from-report.")
    form = form or form_by_ending(output, _ENDINGS, "--to")
    if form == "docx" and output is None:
        raise Failure("a Word file is written with --output")
    with clear_errors():
        from refcheck.checks import is_short_form
        from refcheck.settings import apply
        from refcheck.styles import Order, find_style, formatted, is_unread_data, needed

        if form != "bibtex":
            needed()  # fail before any registry is queried
        wanted = find_style(style) if form != "bibtex" else style
        report, read = read_or_audit(from_report, files, run, quiet=quiet)
        if read is not None:
            report = apply(report, evolve(read.settings, baseline=None))
        report = evolve(report, language=language or report.language)
        data = formatted(report, wanted, form, Order(order), read.settings.edits if read else ())
        if short := [each.key for each in report.references if is_short_form(each.case.reference)]:
            tell(f"short forms of works cited before them, left out: {', '.join(short)}")
        if unread := [each.key for each in report.references if is_unread_data(each)]:
            tell(f"entries that could not be read, left out: {', '.join(unread)}")
        for found in (each.finding for each in report.list_findings if each.finding.code == "duplicate-reference"):
            tell(found.message)
        if output is None:
            put(data.decode())
        else:
            replace_file(Path(output), data)
    end(report, read, files)
