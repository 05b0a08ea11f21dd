"""``refcheck check``: read a list, repair it, query the registries, and report what is wrong."""

import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from attrs import evolve

from refcheck import writers
from refcheck.cli.configuring import Configured, RunOptions, run_options, with_baseline
from refcheck.cli.connecting import shown_progress, shown_reading
from refcheck.cli.exits import Exit, Failure, clear_errors, ended_as_by_interrupt, exit_code
from refcheck.cli.filing import Filer
from refcheck.cli.options import OUTPUT_FILE, evidence_options, fail_on_option, output_option
from refcheck.cli.output import is_terminal, say, tell
from refcheck.cli.reporting import (
    CONCISE,
    TERMINAL,
    VIEWED,
    XLSX,
    format_of,
    format_option,
    is_nothing_read,
    tell_gaps,
    view_options,
    write_report,
)
from refcheck.cli.streams import read_configured, replace_file
from refcheck.model import Bibliography, Note, Report, Severity
from refcheck.reports.phrases import count
from refcheck.reports.view import Detail, View
from refcheck.settings import NEVER, Baseline, Settings, apply

if TYPE_CHECKING:
    from refcheck.registries import Registry

CORRECTED = writers.formats()
"""The formats of the corrected bibliography, which are not reports."""

WITHOUT_NOTES = (CONCISE, "csv", "gitlab", XLSX, *CORRECTED)
"""The formats that have no place for what could not be queried or read."""


@click.command("check", cls=Configured)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@format_option
@output_option("Write the report there instead of to standard output.")
@fail_on_option
@click.option("--quiet", "-q", is_flag=True, help="Show no progress, and no report without findings.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that were adopted in this file.")
@click.option("--write-baseline", type=OUTPUT_FILE, metavar="FILE", help="Adopt all findings: write them to this file.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="In a corrected bibliography (bibtex, jats, ris …), use registered values."
)
@click.option("--only-corrected", is_flag=True, help="In a corrected bibliography, leave out unchanged references.")
@click.option(
    "--allow-empty",
    is_flag=True,
    help="Do not exit with 4 if no reference was understood in a named file; with --quiet, do not report it.",
)
@click.option(
    "--style",
    metavar="NAME",
    help="Report references that do not follow a style: apa, a journal, a .csl file, or auto.",
)
@click.option("--watch", is_flag=True, help="Audit again whenever a file changes, until ^C.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent to whom, and send nothing.")
@evidence_options
@view_options
@run_options
def command(
    files: tuple[str, ...],
    name: str | None,
    output: str | None,
    fail_on: str | None,
    quiet: bool,
    baseline: str | None,
    write_baseline: str | None,
    unsafe_fixes: bool,
    only_corrected: bool,
    allow_empty: bool,
    style: str | None,
    watch: bool,
    dry_run: bool,
    evidence: str | None,
    no_text: bool,
    run: RunOptions,
    view: View,
) -> NoReturn:
    """Audit reference lists. FILE may be - for standard input, a folder, or a pattern such as "papers/**/*.docx".

    Each FILE is a list of its own: duplicates are sought within it, and not across files.

    Exit codes: 2 could not run; 1 a finding at or above --fail-on; 4 no such finding, but a file that was named
    is empty, no reference was found or understood in it, or its XML is broken, or so are all of a folder; 3 no such finding,
    but a registry that was asked could not be reached, or a document of a folder is broken or could not be read; 130
    interrupted; 0 otherwise.
    """
    name = format_of(name, output)
    if (unsafe_fixes or only_corrected) and name not in CORRECTED:
        option = "--unsafe-fixes" if unsafe_fixes else "--only-corrected"
        raise Failure(f"{option} is for the formats {', '.join(CORRECTED)}; `refcheck fix` changes a file")
    if watch:
        from refcheck.cli import watching

        context = click.get_current_context()
        watching.watch(files, lambda: context.invoke(context.command, **{**context.params, "watch": False}))
    view = evolve(view, options=run.repeated)
    with clear_errors(), ended_as_by_interrupt():
        if style is not None:
            _need(style)
        with shown_reading(quiet=quiet) as reading:
            # inside the display of reading, since these imports take longer than reading a list
            from refcheck.audit import Interrupted, audit, unread_files

            settings = with_baseline(run.settings(files), baseline)
            registry = run.registry(settings)
            filed = Filer(evidence, settings, run.connections_of(settings), no_text=no_text)
            registry = filed.recording(registry)
            with filed.reading():
                read = read_configured(files, settings, reading)
        bibliographies, settings = read.bibliographies, read.settings
        if dry_run:
            _print_plan(bibliographies, registry)
            sys.exit(Exit.CLEAN)
        try:
            with shown_progress(
                quiet=quiet or view.detail is Detail.FULL
            ) as progress:  # requests are shown line by line
                report = audit(bibliographies, registry=registry, progress=progress)
        except Interrupted as interrupted:
            write_report(apply(interrupted.report, settings), name, output, view)
            sys.exit(Exit.INTERRUPTED)
        if style is not None:
            from refcheck.styles import followed

            report = followed(report, style)
        if write_baseline is not None:
            settings = _adopted(report, settings, write_baseline)
        report = apply(report, settings)
        filed.file(report, settings)
        least = fail_on or settings.fail_on
        if least != NEVER:  # findings that it fails for are shown
            view = evolve(view, least=min(view.least, Severity(least or view.least)))
        unread = tuple(unread_files(bibliographies, report))
        waived = unread if allow_empty else ()
        if not (quiet and output is None and name in VIEWED and _is_silent(report, waived)):
            written = _as_wanted(report, unsafe_fixes=unsafe_fixes, only_corrected=only_corrected)
            write_report(written, name, output, view)
    is_seen = name in (TERMINAL, "markdown") and output is None and is_terminal(sys.stdout)
    gaps = () if is_seen else report.run.incomplete
    tell_gaps(gaps, _notes_beside(report, () if is_seen or (quiet and allow_empty) else unread, waived, name))
    found = (finding.rule.severity for finding in report.findings())
    is_empty = not allow_empty and is_nothing_read(files, bibliographies, unread)
    incomplete = bool(report.run.incomplete) or not read.is_whole
    sys.exit(exit_code(found, least, incomplete=incomplete, is_empty=is_empty))


