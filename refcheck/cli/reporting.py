"""Reading and writing of reports, and the options that choose what is shown of them."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from refcheck.cli.configuring import RunOptions
from refcheck.cli.connecting import shown_progress
from refcheck.cli.exits import Failure, clear_errors, exit_code
from refcheck.cli.options import LANGUAGE, stacked
from refcheck.cli.output import is_terminal, put, requests_logged, screen, tell
from refcheck.cli.streams import Reading, read_configured, replace_file
from refcheck.errors import SettingsError, SourceError
from refcheck.model import REPORT_ENDINGS, Bibliography, Incomplete, Note, Report, Severity
from refcheck.reports import formats, render_pieces
from refcheck.reports.phrases import gap_phrase
from refcheck.reports.policy import read_policy
from refcheck.reports.view import MOST, Detail, Group, View
from refcheck.settings import NEVER, require_known
from refcheck.system.regular_files import RECORDS, read_file

if TYPE_CHECKING:
    from refcheck.registries import Registry
    from refcheck.resolving import Progress

TERMINAL, CONCISE, XLSX = "terminal", "concise", "xlsx"

VIEWED = (TERMINAL, CONCISE)
"""The formats that show only what the user's options select; the others contain everything."""

format_option = click.option(
    "--format",
    "name",
    type=click.Choice((*formats(), XLSX)),
    help="By default by the suffix of --output, else terminal.",
)


def format_of(name: str | None, output: str | None) -> str:
    """Return the format of a report: the one that was named, or by the suffix of its file, ``html`` for ``report.html``.

    A ``.txt`` file, and a file without a suffix, get the terminal format.

    Raises:
        Failure: no format has this suffix, or a workbook is to be printed.
    """
    form = name or form_by_ending(output, REPORT_ENDINGS | {"": TERMINAL}, "--format")
    if form == XLSX and output is None:
        raise Failure("a workbook is written with --output")
    return form


def form_by_ending(output: str | None, known: Mapping[str, str], option: str) -> str:
    """Return the format by the suffix of a file; ``option`` is the one that names a format for any file.

    Raises:
        Failure: no format has this suffix.
    """
    if (form := known.get(Path(output or "").suffix.lower())) is None:
        ends = ", ".join(filter(None, known))
        raise Failure(f"{output}: no format has this suffix; give one with {option}, or use {ends}")
    return form


WARNINGS, NOTES, ALL = "warnings", "notes", "all"

FORCE_COLOR = "FORCE_COLOR"
"""The environment variable that asks for colours where there is no terminal (force-color.org)."""


