"""A backfile on a real Dask scheduler with two worker processes, one of which is killed."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from backfile_made import a_job, documents, fail_on_the_third, rows, sums
from test_backfile import SIZE, here, ignore, run

from refcheck.backfile import processes
from refcheck.backfile.processes import on_cluster
from refcheck.backfile.running import open_run
from refcheck.backfile.values import Done, Job
from refcheck.errors import SettingsError

pytestmark = pytest.mark.end_to_end


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    import dask  # here, as below, because it takes a second, which every process that runs tests would take
    from distributed import LocalCluster

    # with no address the dashboard asks for port 8787, and another cluster on the machine may have it
    alone = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    forking = {"distributed.worker.multiprocessing-method": "forkserver"}  # what they import is imported once
    with (
        dask.config.set(forking),
        LocalCluster(n_workers=2, threads_per_worker=1, **alone) as workers,  # type: ignore[no-untyped-call]
    ):
        yield workers.scheduler_address


@pytest.fixture
def job(tmp_path: Path) -> Job:
    rows(tmp_path / "rows.jsonl", documents(36))
    return a_job(tmp_path, tmp_path / "out")


def kill_a_worker(address: str) -> None:
    from distributed import Client

    with Client(address) as client:  # type: ignore[no-untyped-call]
        pids = client.run(os.getpid)
    assert len(pids) == 2
    assert os.getpid() not in pids.values()
    os.kill(min(pids.values()), signal.SIGKILL)


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path, job: Job, address: str) -> None:
    with open_run(["rows.jsonl"], evolve(job, out=str(tmp_path / "sound")), size=SIZE, on_message=ignore) as alone:
        alone.go(here)
    seen: list[int] = []

    def one_killed(partitions: object, job: Job) -> Iterator[object]:
        for outcome in on_cluster(partitions, job, address=address):  # type: ignore[arg-type]
            seen.append(outcome.number)
            if len(seen) == 2:
                kill_a_worker(address)
            yield outcome

    result = run(tmp_path, job, one_killed)
    assert result.failed == ()
    assert len(seen) == len(set(seen)) > 10
    assert sums(tmp_path / "out") == sums(tmp_path / "sound")


def test_a_partition_that_raises_has_failed_and_the_others_are_done(
    tmp_path: Path, job: Job, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "work", fail_on_the_third)
    with open_run(["rows.jsonl"], job, size=SIZE, on_message=ignore) as started:
        pending = started.pending()
        outcomes = list(on_cluster(pending, started.job, address=address))
    assert sorted(outcome.number for outcome in outcomes if isinstance(outcome, Done)) == [
        partition.number for partition in pending if partition.number != 2
    ]


def test_a_scheduler_that_is_not_there_is_told(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    import dask
    import distributed  # noqa: F401 - before the settings: what is set earlier is taken back with all of its own

    with (
        dask.config.set({"distributed.comm.timeouts.connect": 0.5}),
        pytest.raises(SettingsError, match="no scheduler"),
    ):
        list(on_cluster((), job, address="tcp://127.0.0.1:9"))
    with pytest.raises(SettingsError, match="no scheduler"):
        list(on_cluster((), job, address="nonsense://x"))
