"""A run from its start, or from where it was interrupted, to its summary."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from attrs import evolve, frozen

from refcheck.backfile.ledger import LEDGER, LEDGER_KIND, Ledger
from refcheck.backfile.partitions import partitions, usual_size
from refcheck.backfile.processes import registry_of
from refcheck.backfile.schema import TABLES
from refcheck.backfile.sources import sources
from refcheck.backfile.storing import SUMMARY_HTML, SUMMARY_JSON, exists, is_local, part, parts, remove, sweep, write
from refcheck.backfile.summary.collecting import collect
from refcheck.backfile.summary.page import render
from refcheck.backfile.summary.severe import Unread, unread
from refcheck.backfile.values import Counts, Done, Failed, Job, Outcome, Partition, digest, identity
from refcheck.errors import SettingsError
from refcheck.registries.wrappers.claims import Places
from refcheck.system.own_databases import require_own

Runner = Callable[[Sequence[Partition], Job], Iterable[Outcome]]
"""A function that audits partitions: in processes of this machine, or on a cluster."""


@frozen(kw_only=True)
class Progress:
    """Progress of a run: how many of all partitions are done, and the references audited since it was started or resumed."""

    done: int
    total: int
    references: int = 0

    def after(self, outcome: Outcome) -> "Progress":
        """Return the progress after one more partition."""
        audited = outcome.counts.references if isinstance(outcome, Done) else 0
        return evolve(self, done=self.done + 1, references=self.references + audited)


@frozen(kw_only=True)
class Result:
    """Result of a run. ``failed`` are the numbers of the partitions that failed, and why; ``unread`` is what could not be read."""

    counts: Counts
    failed: tuple[tuple[int, str], ...]
    unread: Unread

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read from any document."""
        return self.counts.documents == self.unread.empty


@frozen(kw_only=True)
class Run:
    """A run that has been started: its ledger and its job."""

    ledger: Ledger
    job: Job

    def pending(self) -> tuple[Partition, ...]:
        """Return the partitions that are not done yet."""
        return self.ledger.pending()

    def progress(self) -> "Progress":
        """Return the progress of the run."""
        total = sum(self.ledger.states().values())
        return Progress(done=total - len(self.pending()), total=total)

    def go(self, runner: Runner, *, on_progress: Callable[[Progress], None] = lambda progress: None) -> Result:
        """Audit the partitions that are not done, and write the summary.

        Args:
            runner: the function that audits them.
            on_progress: called with the progress of the run.

        Raises:
            KeyboardInterrupt: ^C; what is done is kept, and the next run continues.
        """
        pending = self.pending()
        progress = self.progress()
        if not pending and exists(self.job.out, SUMMARY_HTML):
            return Result(counts=self.ledger.counts(), failed=(), unread=unread(self.job.out))
        on_progress(progress)
        for outcome in runner(pending, self.job):
            if isinstance(outcome, Failed):  # an earlier run or a part of this one may have written them
                remove(self.job.out, [part(table, outcome.number) for table in TABLES])
            self.ledger.record(outcome)
            progress = progress.after(outcome)
            on_progress(progress)
        failed = tuple(self.ledger.failed())
        summary = collect(self.job.out, day=self.job.day, counts=self.ledger.counts(), failed=len(failed))
        write(self.job.out, SUMMARY_JSON, summary.to_json().encode())
        write(self.job.out, SUMMARY_HTML, render(summary).encode())
        return Result(counts=self.ledger.counts(), failed=failed, unread=summary.unread)


@contextmanager
def open_run(
    named: Sequence[str],
    job: Job,
    *,
    ledger: str | None = None,
    size: int | None = None,
    on_message: Callable[[str], None],
) -> Iterator[Run]:
    """Open a run over the given names: a new one, or the one that was interrupted in the job's output.

    Args:
        named: folders, patterns and files.
        job: how they are audited; a resumed run keeps the date on which it began.
        ledger: the file of the ledger, by default one in the output.
        size: about how many references a partition has; by default a number that suits the files.
        on_message: called with what was left out and why.

    Raises:
        SettingsError: a different run was started there, or a run is in progress there; a library is missing.
        RecordsError: local records or an index cannot be read.
        SourceError: a named file or folder is missing, or has nothing to audit.
    """
    path = _ledger_path(job.out, ledger)
    require_own(path, LEDGER_KIND)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path), closing(Ledger(path)) as opened:
        sweep(job.out)
        besides = (Path(job.here, job.out),) if is_local(job.out) else ()
        found = sources(named, here=job.here, besides=besides, before=opened.sources(), on_message=on_message)
        size = size or usual_size(found)
        known = identity(job.connections, job.reach, job.settings, size=size)
        if opened.is_new and _tables(job.out):
            raise SettingsError(f"{job.out}: contains tables without the ledger of their run; --anew deletes them")
        if opened.is_new or not opened.has_results():  # without results, no two runs can be mixed
            remove(job.out, _tables(job.out))
            opened.begin(known, found, partitions(found, here=job.here, size=size), job.day)
        else:
            opened.expect(known, found)
        if opened.pending():
            registry_of(job)  # an error in it is better reported here than by every process
        yield Run(ledger=opened, job=evolve(job, day=opened.day(), identity=digest(known)))


def forget(out: str, *, ledger: str | None = None) -> None:
    """Delete the run that was started in an output: its ledger, its tables and its summary.

    Raises:
        SettingsError: a run is in progress there, or the file at its ledger's path is not a ledger.
    """
    path = _ledger_path(out, ledger)
    require_own(path, LEDGER_KIND)
    with _locked(path):
        remove(out, [*_tables(out), SUMMARY_JSON, SUMMARY_HTML])
        path.unlink(missing_ok=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Lock the ledger at ``path`` against other runs; the lock ends with its process."""
    leave = Places(path.with_name(f".{path.name}.lock")).enter(1)
    if leave is None:
        raise SettingsError(f"{path}: another run is in progress here; wait until it ends")
    try:
        yield
    finally:
        leave()


def _tables(out: str) -> list[str]:
    return [name for table in TABLES for name in parts(out, table)]


def _ledger_path(out: str, ledger: str | None) -> Path:
    if ledger is not None:
        return Path(ledger)
    if not is_local(out):
        raise SettingsError("the output is not a local folder; name a local ledger with --ledger FILE")
    return Path(out, LEDGER)
