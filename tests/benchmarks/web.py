"""The page and the service: how soon the first reference is there, ten clients at once, requests that nobody would send.

Usage: python tests/benchmarks/web.py SERVE WORKS.jsonl.gz [seed|clients|fuzz …]

SERVE is the program that plays the registries (its options ``--port``, ``--pool off``), WORKS the records that it answers from. Seconds are
wall-clock, since that is what a person waits; the machine's load stands beside them. Memory is the sum of the proportional set sizes of all
processes of the service, sampled.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

from audit_world import citable, read_records
from bars import Row, show
from many import printed
from web_made import LIST, OFFLINE, Service, serving

TURNS = 9
CLIENTS, REFERENCES = 10, 40
EXAMPLES = 520
"""Requests that the fuzzer makes for each of some ten operations."""

_SERVING = re.compile(r"serving \d+ works on (http://\S+)")


def seed() -> Iterator[Row]:
    """The page of the open example list, pasted: the medians of several turns."""
    with serving(*OFFLINE) as service:
        service.check()
        turns = [timed(service) for _ in range(TURNS)]
    names = ("first reference shown", "all 33 read", "report done, offline")
    for name, bar, seconds in zip(names, (0.5, 1.0, 2.0), zip(*turns, strict=True), strict=True):
        took = statistics.median(seconds)
        yield _row(f"seed page: {name}", f"≤ {bar} s", f"{took:.2f} s (best {min(seconds):.2f})", took <= bar)


def _row(what: str, bar: str, measured: str, reached: bool) -> Row:
    return Row(what=what, bar=bar, measured=measured, reached=reached)


def timed(service: Service) -> tuple[float, float, float]:
    """Seconds until the first reference, all of them, and the report are there."""
    started = time.perf_counter()
    job = service.api("POST", "check", json={"text": LIST}).json()["job"]
    first = read = 0.0
    for _, kind, data in service.events(job):
        now = time.perf_counter() - started
        if kind == "read":
            first, read = first or now, now
        if kind == "report":
            assert len(data["order"]) == 33
            return first, read, now
    raise AssertionError("no report")


@contextmanager
def playing(serve: str) -> Iterator[str]:
    """The stand-in of the registries, without limits."""
    arguments = [serve, "--port", "0", "--tls-port", "0", "--pool", "off"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        found = next(match for line in process.stdout if (match := _SERVING.search(line)))
        threading.Thread(target=process.stdout.read, daemon=True).start()
        try:
            yield found[1].rstrip("/")
        finally:
            process.terminate()


class Watch:
    """What the service takes and how fast the page answers, looked at while others work."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.most, self.slowest = 0.0, 0.0
        self.answers: list[float] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._weigh, self._ask)]

    def __enter__(self) -> "Watch":
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for each in self._threads:
            each.join()

    def _weigh(self) -> None:
        while not self._over.wait(0.2):
            self.most = max(self.most, sum(map(_proportional, family(self._service.process.pid))) / 1024)

    def _ask(self) -> None:
        while not self._over.wait(0.05):
            started = time.perf_counter()
            assert self._service.ask("GET", "").status_code == 200
            self.answers.append(time.perf_counter() - started)


def family(leader: int) -> list[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        below.setdefault(parent, []).append(int(path.parent.name))
    found = [leader]
    for each in found:
        found += below.get(each, [])
    return found


def _proportional(process: int) -> int:
    """KB that a process takes, with its share of what it shares."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def clients(serve: str, works: str) -> Iterator[Row]:
    """Ten clients at once, each with a list of its own, answers from the stand-in."""
    rng = random.Random(5)
    records = citable(list(read_records(Path(works))))
    lists = []
    for _ in range(CLIENTS):
        lines = printed(rng.sample(records, REFERENCES), rng)
        lists.append("References\n" + "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)))
    with playing(serve) as at:
        asked = ("--crossref-url", f"{at}/crossref", "--datacite-url", f"{at}/datacite", "--doi-url", f"{at}/doi")
        with serving(*asked, "--no-cache", "--isolated", "--mailto", "a@b.example") as service:
            service.check()
            with Watch(service) as watch, ThreadPoolExecutor(CLIENTS) as pool:
                started = time.perf_counter()
                reports = list(pool.map(lambda text: checked(service, text), lists))
                seconds = time.perf_counter() - started
    verdicts = [each["verdict"] for report in reports for each in report["references"]]
    assert all(not report["run"]["incomplete"] for report in reports)
    print(f"{len(verdicts)} references, {verdicts.count('verified')} verified; load {os.getloadavg()[0]:.1f}")
    yield _row(f"{CLIENTS} clients × {REFERENCES} references", "≤ 20 s", f"{seconds:.1f} s", seconds <= 20)
    slowest, usual = max(watch.answers), statistics.median(watch.answers)
    yield _row(
        "the page answers meanwhile", "≤ 0.3 s", f"{slowest:.2f} s at most, {usual:.3f} s usually", slowest <= 0.3
    )
    yield _row("memory of all its processes", "≤ 600 MB", f"{watch.most:.0f} MB", watch.most <= 600)


def checked(service: Service, text: str) -> dict[str, Any]:
    """The report of a text."""
    job = service.api("POST", "check", json={"text": text}).json()["job"]
    assert [kind for _, kind, _ in service.events(job)][-2:] == ["report", "done"]
    report: dict[str, Any] = service.api("GET", f"jobs/{job}").json()
    return report


def fuzz() -> Iterator[Row]:
    """Requests made of the interface's own description, right and wrong ones."""
    with serving(*OFFLINE) as service:
        kept = service.check()
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{service.address}api/v1/openapi.json"),
            *("--url", f"{service.address}api/v1", "--header", "X-Refcheck: 1", "--max-examples", str(EXAMPLES)),
            *(
                "--checks",
                "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
            ),
            *("--continue-on-failure", "--workers", "2", "--no-color", "--request-timeout", "600"),
        ]
        with TemporaryDirectory() as own:
            run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=own)
        print(run.stdout[-6000:])
        made = sum(int(number.replace(",", "")) for number in re.findall(r"([\d,]+) generated", run.stdout))
        failed = "❌" in run.stdout or run.returncode != 0
        assert service.api("GET", f"jobs/{kept}").status_code in (200, 404)
        until = time.monotonic() + 60
        while service.processes() and time.monotonic() < until:
            time.sleep(0.1)
        left = len(service.processes())
        said = service.said[1:]
    yield _row("requests of the fuzzer", "≥ 5,000", str(made), made >= 5_000)
    yield _row("crashes, answers of 5xx, answers not as described", "0", "some" if failed else "0", not failed)
    yield _row("processes left, lines in the log", "0", f"{left}, {len(said)}", not left and not said)
    print(*said[:5], sep="")


def main(serve: str, works: str, *parts: str) -> None:
    wanted = parts or ("seed", "clients", "fuzz")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if "seed" in wanted:
        show(seed())
    if "clients" in wanted:
        show(clients(serve, works))
    if "fuzz" in wanted:
        show(fuzz())


if __name__ == "__main__":
    main(*sys.argv[1:])
