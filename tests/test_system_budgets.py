"""Documents that take too much to be read: told by name, and left; whatever else there is goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import budgets_made
import pytest
from backfile_made import a_job
from click.testing import CliRunner, Result
from documents_made import docx
from hypothesis import given
from hypothesis import strategies as st

from refcheck.backfile.partitions import read as read_partition
from refcheck.backfile.values import Form, Kind, Partition
from refcheck.cli import main
from refcheck.errors import CostlySourceError, SourceError
from refcheck.readers import read_bytes
from refcheck.readers.sources import budgeted
from refcheck.readers.sources.siblings import keeping
from refcheck.system import budgets, worker
from refcheck.system.budgets import Budget, OverMemory, OverTime, limited
from refcheck.system.worker import Died, InPlace, Worker, working_in

pytestmark = pytest.mark.end_to_end

BOUNDED = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system bounds no process")

REFERENCE = "Brandt, K. (1998). On lists. Journal of Lists, 3(2), 5-9. doi:10.1000/lists.\n"

SMALL = Budget(cpu_seconds=1, memory=256 << 20)
SHORT = Budget(cpu_seconds=0.2, memory=256 << 20)  # type: ignore[arg-type]
"""For what never ends: the timer takes parts of a second too, and the test takes no longer than that."""


@pytest.fixture
def apart() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


@BOUNDED
@pytest.mark.parametrize(
    ("work", "error"),
    [
        (budgets_made.spin, OverTime),
        (budgets_made.spin_catching, OverTime),
        (budgets_made.fill, OverMemory),
        (budgets_made.crash, Died),
        (budgets_made.end, Died),
        (budgets_made.refuse, SourceError),
        (budgets_made.mistake, ZeroDivisionError),
    ],
)
def test_what_becomes_of_work_that_cannot_be_done(
    work: Callable[..., Any], error: type[BaseException], apart: Worker
) -> None:
    with pytest.raises(error):
        apart.do(work, budget=SMALL)
    assert apart.do(budgets_made.process, budget=SMALL) != os.getpid()  # and the next is done


@BOUNDED
def test_native_code_that_hangs_is_ended(apart: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_GRACE", 1)
    with pytest.raises(OverTime):
        apart.do(budgets_made.spin_in_native_code, budget=SMALL)


def test_what_sleeps_is_not_waited_for(apart: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_WAITED", 1)
    with pytest.raises(OverTime):
        apart.do(budgets_made.sleep, budget=SMALL)
    monkeypatch.undo()
    assert apart.do(budgets_made.process, budget=SMALL)


def test_what_is_to_be_done_meanwhile_is_done_once() -> None:
    done: list[int] = []
    apart = Worker(meanwhile=lambda: done.append(1))
    assert [apart.do(budgets_made.process, budget=SMALL) != os.getpid() for _ in range(2)] == [True, True]
    apart.close()
    assert done == [1]


def test_one_process_does_all_the_work(apart: Worker) -> None:
    first, second = (apart.do(budgets_made.process, budget=SMALL) for _ in range(2))
    assert first == second != os.getpid()
    apart.close()
    assert apart.do(budgets_made.process, budget=SMALL) not in (first, os.getpid())


def test_a_process_is_made_beside_threads_too(apart: Worker) -> None:
    number = budgets_made.beside_a_thread(lambda: apart.do(budgets_made.process, budget=SMALL))
    assert number != os.getpid()


def test_who_interrupts_gets_no_answer_of_before(apart: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*given: Any, **how: Any) -> Any:
        raise KeyboardInterrupt

    assert apart.do(budgets_made.process, budget=SMALL)
    with monkeypatch.context() as patched:
        patched.setattr("multiprocessing.connection.wait", interrupt)
        with pytest.raises(KeyboardInterrupt):
            apart.do(budgets_made.refuse, budget=SMALL)
    assert apart.do(budgets_made.process, budget=SMALL) != os.getpid()


@BOUNDED
@pytest.mark.parametrize(
    ("work", "error", "budget"),
    [
        (budgets_made.spin, OverTime, SHORT),
        (budgets_made.spin_catching, OverTime, SHORT),
        (budgets_made.fill, OverMemory, SMALL),
    ],
)
def test_this_process_keeps_to_a_budget_and_is_as_before(
    work: Callable[..., Any], error: type[BaseException], budget: Budget
) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)
    start = time.process_time()
    with pytest.raises(error), limited(budget):
        work()
    assert time.process_time() - start < 10
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)) == before
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_in_a_thread_nothing_is_timed() -> None:
    import threading

    done: list[bool] = []

    def work() -> None:
        with limited(SMALL):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


# Documents


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small budgets, and texts that take more where they say so."""
    read_bytes(f"References\n\n{REFERENCE}".encode(), "warm.txt")  # what is loaded once takes longer than that
    for name, value in {"_SECONDS": 0.2, "_MARKED": 0, "_PRINTED": 0, "_MEMORY": 0}.items():
        monkeypatch.setattr(budgeted, name, value)
    monkeypatch.setattr(budgeted, "MEMORY", 256 << 20)
    from refcheck import readers

    read_here = readers._read_here

    def read(data: bytes, name: str, form: str | None) -> Any:
        for word, work in {b"SPIN": budgets_made.spin, b"FILL": budgets_made.fill}.items():
            if word in data:
                work()
        return read_here(data, name, form)

    monkeypatch.setattr(readers, "_read_here", read)