def read_report(file: str) -> Report:
    """Return a report that ``check --format json`` wrote.

    Raises:
        SourceError: the file is not such a report.
    """
    try:
        return Report.from_dict(json.loads(read_file(file, most=RECORDS)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = str(error).partition("\n")[0] or type(error).__name__
        raise SourceError(f"{file} is not a report that refcheck wrote as JSON: {why}") from error


def read_or_audit(
    from_report: str | None, files: Sequence[str], run: RunOptions, *, quiet: bool
) -> tuple[Report, Reading | None]:
    """Return a report read back and ``None``, or else that of an audit, with the files read and the settings, not yet applied."""
    if from_report:
        return read_report(from_report), None
    from refcheck.audit import audit

    settings = run.settings(files)
    registry = run.registry(settings)
    read = read_configured(files, settings)
    with shown_progress(quiet=quiet) as progress:
        return audit(read.bibliographies, registry=registry, progress=progress), read


def tell_gaps(gaps: Iterable[Incomplete], notes: Iterable[Note]) -> None:
    """Report on standard error which registries could not be queried, and what could not be read."""
    for gap in gaps:
        tell(gap_phrase(gap))
    for note in notes:
        tell(f"{note.file}: {note.message}")


def end(report: Report, read: Reading | None, files: Sequence[str]) -> NoReturn:
    """Report on standard error what could not be queried or read, and exit with the code for that."""
    tell_gaps(report.run.incomplete, report.run.notes)
    is_whole, is_empty = True, False
    if read is not None:
        from refcheck.audit import unread_files

        is_whole = read.is_whole
        is_empty = is_nothing_read(files, read.bibliographies, tuple(unread_files(read.bibliographies, report)))
    incomplete = bool(report.run.incomplete) or not is_whole
    sys.exit(exit_code((), NEVER, incomplete=incomplete, is_empty=is_empty))


def audit_noting(
    unread: dict[Note, None], registry: "Registry", progress: "Progress | None"
) -> Callable[[Bibliography], Report]:
    """Return the audit of one file, which adds a note to ``unread`` if nothing was read from it."""
    from refcheck.audit import audit, unread_files

    def audited(bibliography: Bibliography) -> Report:
        report = audit([bibliography], registry=registry, progress=progress)
        unread.update(dict.fromkeys(unread_files([bibliography], report)))
        return report

    return audited


def is_nothing_read(files: Sequence[str], bibliographies: Sequence[Bibliography], unread: Sequence[Note]) -> bool:
    """Return whether nothing was read from one of the named files, also beside others, or from any document of a folder."""
    return any(note.file in files for note in unread) or len(unread) == len(bibliographies)


_VIEW_OPTIONS = stacked(
    click.option(
        "--show",
        type=click.Choice([WARNINGS, NOTES, ALL]),
        default=WARNINGS,
        show_default=True,
        help=f"Show warnings and errors, or also notes, of the {MOST} most severe references; or all of them.",
    ),
    click.option(
        "--group",
        type=click.Choice([each.value for each in Group]),
        default=Group.VERDICT.value,
        show_default=True,
        help="Group references by verdict, file or rule.",
    ),
    click.option(
        "--policy",
        metavar="FILE",
        help="Count the references by the classes of a venue's policy: a file, or a shipped one "
        "(conference-strict, conference-advisory, journal).",
    ),
    LANGUAGE,
    click.option(
        "--verbose",
        "-v",
        is_flag=True,
        help="Add the place, fingerprint and sources of each; and, on standard error, each request.",
    ),
)


def view_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose what is shown of a report, which are passed to the command as ``view``."""

    @wraps(command)
    def viewed(
        *given: Any, show: str, group: str, verbose: bool, policy: str | None, language: str | None, **options: Any
    ) -> Any:
        with clear_errors():
            venue = read_policy(policy) if policy else None
            if venue and format_of(options["name"], options["output"]) != TERMINAL:
                raise Failure("--policy works with the terminal format only; leave it out, or use --format terminal")
            if venue is not None:
                from refcheck.checks import rules  # here, because few runs have a policy

                try:
                    require_known([code for each in venue.classes for code in each.codes], rules())
                except SettingsError as error:
                    raise SettingsError(f"{policy}: {error}") from error
        view = View(
            least=Severity.WARNING if show == WARNINGS else Severity.INFO,
            detail=Detail.FULL if verbose else Detail.BRIEF,
            group=Group(group),
            policy=venue,
            most=None if show == ALL else MOST,
            language=language,
        )
        with requests_logged(verbose=verbose):
            return command(*given, view=view, **options)

    return _VIEW_OPTIONS(viewed)


def write_report(report: Report, name: str, output: str | None, view: View) -> None:
    """Write a report in the format ``name`` to a file, or else to standard output, with styles if that is a terminal."""
    report = view.spoken(report)
    if output is not None and name == XLSX:
        from refcheck.reports.sheets import workbook  # here, because few reports are workbooks

        replace_file(Path(output), workbook(report))
    elif output is not None:
        replace_file(Path(output), (piece.encode("utf-8", "replace") for piece in _pieces(report, name, view)))
    elif name == TERMINAL and (is_terminal(sys.stdout) or os.environ.get(FORCE_COLOR)):
        from refcheck.reports.formats import terminal

        terminal.draw(report, screen(sys.stdout), view)
    else:
        for piece in _pieces(report, name, view):
            put(piece)


def _pieces(report: Report, name: str, view: View) -> Iterable[str]:
    if name in VIEWED:
        from refcheck.reports.formats import concise, terminal

        return (terminal.render(report, view) if name == TERMINAL else concise.render(report, view),)
    return render_pieces(report, name)