def _need(style: str) -> None:
    """Raise the error of a style that is not available, before any registry is queried."""
    from refcheck.styles import AUTO, find_style, needed

    needed()
    if style != AUTO:
        find_style(style)


def _adopted(report: Report, settings: Settings, name: str) -> Settings:
    """Write a new baseline of all findings that the settings show, and return the settings with it."""
    shown = apply(report, evolve(settings, baseline=None))
    adopted = Baseline.of(shown, name)
    replace_file(Path(name), adopted.to_json().encode())
    tell(f"adopted {count(len(shown.findings()), 'finding')} in {name}")
    return evolve(settings, baseline=adopted)


def _as_wanted(report: Report, *, unsafe_fixes: bool, only_corrected: bool) -> Report:
    """Return the report that a corrected bibliography is made from, by its options."""
    if not (unsafe_fixes or only_corrected):
        return report
    from refcheck.reports import corrected

    wanted = corrected.with_registered(report) if unsafe_fixes else report
    return corrected.only_corrected(report, wanted) if only_corrected else wanted


def _notes_beside(report: Report, unread: Iterable[Note], waived: Collection[Note], name: str) -> Iterable[Note]:
    """Return the notes to show beside a report: on files that were not read, and those that its format has no place for."""
    notes = dict.fromkeys(unread)
    if name in WITHOUT_NOTES:
        notes |= dict.fromkeys(each for each in report.run.notes if each not in waived)
    return notes


def _is_silent(report: Report, waived: Collection[Note]) -> bool:
    """Return whether the report has nothing to show except the notes that were waived."""
    notes = [note for note in report.run.notes if note not in waived]
    return not (any(report.findings()) or report.run.incomplete or notes)


def _print_plan(bibliographies: Iterable[Bibliography], registry: "Registry") -> None:
    from refcheck.resolving import plan

    references = [reference for bibliography in bibliographies for reference in bibliography.references]
    for planned in plan(references, registry):
        condition = f"  ({planned.when})" if planned.when else ""
        body = f" {planned.body}" if planned.body else ""
        say(f"{planned.registry}: {planned.method} {planned.url}{body}{condition}")