def ran(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@BOUNDED
@pytest.mark.usefixtures("tight")
@pytest.mark.parametrize(
    ("word", "seconds", "said"),
    [("SPIN", 0.2, "takes over 0.2 seconds to read"), ("FILL", 60, "takes over 256 MB to read")],
)
def test_a_document_over_its_budget_is_told_and_the_folder_goes_on(
    word: str, seconds: float, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budgeted, "_SECONDS", seconds)
    (tmp_path / "a.txt").write_text(f"References\n\n{REFERENCE}")
    (tmp_path / "b.txt").write_text(f"References\n\n{word}\n\n{REFERENCE}")
    (tmp_path / "c.txt").write_text(f"References\n\n{REFERENCE}")
    ended = ran("check", "--offline", "--isolated", tmp_path)
    assert f"{tmp_path / 'b.txt'}: {said}; copy its list as text; it was left out" in ended.stderr
    assert "2 references" in ended.stdout
    assert ended.exit_code == 3
    for command in ("check", "queries"):
        alone = ran(command, "--offline", "--isolated", tmp_path / "b.txt")
        assert (alone.exit_code, alone.stdout) == (2, "")
        assert f"{tmp_path / 'b.txt'}: {said}" in alone.stderr
    assert ran("parse", tmp_path / "b.txt").exit_code == 2
    assert ran("parse", tmp_path / "a.txt").exit_code == 0
    assert ran("queries", "--offline", "--isolated", tmp_path).exit_code == 3


@BOUNDED
@pytest.mark.usefixtures("tight")
def test_a_backfile_goes_on_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"References\n\n{REFERENCE}")
    with working_in(InPlace()):
        with pytest.raises(CostlySourceError, match=r"takes over 0\.2 seconds"):
            read_bytes(b"SPIN", "b.txt")
        with pytest.raises(CostlySourceError, match=r"takes over 0\.2 seconds"):
            read_bytes(b"<html>SPIN", "b.html")
        assert read_bytes(REFERENCE.encode(), "a.txt").references
    partition = Partition(number=1, form=Form.DOCUMENT, files=("a.txt", "b.txt"), first=0, stop=2)
    (tmp_path / "b.txt").write_text("SPIN")
    reading = read_partition(partition, a_job(tmp_path, tmp_path / "out"))
    assert [each.bibliography.document.name for each in reading.documents] == ["a.txt"]
    assert [(each.kind, each.document) for each in reading.remarks] == [(Kind.LEFT_OUT, "b.txt")]


@pytest.mark.parametrize("end", [budgets_made.crash, budgets_made.end])
def test_a_document_that_ends_its_library_is_told(
    end: Callable[..., Any], apart: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budgeted, "at_hand", lambda: apart)
    with pytest.raises(CostlySourceError, match=r"a\.pdf: crashes the library that reads it"):
        budgeted.within_budget(end, b"%PDF-1.7", "a.pdf", None)


def test_a_document_is_read_apart_as_it_is_read_here(tmp_path: Path) -> None:
    data = docx([f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("References", REFERENCE.strip())])
    with keeping() as files:
        here = read_bytes(data, "a.docx")
    with working_in(Worker()), keeping() as kept:
        apart = read_bytes(data, "a.docx")
        again = read_bytes(data, "a.docx")
    assert apart == again == here
    assert here.references
    assert kept == files * 2


def test_what_lies_beside_a_document_is_read_along_apart(tmp_path: Path) -> None:
    """A file that opens with a mark, and names another."""
    (tmp_path / "refs.bib").write_text("@article{a, title = {On lists}, author = {Brandt, K.}, year = 1998}")
    source = "\\documentclass{article}\\begin{document}\\cite{a}\\bibliography{refs}\\end{document}"
    (tmp_path / "main.tex").write_bytes(source.encode("utf-16"))
    with keeping() as files:
        here = read_bytes((tmp_path / "main.tex").read_bytes(), str(tmp_path / "main.tex"))
    with working_in(Worker()), keeping() as kept:
        apart = read_bytes((tmp_path / "main.tex").read_bytes(), str(tmp_path / "main.tex"))
    assert apart == here
    assert kept == files
    assert len(kept) == 1


@given(size=st.integers(0, 256 << 20), is_marked=st.booleans())
def test_a_larger_document_may_take_no_less(size: int, is_marked: bool) -> None:
    class Sized(bytes):
        def __len__(self) -> int:
            return size

    data = Sized(b"%PDF-" if is_marked else b"Text ")
    budget = budgeted._budget(data)
    assert budget.cpu_seconds >= 20
    assert budget.memory >= budgets.MEMORY


def test_a_program_that_reads_by_itself_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "do", budgets_made.mistake)
    assert read_bytes(docx(["<w:p><w:r><w:t>Text</w:t></w:r></w:p>"]), "a.docx") is not None


LEFT_OPEN = """
from refcheck.system.budgets import Budget
from refcheck.system.worker import Worker

print(Worker().do(len, [7], budget=Budget(cpu_seconds=5, memory=256 << 20)))
"""


@BOUNDED
def test_a_program_ends_though_nobody_closes_its_process() -> None:
    ended = subprocess.run([sys.executable, "-c", LEFT_OPEN], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "1\n", "")
