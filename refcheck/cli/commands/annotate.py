"""``refcheck annotate``: add the findings as comments to a Word or LibreOffice document."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.connecting import shown_progress
from refcheck.cli.exits import Failure, clear_errors, exit_code
from refcheck.cli.options import LANGUAGE, OUTPUT_FILE, output_option
from refcheck.cli.output import tell, tell_incomplete
from refcheck.cli.reporting import NOTES, WARNINGS, audit_noting
from refcheck.cli.streams import data_of, replace_file
from refcheck.model import TRACKABLE, Note, Severity
from refcheck.settings import NEVER

if TYPE_CHECKING:
    from refcheck.annotating_files import Annotated


@click.command("annotate", cls=Configured)
@click.argument("file", metavar="FILE")
@output_option("Write the document with its comments there.", OUTPUT_FILE, required=True)
@click.option(
    "--show",
    type=click.Choice([WARNINGS, NOTES]),
    default=NOTES,
    show_default=True,
    help="Comment on notes, too, or only on warnings and errors.",
)
@LANGUAGE
@click.option("--quiet", "-q", is_flag=True, help="Show no progress and no counts.")
@run_options
def command(file: str, output: str, show: str, language: str | None, quiet: bool, run: RunOptions) -> NoReturn:
    """Put a comment at every reference and citation of a Word (.docx) or LibreOffice (.odt) document that has a finding.

    Everything else in the document stays as it is. FILE may be - for standard input.

    Exit codes: 2 could not run; 4 no reference was found or understood in the document, which was written; 3 a registry
    that was asked could not be reached, and the document was written; 130 interrupted, and nothing was written; 0 otherwise.
    """
    from refcheck.annotating_files import annotate
    from refcheck.cli.filing import stamp_of
    from refcheck.reports.view import View

    unread: dict[Note, None] = {}
    if Path(file).suffix.lower()[1:] in TRACKABLE and Path(output).suffix.lower() != Path(file).suffix.lower():
        raise Failure(f"{output}: is written in the format of {file}, and should end in {Path(file).suffix}")
    with clear_errors():
        settings = run.settings([file])
        registry = run.registry(settings)
        with shown_progress(quiet=quiet) as progress:
            annotated = annotate(
                data_of(file),
                file,
                settings=settings,
                audit=audit_noting(unread, registry, progress),
                view=View(least=Severity.INFO if show == NOTES else Severity.WARNING, language=language),
                now=stamp_of,
            )
        replace_file(Path(output), annotated.data)
    if not quiet:
        _tell(annotated, output)
    sys.exit(exit_code((), NEVER, incomplete=annotated.is_incomplete, is_empty=bool(unread)))


def _tell(annotated: "Annotated", output: str) -> None:
    """Report on standard error what was written."""
    number = annotated.comments
    tell(f"{output}: {number} {'comment' if number == 1 else 'comments'}")
    if annotated.is_incomplete:
        tell_incomplete(output)
    for note in annotated.notes:
        tell(f"{note.file}: {note.message}")
    if annotated.unplaced:
        keys = ", ".join(annotated.unplaced)
        tell(f"{output}: commented at the list's heading, because their place in the text is unknown: {keys}")
