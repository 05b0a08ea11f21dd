"""Cases filed and audited again: how many come to the same, and which changed bytes are told.

``python tests/benchmarks/evidence.py URL WORKS [--lists 50] [--length 20] [--flips 40]``

URL is a running stand-in of Crossref, DataCite and doi.org that spoils a share of its answers; WORKS its works (JSON lines in Crossref's
shape, gzipped). Each list is checked with ``--evidence``, and the case replayed in another folder by a process that no socket can be
opened in. Of every case ``--flips`` bytes are changed, one at a time; of a case of one reference every byte is.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from audit import FORMS, draw_rows
from audit_faults import World
from audit_world import citable, read_records
from bars import Row, show

from refcheck.errors import EvidenceError
from refcheck.evidence import Sealed
from refcheck.model import Id, Record

CLOSED = """
import sys
def closed(event, given):
    if event.startswith("socket."):
        raise RuntimeError(event)
sys.addaudithook(closed)
from refcheck.cli import main
main(["replay", *sys.argv[1:]])
"""
"""``refcheck replay`` in a process that ends at the first socket."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("url")
    arguments.add_argument("works", type=Path)
    arguments.add_argument("--lists", type=int, default=50)
    arguments.add_argument("--length", type=int, default=20)
    arguments.add_argument("--flips", type=int, default=40)
    given = arguments.parse_args()
    rng = random.Random(21)
    texts = list(lists(list(read_records(given.works)), given.lists, given.length, rng))
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        filed = [
            case
            for number, (form, text) in enumerate(texts)
            if (case := check(Path(folder), number, form, text, given.url))
        ]
        asking = time.monotonic() - started
        small = check(Path(folder), len(texts), "txt", texts[0][1].splitlines()[0], given.url)
        outages = sum(b"could not be reached" in case.with_suffix(".log").read_bytes() for case in filed)
        started = time.monotonic()
        same = [replayed(case) for case in filed]
        replaying = time.monotonic() - started
        told, flipped = flips(filed, given.flips, rng)
        every = every_flip(small)
        sizes = sorted(case.stat().st_size for case in filed)
    show(
        [
            row("lists checked and filed", len(filed), given.lists),
            row("the same report, byte for byte, replayed in another folder without sockets", sum(same), given.lists),
            row("changed bytes told, at random", told, flipped),
            row("changed bytes told, every byte of a case of one reference", *every),
        ]
    )
    print(
        f"with an outage in them {outages}; bytes of a case: middle {sizes[len(sizes) // 2]:,}, largest {sizes[-1]:,}"
    )
    print(f"seconds a list: checked {asking / len(texts):.1f}, replayed {replaying / len(texts):.1f}")


def row(what: str, measured: int, bar: int) -> Row:
    return Row(what=what, bar=f"{bar} of {bar}", measured=f"{measured} of {bar}", reached=measured == bar)


def lists(records: list[Record], number: int, length: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Lists in the styles and with the planted faults of the audit's benchmark, half of them BibTeX."""
    pool: list[Record] = citable(records)
    retracted: set[Id] = set()
    rng.shuffle(pool)
    world = World(records=pool[:], dois=frozenset(record.id.value for record in records))
    for each in range(number):
        form = ("plain", "bibtex")[each % 2]
        rows = draw_rows(FORMS[form](world, rng), pool, rng, retracted)[:length]
        yield ("bib" if form == "bibtex" else "txt"), "\n\n".join(row.raw for row in rows)


def check(folder: Path, number: int, ending: str, text: str, url: str) -> Path | None:
    home = folder / f"list-{number}"
    home.mkdir()
    (home / f"references.{ending}").write_text(text, encoding="utf-8")
    case = home / "case.zip"
    asked = ("--crossref-url", f"{url}/crossref", "--datacite-url", f"{url}/datacite", "--doi-url", f"{url}/doi")
    command = ["check", f"references.{ending}", *asked, "--mailto", "benchmark@example.org", "--evidence", str(case)]
    run = subprocess.run([sys.executable, "-m", "refcheck", *command], cwd=home, capture_output=True)
    case.with_suffix(".log").write_bytes(run.stdout + run.stderr)
    return case if case.exists() else None


def replayed(case: Path) -> bool:
    with tempfile.TemporaryDirectory() as elsewhere:
        run = subprocess.run([sys.executable, "-c", CLOSED, str(case)], cwd=elsewhere, capture_output=True, text=True)
    if run.returncode:
        print(run.stdout, run.stderr, file=sys.stderr)
    return run.returncode == 0 and "byte for byte" in run.stdout


def flips(cases: list[Path], number: int, rng: random.Random) -> tuple[int, int]:
    told = 0
    for case in cases:
        data = case.read_bytes()
        told += sum(is_told(data, rng.randrange(len(data)), 1 << rng.randrange(8)) for _ in range(number))
    return told, number * len(cases)


def every_flip(case: Path | None) -> tuple[int, int]:
    data = case.read_bytes() if case else b""
    return sum(is_told(data, at, 1) for at in range(len(data))), len(data)


def is_told(data: bytes, at: int, bit: int) -> bool:
    changed = bytearray(data)
    changed[at] ^= bit
    try:
        dict(Sealed(bytes(changed)))
    except EvidenceError:
        return True
    return False


if __name__ == "__main__":
    main()
