"""A list of 20,000 references against the registries' stand-in that fails now and then: memory, handles, time and verdicts.

Usage: python tests/benchmarks/many.py URL WORKS.jsonl.gz [NUMBER]

URL is the stand-in's, started with a share of faults and without limits; WORKS the records that it holds. Each is printed in one of
several styles, nine of ten with their DOI. The command reads the list from a file and writes the JSON report to one, as a process of its
own, whose memory and open files are looked at while it runs.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from audit_world import read_records
from bars import Row, show
from match_render import STYLES, Parts

from refcheck.model import Record

NUMBER = 20_000
WITHOUT_DOI = 0.1
SHOWN = 12


def printed(records: list[Record], rng: random.Random) -> list[str]:
    """A line for each record that has a title, in one of the styles."""
    styles = [style for name, style in STYLES.items() if name != "physics"]
    lines = []
    for record in records:
        text = " ".join(rng.choice(styles)(Parts.of(record.work)).removeprefix("[1] ").split())
        lines.append(text if rng.random() < WITHOUT_DOI else f"{text} https://doi.org/{record.id.value}")
    return lines


def watched(arguments: list[str], environment: dict[str, str]) -> tuple[int, float, float, list[int], str]:
    """Exit code, seconds, the most MB, the open files as they went, and what was said."""
    started = time.monotonic()
    running = subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE, text=True)
    most, files = 0, list[int]()
    status, folder = Path(f"/proc/{running.pid}/status"), Path(f"/proc/{running.pid}/fd")
    while running.poll() is None:
        try:
            peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            most = max(most, int(peak.split()[1]))
            files.append(len(list(folder.iterdir())))
        except (OSError, StopIteration):
            pass
        time.sleep(0.5)
    said = running.stderr.read() if running.stderr else ""
    return running.returncode, time.monotonic() - started, most / 1_000, files, said


def main() -> None:
    url, path, *number = sys.argv[1:]
    rng = random.Random(3)
    records = [record for record in read_records(Path(path)) if record.work.title and record.work.issued]
    rng.shuffle(records)
    wanted = int(number[0]) if number else NUMBER
    while len(records) < wanted:
        records += records[: wanted - len(records)]
    lines = printed(records[:wanted], rng)
    with tempfile.TemporaryDirectory() as folder:
        source, report = Path(folder) / "list.txt", Path(folder) / "report.json"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        environment = {
            **os.environ,
            "REFCHECK_CACHE": str(Path(folder) / "answers.sqlite3"),
            "REFCHECK_MAILTO": "ann@example.org",
            "REFCHECK_CROSSREF_URL": f"{url}/crossref",
            "REFCHECK_DATACITE_URL": f"{url}/datacite",
            "REFCHECK_DOI_URL": f"{url}/doi",
        }
        command = [sys.executable, "-m", "refcheck", "check", "-q", "--format", "json", "-o", str(report), str(source)]
        code, seconds, most, files, said = watched(command, environment)
        references = json.loads(report.read_bytes())["references"] if report.exists() else []
        size = report.stat().st_size / 1e6 if report.exists() else 0.0
    verdicts = Counter(each["verdict"] for each in references)
    broken = [each for each in references if each["verdict"] in ("broken", "not-found")]
    early, late = max(files[: len(files) // 4], default=0), max(files[len(files) // 4 :], default=0)
    show(
        [
            Row(
                what=f"{len(lines)} lines: references read",
                bar=str(len(lines)),
                measured=str(len(references)),
                reached=len(references) == len(lines),
            ),
            Row(
                what="exit code, seconds, MB of the report",
                bar="",
                measured=f"{code}, {seconds:.0f}, {size:.0f}",
                reached=code in (0, 1, 3),
            ),
            Row(what="the most memory, MB", bar="< 400", measured=f"{most:.0f}", reached=most < 400),
            Row(
                what="open files: the most in the first quarter of the time, and later",
                bar="no more later",
                measured=f"{early}, {late}",
                reached=late <= early + 8,
            ),
            Row(
                what="right references called broken or not found",
                bar="0",
                measured=f"{len(broken)}; {dict(verdicts)}",
                reached=not broken,
            ),
        ]
    )
    for each in broken[:SHOWN]:
        print(f"  {each['verdict']}: {json.dumps(each, ensure_ascii=False)[:400]}")
    if said:
        print(said[-500:])


if __name__ == "__main__":
    main()
