"""How well DOIs are mended, and how fast.

    python tests/benchmarks/repair.py DATA [TEXTS]

DATA holds one object a line (JSON Lines, gzipped or not): ``bad`` (a DOI as found, or a text that holds one), ``good`` (the
DOI meant, or null where there is none) and ``kind`` (what is wrong). TEXTS holds printed references for the timing, one
object with ``raw`` a line. DOIs are compared without case.

Printed per kind: rows; ``first``, the share whose first reading is right; ``among``, the share that has it among all readings; ``wrong``,
the share whose first reading is another DOI than the one meant, be it only left as printed where the text alone cannot
tell better. Then how many texts are searched and mended in a second of one core (those of TEXTS; the seed lists, where
nearly every reference has something to mend; the file's broken DOIs alone), and the time for a megabyte of texts that
try patience.
"""

import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from refcheck.identifiers import find, repair_doi

SEEDS = Path(__file__).parents[2] / "seeds"
MEGABYTE = 1_000_000
PATIENCE = (
    "10.1000/((((",
    " ",
    ".",
    "-",
    "(",
    ")",
    "[](",
    "10.1000/a.",
    "10.1000/a- 1 ",
    "http://a.b/- a1 ",
    "%25",
    "9",
)
ROUNDS = 3


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def judged(row: dict[str, Any]) -> tuple[bool, bool, bool]:
    """Whether the first reading is right, whether one of all is, and whether the first is a wrong DOI."""
    good = row["good"] and row["good"].lower()
    identifier = repair_doi(row["bad"])
    if identifier is None:
        return good is None, good is None, False
    values = [reading.value.lower() for reading in identifier.readings()]
    return values[0] == good, good in values, values[0] != good


def print_kinds(rows: Sequence[dict[str, Any]]) -> None:
    kinds: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"]].append(judged(row))
    print(f"{'kind':24}{'rows':>6}{'first':>9}{'among':>9}{'wrong':>9}")
    for kind, judgements in sorted(kinds.items(), key=lambda item: -len(item[1])):
        print_shares(kind, judgements)
    print_shares("all", [judgement for judgements in kinds.values() for judgement in judgements])


def print_shares(name: str, judgements: Sequence[tuple[bool, bool, bool]]) -> None:
    shares = (sum(column) / len(judgements) for column in zip(*judgements, strict=True))
    print(f"{name:24}{len(judgements):6}" + "".join(f"{share:9.2%}" for share in shares))


def print_speed(name: str, texts: Sequence[str]) -> None:
    best = min(seconds(texts) for _ in range(ROUNDS))
    print(f"{name:24}{len(texts):6} texts {len(texts) / best:9.0f} a second")


def seconds(texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - started


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    rows = list(lines(Path(sys.argv[1])))
    print_kinds(rows)
    print()
    if len(sys.argv) > 2:
        print_speed("references", [row["raw"] for row in lines(Path(sys.argv[2]))])
    seeds = [line for path in SEEDS.glob("*/references.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    print_speed("seed lists", seeds * 20)
    print_speed("broken DOIs alone", [row["bad"] for row in rows])
    print()
    for piece in PATIENCE:
        print(f"a megabyte of {piece!r:20}{seconds([piece * (MEGABYTE // len(piece))]):9.2f} s")


if __name__ == "__main__":
    main()
