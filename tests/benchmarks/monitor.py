"""Reports looked at again: which planted news are told, what else is, and with how many requests.

``python tests/benchmarks/monitor.py SERVE WORKS [--references 5000]``

SERVE is the program of a stand-in of Crossref, DataCite and doi.org (``--port``, ``--data``, ``/__stats``) that keeps the official limits; WORKS
are works in Crossref's shape (JSON lines, gzipped). A list of them is checked; then twelve things are made to happen to cited works, and the
report is monitored.
"""

import argparse
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from audit import BibtexFile
from audit_faults import Planted, World
from audit_world import citable, read_records
from bars import Row, show

Item = dict[str, Any]

NOTICES = (
    ("retraction", "publisher"),
    ("retraction", "retraction-watch"),
    ("retraction", "publisher"),
    ("expression_of_concern", "publisher"),
    ("expression_of_concern", "retraction-watch"),
    ("correction", "publisher"),
    ("erratum", "publisher"),
    ("withdrawal", "publisher"),
    ("new_version", "publisher"),
)
"""Nine notices as Crossref spells them; a preprint that is published and two DOIs that come make twelve."""

CAME, NUMBER, MOST_REQUESTS = 2, 12, 110


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("serve", type=Path)
    arguments.add_argument("works", type=Path)
    arguments.add_argument("--references", type=int, default=5_000)
    given = arguments.parse_args()
    rng = random.Random(21)
    records = list(read_records(given.works))
    cited = citable(records)
    rng.shuffle(cited)
    cited = cited[: given.references]
    with gzip.open(given.works, "rt", encoding="utf-8") as lines:
        items: dict[str, Item] = {item["DOI"].strip().lower(): item for item in map(json.loads, lines)}
    planted = [record.id.value for record in rng.sample(cited, NUMBER)]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        printed = BibtexFile(World(records=cited, dois=frozenset()), rng)
        entries = [printed.print(Planted(work=each.work, doi=each.id.value, forced=True)) for each in cited]
        (home / "cited.bib").write_text("\n\n".join(entries), encoding="utf-8")
        before = {doi: item for doi, item in items.items() if doi not in planted[-CAME:]}
        with played(given.serve, home / "before.jsonl", before) as url:
            run(home, "check", url, "cited.bib", "--format", "json", "-o", "old.json")
        print(verdicts(home / "old.json"), file=sys.stderr)
        with played(given.serve, home / "after.jsonl", {**items, **happened(items, planted)}) as url:
            started = time.monotonic()
            code = run(
                home, "monitor", url, "old.json", "--format", "json", "-o", "news.json", "--ledger", "told.sqlite3"
            )
            seconds = time.monotonic() - started
            requests = crossref_requests(url)
            again = run(
                home, "monitor", url, "old.json", "--format", "json", "-o", "again.json", "--ledger", "told.sqlite3"
            )
        news = json.loads((home / "news.json").read_bytes())
        left = json.loads((home / "again.json").read_bytes())["news"]
    told = {each["work"].removeprefix("doi:") for each in news["news"]}
    right = len(told & set(planted))
    show(
        [
            Row(what=f"news planted in {len(cited):,} references: told", bar=f"{NUMBER}", measured=f"{right}", reached=right == NUMBER),
            Row(what="told beside them", bar="0", measured=str(len(news["news"]) - right), reached=len(news["news"]) == right),
            Row(what="requests to Crossref", bar=f"at most {MOST_REQUESTS}", measured=str(requests), reached=requests <= MOST_REQUESTS),
            Row(what="exit code with news; told again from the ledger", bar="1; 0", measured=f"{code}; {len(left)}", reached=code == 1 and not left and again in (0, 3)),
        ]
    )  # fmt: skip
    print(f"{seconds:.0f} s at Crossref's polite pace")
    for each in news["news"]:
        if each["work"].removeprefix("doi:") not in planted:
            print(each["work"], each["message"])


def happened(items: dict[str, Item], planted: list[str]) -> dict[str, Item]:
    """The works that something became of."""
    changed: dict[str, Item] = {}
    for doi, (kind, source) in zip(planted, NOTICES, strict=False):
        notice = {"DOI": f"10.5555/notice.{len(changed)}", "type": kind, "label": kind, "source": source}
        day = {"updated": {"date-parts": [[2026, 11, 20]]}}
        changed[doi] = items[doi] | {"updated-by": [*items[doi].get("updated-by", []), notice | day]}
    published = planted[len(NOTICES)]
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/published.1", "asserted-by": "subject"}]}
    changed[published] = items[published] | {"relation": items[published].get("relation", {}) | relation}
    return changed


@contextmanager
def played(serve: Path, data: Path, items: dict[str, Item]) -> Iterator[str]:
    data.write_text("".join(f"{json.dumps(item)}\n" for item in items.values()), encoding="utf-8")
    command = [str(serve), "--port", "0", "--tls-port", "0", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = next(each for each in server.stdout or [] if "http://" in each)
        found = re.search(r"http://[\d.:]+", line)
        yield found[0] if found else ""
        server.terminate()


def run(home: Path, command: str, url: str, *more: str) -> int:
    asked = ("--crossref-url", f"{url}/crossref", "--datacite-url", f"{url}/datacite", "--doi-url", f"{url}/doi")
    done = subprocess.run(
        [sys.executable, "-m", "refcheck", command, *more, *asked, "--mailto", "benchmark@example.org", "--no-cache"],
        cwd=home,
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, 1, 3):
        print(done.stdout, done.stderr, file=sys.stderr)
    return done.returncode


def crossref_requests(url: str) -> int:
    with urllib.request.urlopen(f"{url}/__stats") as answer:
        stats = json.load(answer)
    return sum(number for name, number in stats["requests"].items() if name.startswith("crossref"))


def verdicts(report: Path) -> str:
    given = [each["verdict"] for each in json.loads(report.read_bytes())["references"]]
    return ", ".join(f"{given.count(verdict)} {verdict}" for verdict in sorted(set(given)))


if __name__ == "__main__":
    main()
