"""What is left on the disk, and how a command ends, when it is killed, interrupted or out of room: print a table of bars.

Usage: python tests/benchmarks/state.py WORKS.jsonl.gz [NAME…]

WORKS are Crossref's records, one a line. A small Crossref, DataCite and doi.org of some of them stands on this machine and answers
after a moment. Every row runs the command as a person does, in processes of its own. The rows that need a disk of 64 kB mount one,
which only root can; they are left out for others.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bars import Row, show
from odd_answers import World, answering, works

from refcheck import check
from refcheck.model import Report
from refcheck.registries import Registry
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import online
from refcheck.registries.wrappers.cache import Cache

COMMAND = [sys.executable, "-m", "refcheck"]
KILLS = 20
INTERRUPTS = 40
MOMENT = 0.05
"""Seconds that every answer takes."""

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from refcheck.registries.wrappers.cache import Cache
cache, start = Cache(Path(sys.argv[1])), int(sys.argv[2])
print("ready", flush=True)
for number in range(start, start + 1_000_000):
    cache.put("space", {f"{number}-{each}": b"x" * 2_000 for each in range(5)}, datetime.now(UTC) + timedelta(days=1))
    print(number, flush=True)
"""


class Place:
    """A folder with a list in it, and the services that it is checked against."""

    def __init__(self, folder: Path, url: str, lines: list[str]) -> None:
        self.folder, self.url, self.lines = folder, url, lines
        self.source = folder / "list.txt"
        self.source.write_text("\n\n".join(lines) + "\n", encoding="utf-8")

    def environment(self, cache: Path | str) -> dict[str, str]:
        return {
            **os.environ,
            "REFCHECK_CACHE": str(cache),
            "REFCHECK_MAILTO": "ann@example.org",
            **{f"REFCHECK_{name}_URL": self.url for name in ("CROSSREF", "DATACITE", "DOI")},
        }

    def start(self, cache: Path | str, *arguments: str, source: Path | None = None) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [*COMMAND, "check", "-q", *arguments, str(source or self.source)],
            env=self.environment(cache),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def verdicts(self, output: bytes) -> list[str]:
        return [each["verdict"] for each in json.loads(output)["references"]]

    def is_report(self, output: bytes) -> bool:
        try:
            return bool(self.verdicts(output))
        except (ValueError, KeyError):
            return False

    def wanted(self) -> list[str]:
        output, _ = self.start("off", "--format", "json").communicate()
        return self.verdicts(output)


Measure = Callable[[Place], Iterator[Row]]


def kills(place: Place) -> Iterator[Row]:
    """The command killed at any moment, again and again on the same cache and the same report; then it goes on to the end."""
    rng, cache, report = random.Random(1), place.folder / "a.sqlite3", place.folder / "report.json"
    wanted = place.wanted()
    half = damaged = 0
    for _ in range(KILLS):
        running = place.start(cache, "--format", "json", "-o", str(report))
        time.sleep(rng.uniform(0.3, 3.0))
        running.kill()
        running.communicate()
        if report.exists():
            half += not place.is_report(report.read_bytes())
        damaged += cache.exists() and not is_sound(cache)
    started = time.monotonic()
    output, _ = place.start(cache, "--format", "json").communicate()
    seconds = time.monotonic() - started
    same = place.verdicts(output) == wanted
    aside = len(list(place.folder.glob("*.broken-*")))
    yield Row(
        what=f"{KILLS} kill -9 of check: half reports, damaged caches, put aside; then all as without",
        bar="0, 0, 0, yes",
        measured=f"{half}, {damaged}, {aside}, {same} in {seconds:.1f} s",
        reached=not (half or damaged or aside) and same,
    )


