"""A backfile end to end, index in hand: references a second on one and two processes, memory, and what a kill costs.

    python tests/benchmarks/backfile.py WORKS.jsonl.gz FOLDER [--references N] [--doi SHARE] [--rounds N] [--index INDEX] [--strings FILE]

References are printed from the works in eleven styles with the noise that references have, thirty a document; a share of them has its
DOI behind it. With --strings they are the ``string`` or ``raw`` of a file's JSON lines instead. The command runs in processes of its
own, in turn with one process and with two. Wall times count only on a machine that has nothing else to do; beside them stand the seconds
of processors, which hold on any. The ratio of the two tells what two idle processors would gain.
"""

import argparse
import gzip
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from bars import Row, show
from match_data import lines, load, printable
from match_render import STYLES, render

from refcheck.registries.index import build

A_DOCUMENT = 30
SIZE = 500
"""References of a document, and about so many of a partition."""


@frozen
class Took:
    """Seconds by the clock and of processors, and the most memory that one process had, in MB."""

    wall: float
    cpu: float
    memory: int


def strings(options: argparse.Namespace, rng: random.Random) -> Iterator[str]:
    if options.strings:
        texts = [item.get("string") or item["raw"] for item in lines(options.strings)]
        yield from rng.sample(texts, min(options.references, len(texts)))
        return
    records = [record for record in load(options.works) if printable(record)]
    for _ in range(options.references):
        record = rng.choice(records)
        doi = f" https://doi.org/{record.id.value}" if rng.random() < options.doi else ""
        yield render(record.work, rng.choice([*STYLES]), rng) + doi


def documents(path: Path, texts: list[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(texts), A_DOCUMENT):
            about = {"id": f"paper {start}", "journal": f"Journal {start % 7}", "year": 2000 + start % 20}
            file.write(json.dumps(about | {"references": texts[start : start + A_DOCUMENT]}) + "\n")


def command(folder: Path, index: Path, out: str, jobs: int) -> list[str]:
    asked = ["--offline", "--no-cache", "--index", str(index), "--isolated", "--fail-on", "never"]
    run = [sys.executable, "-c", "from refcheck.cli import main; main()", "backfile", str(folder / "rows.jsonl")]
    return [*run, "--out", str(folder / out), "--jobs", str(jobs), "--partition-size", str(SIZE), *asked]


def held(pid: int) -> int:
    """The memory of its own, in MB, that a process or one of its children has now; a mapped index is shared and not counted."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    own = int(status.partition("RssAnon:")[2].split()[0]) // 1024 if "RssAnon:" in status else 0
    return max([own, *(held(int(child)) for child in children)])


def timed(arguments: list[str], kill_in: Path | None = None) -> Took:
    """Run a command, or kill it when two in five partitions of that output are done."""
    start, highest = time.monotonic(), 0
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    ended = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not ended.wait(0.2):
            highest = max(highest, held(process.pid))
            if kill_in is not None and is_two_fifths_done(kill_in):
                process.send_signal(signal.SIGKILL)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - start
    ended.set()
    watcher.join()
    assert process.returncode == (0 if kill_in is None else -signal.SIGKILL), process.returncode
    return Took(took, usage.ru_utime + usage.ru_stime, highest)


def sums(out: Path) -> str:
    files = sorted(out.glob("*/*.parquet"))  # a summary has the day of the audit in it
    digests = [f"{path.relative_to(out)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def done(out: Path) -> tuple[int, int, float]:
    """Partitions done, all of them, and the seconds that those done took."""
    with sqlite3.connect(out / "ledger.sqlite3") as ledger:
        return tuple(
            ledger.execute("SELECT sum(state = 'done'), count(*), coalesce(sum(seconds), 0) FROM partition").fetchone()
        )


def is_two_fifths_done(out: Path) -> bool:
    try:
        there, total, _ = done(out)
    except sqlite3.OperationalError:  # it has not begun, or is being written
        return False
    return 5 * there >= 2 * total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--references", type=int, default=12_000)
    parser.add_argument("--doi", type=float, default=0.4)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--strings")
    options = parser.parse_args()
    folder: Path = options.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = options.index or folder / "index"
    if options.index is None:
        (folder / "works.jsonl").write_bytes(gzip.decompress(Path(options.works).read_bytes()))
        build(index, [folder / "works.jsonl"])
    texts = list(strings(options, random.Random(11)))
    documents(folder / "rows.jsonl", texts)

    took: dict[int, list[Took]] = {1: [], 2: []}
    for number in range(options.rounds):
        for jobs in (1, 2):
            shutil.rmtree(folder / f"out-{jobs}", ignore_errors=True)
            took[jobs].append(timed(command(folder, index, f"out-{jobs}", jobs)))
            each = took[jobs][-1]
            print(
                f"round {number + 1}, {jobs} processes: {each.wall:.1f} s, {each.cpu:.1f} s of processors, {each.memory} MB"
            )
    one, two = (min(took[jobs], key=lambda each: each.wall) for jobs in (1, 2))
    cpu_one, cpu_two = (min(each.cpu for each in took[jobs]) for jobs in (1, 2))
    same = sums(folder / "out-1") == sums(folder / "out-2")

    timed(command(folder, index, "out-killed", 2), kill_in=folder / "out-killed")
    before, total, seconds = done(folder / "out-killed")
    again = timed(command(folder, index, "out-killed", 2))
    _, _, whole = done(folder / "out-2")
    _, _, after = done(folder / "out-killed")
    as_good = sums(folder / "out-killed") == sums(folder / "out-2")

    count = len(texts)
    show(
        (
            Row(
                what="references a second on two processes, by the clock",
                bar=">= 250",
                measured=f"{count / two.wall:.0f}",
                reached=count / two.wall >= 250,
            ),
            Row(
                what="references a second of one processor (two processes)",
                bar=">= 125",
                measured=f"{count / cpu_two:.0f}",
                reached=count / cpu_two >= 125,
            ),
            Row(
                what="two processes against one, by the clock",
                bar=">= 1.8 x",
                measured=f"{one.wall / two.wall:.2f} x",
                reached=one.wall / two.wall >= 1.8,
            ),
            Row(
                what="two processes against one on idle processors: twice the ratio of their processors' seconds",
                bar=">= 1.8 x",
                measured=f"{2 * cpu_one / cpu_two:.2f} x",
                reached=2 * cpu_one / cpu_two >= 1.8,
            ),
            Row(
                what="the tables of one process and of two",
                bar="the same bytes",
                measured="the same" if same else "others",
                reached=same,
            ),
            Row(
                what=f"killed (-9) with {before} of {total} partitions done, and run again",
                bar="the same bytes",
                measured="the same" if as_good else "others",
                reached=as_good,
            ),
            Row(
                what="partitions done by the second run, of those that were open",
                bar="all, no other",
                measured=f"{total - before} in {again.wall:.1f} s, {after - seconds:.0f} of {whole:.0f} s",
                reached=after - seconds < whole * (total - before + 1) / total * 1.3,
            ),
            Row(
                what="memory of the largest process, without the index that all of them share",
                bar="",
                measured=f"{max(each.memory for each in took[1] + took[2])} MB",
                reached=True,
            ),
        )
    )


if __name__ == "__main__":
    main()
