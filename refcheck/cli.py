"""The command: arguments in, exit code out. What it does is done by the floors below."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click
from attrs import evolve

from refcheck import __version__
from refcheck.errors import RefcheckError
from refcheck.model import Bibliography, Report, Severity
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.reports import formats, render

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

    from refcheck.registries import Registry
    from refcheck.resolving import Progress

STDIN = "-"
TERMINAL = "terminal"
NEVER = "never"


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
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except (RefcheckError, OSError) as error:
        raise Failure(str(error)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="refcheck")
def main() -> None:
    """Read reference lists as people have them, mend their identifiers, ask the registries, and say what is wrong."""


def _connection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say who is asked, where and by whom. Each is a field of ``Connections``."""
    options = (
        click.option("--offline", is_flag=True, help="Ask nobody but local records and the cache."),
        click.option(
            "--records", metavar="FILE.jsonl", help="Local records in Crossref's JSON, asked before the network."
        ),
        click.option("--mailto", metavar="ADDRESS", help="Your e-mail address, sent to Crossref for its polite pool."),
        click.option("--crossref-url", metavar="URL", help="Where Crossref's interface is."),
        click.option("--datacite-url", metavar="URL", help="Where DataCite's interface is."),
        click.option("--doi-url", metavar="URL", help="Where doi.org is."),
        click.option("--cache", metavar="FILE", help="Where answers are kept; off for nowhere."),
        click.option("--no-cache", "cache", flag_value=NO_CACHE, help="Keep no answers and use none."),
        click.option("--refresh", is_flag=True, help="Ask anew for what the cache holds."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
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
@_connection_options
def check(
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
    from refcheck.registries.ladder import offline as offline_registry
    from refcheck.registries.ladder import online

    given: dict[str, Any] = {option: value for option, value in options.items() if value is not None}
    with _clear_errors():
        connections = evolve(Connections.from_environment(os.environ), **given)
        registry = offline_registry(connections) if offline else online(connections)
        bibliographies = [_read(file) for file in files]
        if dry_run:
            _print_plan(bibliographies, registry)
            sys.exit(Exit.CLEAN)
        try:
            with _progress() as progress:
                report = audit(bibliographies, registry=registry, progress=progress)
        except Interrupted as interrupted:
            _write(interrupted.report, name, output)
            sys.exit(Exit.INTERRUPTED)
        _write(report, name, output)
    sys.exit(_exit_code(report, fail_on))


@main.command()
@click.argument("file")
@click.option("--lines", is_flag=True, help="One reference a line: one item for each line, in order.")
def parse(file: str, lines: bool) -> None:
    """Print the references of FILE (- for standard input) as a CSL-JSON array."""
    from refcheck.writers import csl_json

    with _clear_errors():
        bibliography = _read(file, "lines" if lines else None)
    click.echo(csl_json.render(bibliography), nl=False)


@main.command()
@click.argument("text")
def repair(text: str) -> None:
    """Print the identifiers of TEXT (- for standard input, one text a line), mended.

    On a terminal each with its repairs and their reasons; into a pipe one JSON object a line.
    """
    from refcheck.reports import _identifiers

    texts = _stdin().decode("utf-8", "replace").splitlines() if text == STDIN else [text]
    for each in texts:
        if sys.stdout.isatty():
            _identifiers.draw(each, _console(sys.stdout))
        else:
            click.echo(_identifiers.json_lines(each))


@main.command()
@click.argument("code")
def rule(code: str) -> None:
    """Explain the rule or repair with that CODE."""
    from refcheck.checks.catalogue import docs

    if code not in docs():
        raise Failure(f"no rule has the code {code!r}; `refcheck rules` lists them")
    click.echo(docs()[code])


@main.command()
def rules() -> None:
    """List every rule and repair: its severity, code and title."""
    from refcheck.checks import rules as all_rules

    for card in all_rules().values():
        click.echo(f"{card.severity.value:<8} {card.code:<40} {card.title}")


@main.command()
@click.argument("action", type=click.Choice(["info", "path", "clear"]))
@click.option("--cache", "file", metavar="FILE", help="The file that answers are kept in, if it is not the usual one.")
def cache(action: str, file: str | None) -> None:
    """Say where answers are kept (path) and how many (info), or forget them (clear)."""
    from refcheck.registries.cache import Cache

    with _clear_errors():
        settings = Connections.from_environment(os.environ)
        path = Path(file) if file else settings.cache_path()
    if path is None:
        raise Failure("no cache is in use")
    answers = Cache(path)
    if action == "clear":
        answers.clear()
    elif action == "path":
        click.echo(path)
    else:
        info = answers.info()
        click.echo(f"{info.path}: {info.answers} answers, {info.size} bytes")


def _read(file: str, form: str | None = None) -> Bibliography:
    from refcheck.readers import read, read_bytes

    return read_bytes(_stdin(), STDIN, format=form) if file == STDIN else read(Path(file), format=form)


def _stdin() -> bytes:
    return sys.stdin.buffer.read()


def _write(report: Report, name: str, output: str | None) -> None:
    if output is not None:
        Path(output).write_text(render(report, name), encoding="utf-8")
    elif name == TERMINAL and sys.stdout.isatty():
        from refcheck.reports import terminal

        terminal.draw(report, _console(sys.stdout))
    else:
        click.echo(render(report, name), nl=False)


def _exit_code(report: Report, fail_on: str) -> Exit:
    if fail_on != NEVER and any(
        finding.rule.severity.rank >= Severity(fail_on).rank for finding in report.all_findings()
    ):
        return Exit.FOUND
    return Exit.COULD_NOT_ASK if report.run.incomplete else Exit.CLEAN


def _print_plan(bibliographies: list[Bibliography], registry: "Registry") -> None:
    from refcheck.resolving import plan

    references = [reference for bibliography in bibliographies for reference in bibliography.references]
    for planned in plan(references, registry):
        condition = f"  ({planned.when})" if planned.when else ""
        click.echo(f"{planned.registry}: {planned.method} {planned.url}{condition}")


@contextmanager
def _progress() -> Iterator["Progress | None"]:
    """A progress bar on standard error where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress as Bar

    with Bar(console=_console(sys.stderr), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage)
            bar.update(tasks[stage], completed=done, total=total)

        yield show


def _console(file: IO[str]) -> "Console":
    from rich.console import Console

    return Console(file=file)