def writes(place: Place) -> Iterator[Row]:
    """A process that only writes to the cache, killed: what it said that it had written is there, and nothing is half."""
    rng, path = random.Random(2), place.folder / "b.sqlite3"
    told: list[int] = []
    damaged = half = 0
    for number in range(KILLS):
        running = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(number * 1_000_000)], stdout=subprocess.PIPE
        )
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(rng.uniform(0.05, 0.6))
        running.kill()
        told += [int(each) for each in running.stdout.read().split(b"\n")[:-1] if each]
        running.wait()
        running.stdout.close()
        damaged += not is_sound(path)
    cache, now = Cache(path), datetime.now(UTC)
    lost = 0
    for number in told:
        held = cache.get("space", [f"{number}-{each}" for each in range(5)], now)
        lost += len(held) != 5
        half += any(len(body) != 2_000 for body in held.values())
    cache.close()
    yield Row(
        what=f"{KILLS} kill -9 of a writer, {len(told)} writes: damaged, lost, half",
        bar="0, 0, 0",
        measured=f"{damaged}, {lost}, {half}",
        reached=not (damaged or lost or half),
    )


def together(place: Place) -> Iterator[Row]:
    """Eight processes with one cache and lists that overlap, against the same one after another."""
    rng = random.Random(3)
    lists = []
    for number in range(8):
        path = place.folder / f"list-{number}.txt"
        path.write_text("\n\n".join(rng.sample(place.lines, 40)) + "\n", encoding="utf-8")
        lists.append(path)
    requests()
    alone = []
    for path in lists:
        output, _ = place.start(place.folder / "alone.sqlite3", "--format", "json", source=path).communicate()
        alone.append(place.verdicts(output))
    one_by_one = requests()
    running = [place.start(place.folder / "shared.sqlite3", "--format", "json", source=path) for path in lists]
    shared = [place.verdicts(each.communicate()[0]) for each in running]
    at_once = requests()
    yield Row(
        what="eight processes, one cache: requests together, one after another; the same verdicts",
        bar="<= 115 of 109",
        measured=f"{at_once} of {one_by_one}, {shared == alone}",
        reached=at_once <= one_by_one * 115 / 109 and shared == alone,
    )


def locked(place: Place) -> Iterator[Row]:
    """A cache that another process has locked for good."""
    wanted, path = place.wanted(), place.folder / "locked.sqlite3"
    place.start(path).communicate()
    holder = sqlite3.connect(path, isolation_level=None)
    started = time.monotonic()
    place.start(path).communicate()
    free = time.monotonic() - started
    for how in ("EXCLUSIVE", "IMMEDIATE"):
        holder.execute(f"BEGIN {how}")
        started = time.monotonic()
        output, said = place.start(path, "--format", "json").communicate()
        more = time.monotonic() - started - free
        holder.execute("ROLLBACK")
        same = bool(output) and place.verdicts(output) == wanted
        yield Row(
            what=f"a cache locked ({how.lower()}): seconds more, the same verdicts",
            bar="<= 2.5, yes",
            measured=f"{more:.1f}, {same} {said[-60:].decode()}",
            reached=more <= 2.5 and same,
        )
    holder.close()


def small_disks(place: Place) -> Iterator[Row]:
    """A disk of 64 kB under the cache, and under the report."""
    wanted = place.wanted()
    with small_disk(place.folder / "small") as disk:
        output, said = place.start(disk / "c.sqlite3", "--format", "json").communicate()
        same = bool(output) and place.verdicts(output) == wanted
        yield Row(
            what="64 kB for the cache: the same verdicts, a traceback",
            bar="yes, no",
            measured=f"{same}, {b'Traceback' in said}",
            reached=same and b"Traceback" not in said,
        )
    with small_disk(place.folder / "small") as disk:
        report = disk / "report.json"
        report.write_text("the old one")
        running = place.start("off", "--format", "json", "-o", str(report))
        _, said = running.communicate()
        kept, rest = report.read_text()[:11] == "the old one", sorted(each.name for each in disk.iterdir())
        yield Row(
            what="64 kB for the report: exit code, the old one is there, what else",
            bar="2, yes, nothing",
            measured=f"{running.returncode}, {kept}, {rest[1:]} {said[-50:].decode().strip()}",
            reached=running.returncode == 2 and kept and rest == ["report.json"] and b"Traceback" not in said,
        )
        source = disk / "big.txt"
        source.write_text(f"{place.lines[0].rstrip('.')}..\n\n" * 120, encoding="utf-8")
        before = source.read_bytes()
        fixed = subprocess.run(
            [*COMMAND, "fix", "--in-place", str(source)], env=place.environment("off"), capture_output=True, check=False
        )
        same = source.read_bytes() == before
        yield Row(
            what="64 kB for a file to be fixed: exit code, whole as before or fixed, a traceback",
            bar="2 or 0, yes, no",
            measured=f"{fixed.returncode}, {same or fixed.returncode == 0}, {b'Traceback' in fixed.stderr}",
            reached=(same or fixed.returncode == 0) and b"Traceback" not in fixed.stderr,
        )


