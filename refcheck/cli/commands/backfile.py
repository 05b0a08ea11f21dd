"""``refcheck backfile``: audit many documents, such as an archive, in a run that can be resumed."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from attrs import evolve

from refcheck.cli.configuring import Configured, RunOptions, run_options, with_baseline
from refcheck.cli.exits import Exit, Failure, clear_errors, exit_code
from refcheck.cli.options import fail_on_option
from refcheck.cli.output import say, shown_status, tell
from refcheck.model import Severity
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.reports.phrases import count

if TYPE_CHECKING:
    from refcheck.backfile.running import Progress, Result, Run, Runner
    from refcheck.backfile.summary.severe import Unread
    from refcheck.backfile.values import Job
    from refcheck.settings import Settings


@click.command("backfile", cls=Configured)
@click.argument("files", metavar="SOURCE…", nargs=-1, required=True)
@click.option(
    "--out", required=True, metavar="DIR", help="Where the tables are written: a folder, or a URL for fsspec."
)
@click.option(
    "--jobs", type=click.IntRange(1, 1024), metavar="N", help="Processes at once.  [default: one for each processor]"
)
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, whose workers do the work instead.")
@click.option(
    "--partition-size",
    "size",
    type=click.IntRange(1),
    metavar="N",
    help="About how many references are processed together, and again after a kill.  [default: depends on the files]",
)
@click.option("--ledger", metavar="FILE", help="The file that records the run, if not in DIR.")
@click.option("--anew", is_flag=True, help="Discard the run that was started in DIR.")
@click.option("--yes-ask-crossref", "may_ask", is_flag=True, help="Search a public registry more than 5,000 times.")
@click.option("--dry-run", is_flag=True, help="Print how much there is to do and to query, without doing it.")
@fail_on_option
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that were adopted in this file.")
@run_options
def command(
    files: tuple[str, ...],
    out: str,
    jobs: int | None,
    scheduler: str | None,
    size: int | None,
    ledger: str | None,
    anew: bool,
    may_ask: bool,
    dry_run: bool,
    fail_on: str | None,
    quiet: bool,
    baseline: str | None,
    run: RunOptions,
) -> NoReturn:
    """Audit documents by the thousand. SOURCE is a folder, a pattern, a document, or a file of rows (JSON lines, Parquet).

    References, verdicts, findings and remarks are written to DIR as Parquet tables, with a summary. A run that was cut short goes
    on with the same command.

    Exit codes: 2 could not run, or a part of the work failed; 1 a finding at or above --fail-on; 4 no such finding, but no
    reference was found or understood in any document; 3 no such finding, but a registry that was asked could not be reached, or a
    document or row could not be read; 130 interrupted; 0 otherwise.
    """
    from refcheck.backfile.running import forget, open_run

    with clear_errors():
        settings = with_baseline(run.settings(files), baseline)
        job = _job(settings, run.connections_of(settings), offline=run.offline, out=out)
        if anew and not dry_run:
            forget(job.out, ledger=ledger)
        with open_run(files, job, ledger=ledger, size=size, on_message=tell) as started:
            before = started.progress()
            if before.done:
                tell(f"continues: {before.done:,} of {before.total:,} partitions were done before")
            _ask_first(started, may_ask=may_ask, dry_run=dry_run)
            with _shown(quiet=quiet) as on_progress:
                result = started.go(_runner(scheduler, jobs), on_progress=on_progress)
    _summarise(result, job.out)
    sys.exit(_exit_code(result, fail_on or settings.fail_on))


def _job(settings: "Settings", connections: Connections, *, offline: bool, out: str) -> "Job":
    """Return the job, with absolute paths, since the workers of a cluster start in other folders."""
    from refcheck.backfile.storing import is_local
    from refcheck.backfile.values import Job, Reach

    indexes = connections.index.split(os.pathsep) if connections.index else []
    files: dict[str, Any] = {
        name: str(Path(file).absolute())
        for name in ("records", "cache")
        if (file := getattr(connections, name)) not in (None, NO_CACHE)
    }
    table = connections.watched_table()
    files["retraction_watch"] = str(Path(table).absolute()) if table is not None else NO_CACHE
    if indexes:
        files["index"] = os.pathsep.join(str(Path(folder).absolute()) for folder in indexes)
    return Job(
        connections=evolve(connections, **files),
        reach=Reach.OFFLINE if offline else Reach.ONLINE,
        settings=settings,
        day=datetime.now(UTC).date(),
        here=Path.cwd().as_posix(),
        out=str(Path(out).absolute()) if is_local(out) else out,
        identity="",
    )


def _runner(scheduler: str | None, jobs: int | None) -> "Runner":
    if scheduler is not None:
        from refcheck.backfile.processes import on_cluster

        return partial(on_cluster, address=scheduler)
    from refcheck.backfile.processes import in_processes

    return partial(in_processes, jobs=jobs or os.cpu_count() or 1, on_message=tell)


def _ask_first(run: "Run", *, may_ask: bool, dry_run: bool) -> None:
    """Report the searches that the run would make of a public registry; stop if they are more than allowed without permission."""
    from refcheck.backfile.etiquette import estimated, needs_permission

    if not dry_run and not needs_permission(run.job):
        return
    pending = run.pending()
    estimate = estimated(pending, run.job)
    if dry_run:
        say(f"Partitions to do: {len(pending):,}")
        say(str(estimate))
        sys.exit(Exit.CLEAN)
    if estimate.is_large:
        tell(f"{estimate}")
        if not may_ask:
            raise Failure(
                "too many queries for a public registry. Use a local index instead "
                "(`refcheck index`), or allow them with --yes-ask-crossref"
            )


@contextmanager
def _shown(*, quiet: bool) -> Iterator[Callable[["Progress"], None]]:
    """Provide a function that shows the progress on standard error, if that is a terminal and not ``quiet``."""
    from refcheck.registries import Asking
    from refcheck.resolving.progress import time_left

    with shown_status(quiet=quiet) as line:
        start, before = time.monotonic(), -1

        def show(progress: "Progress") -> None:
            nonlocal before
            if line is None:
                return
            before = progress.done if before < 0 else before
            here = Asking(registry="", done=progress.done - before, total=progress.total - before, least=0.0)
            left = time_left(here, time.monotonic() - start)
            line.show(f"partitions {progress.done}/{progress.total}, {progress.references:,} references{left}")

        yield show


def _summarise(result: "Result", out: str) -> None:
    counts = result.counts
    say(f"Documents: {counts.documents:,}; references: {counts.references:,}; left out: {counts.left_out:,}.")
    say(f"Errors: {counts.errors:,}; warnings: {counts.warnings:,}; notes: {counts.notes:,}.")
    _name(result.unread)
    for number, why in result.failed:
        tell(f"partition {number} failed: {why}")
    if counts.unreached:
        tell("a registry could not be queried; run the same command to query it again")
    say(f"{out}: summary.html, summary.json, and the tables")


def _name(unread: "Unread") -> None:
    """Report why the first few documents could not be read, and how many more there are."""
    unread_count = unread.left_out + unread.empty
    for each in unread.remarks[: min(unread_count, _NAMED)]:
        tell(f"{each.document}: {each.message}")
    more = [f"and {unread_count - _NAMED:,} more documents that could not be read"] if unread_count > _NAMED else []
    more += [f"{count(notes, 'note')} on what was read"] if (notes := unread.total - unread_count) else []
    if more:
        tell(f"{', '.join(more)}: see summary.html")


_NAMED = 20
"""The most documents named on the terminal that could not be read."""


def _exit_code(result: "Result", fail_on: str | None) -> Exit:
    if result.failed:
        return Exit.COULD_NOT_RUN
    counts = result.counts
    numbers = {Severity.ERROR: counts.errors, Severity.WARNING: counts.warnings, Severity.INFO: counts.notes}
    found = (severity for severity, number in numbers.items() if number)
    return exit_code(found, fail_on, incomplete=bool(counts.unreached or counts.left_out), is_empty=result.is_empty)
