"""``refcheck check``."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from refcheck.cli._connecting import connection_options, registry_of, shown_progress
from refcheck.cli._exits import Exit, clear_errors
from refcheck.cli._streams import console, read_source
from refcheck.model import Bibliography, Report, Severity
from refcheck.reports import formats, render

if TYPE_CHECKING:
    from refcheck.registries import Registry

TERMINAL = "terminal"
NEVER = "never"


@click.command("check")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--format", "name", default=TERMINAL, show_default=True, type=click.Choice(formats()))
@click.option("--output", "-o", metavar="FILE", help="Write the report there instead of to standard output.")
@click.option(
    "--fail-on",
    default=Severity.ERROR.value,
    show_default=True,
    type=click.Choice([Severity.ERROR.value, Severity.WARNING.value, NEVER]),
    help="Exit with 1 if a finding is at least as severe.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be sent to whom, and send nothing.")
@connection_options
def command(
    files: tuple[str, ...],
    name: str,
    output: str | None,
    fail_on: str,
    dry_run: bool,
    offline: bool,
    **options: str | None,
) -> NoReturn:
    """Audit reference lists. FILE may be - for standard input.

    Exit codes: 2 could not run; 1 a finding at or above --fail-on; 3 no such finding, but a registry that was asked
    could not be reached; 130 interrupted; 0 otherwise.
    """
    from refcheck.audit import Interrupted, audit

    with clear_errors():
        registry = registry_of(offline=offline, **options)
        bibliographies = [read_source(file) for file in files]
        if dry_run:
            _print_plan(bibliographies, registry)
            sys.exit(Exit.CLEAN)
        try:
            with shown_progress() as progress:
                report = audit(bibliographies, registry=registry, progress=progress)
        except Interrupted as interrupted:
            _write(interrupted.report, name, output)
            sys.exit(Exit.INTERRUPTED)
        _write(report, name, output)
    sys.exit(_exit_code(report, fail_on))


def _write(report: Report, name: str, output: str | None) -> None:
    if output is not None:
        Path(output).write_text(render(report, name), encoding="utf-8")
    elif name == TERMINAL and sys.stdout.isatty():
        from refcheck.reports import terminal

        terminal.draw(report, console(sys.stdout))
    else:
        click.echo(render(report, name), nl=False)


def _exit_code(report: Report, fail_on: str) -> Exit:
    if fail_on != NEVER and any(
        finding.rule.severity.rank >= Severity(fail_on).rank for finding in report.all_findings()
    ):
        return Exit.FOUND
    return Exit.COULD_NOT_ASK if report.run.incomplete else Exit.CLEAN


def _print_plan(bibliographies: Iterable[Bibliography], registry: "Registry") -> None:
    from refcheck.resolving import plan

    references = [reference for bibliography in bibliographies for reference in bibliography.references]
    for planned in plan(references, registry):
        condition = f"  ({planned.when})" if planned.when else ""
        click.echo(f"{planned.registry}: {planned.method} {planned.url}{condition}")