def interrupts(place: Place) -> Iterator[Row]:
    """^C at moments from the first line of Python on to the end."""
    rng, codes, traces = random.Random(4), dict[int, int](), 0
    for _ in range(INTERRUPTS):
        running = place.start("off")
        time.sleep(rng.uniform(0.05, 3.5))
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
        codes[running.returncode] = codes.get(running.returncode, 0) + 1
        traces += b"Traceback" in said
    ended = dict(sorted(codes.items()))
    yield Row(
        what=f"{INTERRUPTS} interrupts: exit codes (0, 1 and 3 where the end came first), tracebacks",
        bar="130, 0",
        measured=f"{ended}, {traces}",
        reached=set(ended) <= {0, 1, 3, 130} and not traces,
    )


def threads(place: Place) -> Iterator[Row]:
    """Eight threads with one registry and one cache give what one gives."""
    connections = Connections(
        mailto="ann@example.org",
        crossref_url=place.url,
        datacite_url=place.url,
        doi_url=place.url,
        cache=str(place.folder / "threads.sqlite3"),
    )
    rng = random.Random(5)
    lists = ["\n\n".join(rng.sample(place.lines, 30)) for _ in range(8)]
    alone = [verdicts_from(each, online(connections)) for each in lists]
    for what, cached in (("with what is known", connections), ("anew", fresh(connections, place.folder))):
        with ThreadPoolExecutor(len(lists)) as pool:
            given = list(pool.map(partial(verdicts_from, registry=online(cached)), lists))
        yield Row(
            what=f"eight threads, one registry, {what}: as one",
            bar="yes",
            measured=str(given == alone),
            reached=given == alone,
        )


def verdicts_from(text: str, registry: Registry) -> list[str]:
    return verdicts_of(check(text, registry=registry))


def fresh(connections: Connections, folder: Path) -> Connections:
    return Connections(
        mailto=connections.mailto,
        crossref_url=connections.crossref_url,
        datacite_url=connections.datacite_url,
        doi_url=connections.doi_url,
        cache=str(folder / "threads-anew.sqlite3"),
    )


def verdicts_of(report: Report) -> list[str]:
    return [each.verdict.value for each in report.references]


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


MEASURES: Mapping[str, Measure] = {
    "kills": kills,
    "writes": writes,
    "together": together,
    "locked": locked,
    "disks": small_disks,
    "interrupts": interrupts,
    "threads": threads,
}

_SERVED = [0]


def requests() -> int:
    """Requests that were answered since the last time this was asked."""
    number, _SERVED[0] = _SERVED[0], 0
    return number


def main() -> None:
    path, *names = sys.argv[1:]
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what is begun in the background ignores it, with its children
    world = World(works(path, number=150))

    def seen() -> None:
        _SERVED[0] += 1
        time.sleep(MOMENT)

    with answering(world, seen) as url:
        for name in names or MEASURES:
            if name == "disks" and os.geteuid() != 0:
                continue
            folder = Path(tempfile.mkdtemp(prefix="refcheck-state-"))
            try:
                show(MEASURES[name](Place(folder, url, world.lines)))
            finally:
                shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
