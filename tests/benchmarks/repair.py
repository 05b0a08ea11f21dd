"""How well DOIs are mended, and how fast.

    python tests/benchmarks/repair.py DATA [TEXTS] [--works WORKS]

DATA holds one object a line (JSON Lines, gzipped or not): ``bad`` (a DOI as found, or a text that holds one), ``good`` (the
DOI meant, or null where there is none) and ``kind`` (what is wrong). TEXTS holds printed references for the timing, one
object with ``raw`` a line. DOIs are compared without case.

Printed per kind: rows; ``first``, the share whose first reading is right; ``among``, the share that has it among all readings; ``wrong``,
the share whose first reading is another DOI than the one meant, be it only left as printed where the text alone cannot
tell better. Then how many texts are searched and mended in a second of one core (those of TEXTS; the seed lists, where
nearly every reference has something to mend; the file's broken DOIs alone), and the time for a megabyte of texts that
try patience.

WORKS holds works with their ``DOI``, one object a line. Its well-formed DOIs (at most 400 of one prefix) are printed in every way of
``repair_ways.py``, and per way it is told: how many, ``first`` and ``among`` as above; then the same for texts that go on behind the
DOI and must be left alone, where ``first`` means right and without a repair, and ``among`` right with whatever repairs.
"""

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from repair_ways import NEGATIVE, POSITIVE, Way

from refcheck.identifiers import find, repair_doi
from refcheck.identifiers.schemes import doi

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
MOST_OF_A_PREFIX = 400


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


def valid_dois(works: Path) -> list[str]:
    """The well-formed DOIs of works, at most so many of one prefix, chosen by their checksum."""
    counts: Counter[str] = Counter()
    kept = []
    for value in sorted({row["DOI"].strip() for row in lines(works)}, key=lambda value: crc32(value.encode())):
        prefix = value.partition("/")[0]
        if doi.is_valid(value) and counts[prefix] < MOST_OF_A_PREFIX:
            counts[prefix] += 1
            kept.append(value)
    return kept


def print_ways(title: str, ways: Mapping[str, Way], dois: Sequence[str]) -> None:
    print(f"{title:34}{'DOIs':>7}{'first':>9}{'among':>9}")
    for name, way in ways.items():
        texts = [(value.lower(), text) for value in dois if (text := way(value)) is not None]
        first = among = 0
        for value, text in texts:
            identifier = repair_doi(text)
            values = [reading.value.lower() for reading in identifier.readings()] if identifier else [""]
            is_first = values[0] == value
            if ways is NEGATIVE:
                first += is_first and not (identifier and identifier.repairs)
                among += is_first
            else:
                first += is_first
                among += value in values
        if texts:
            print(f"{name:34}{len(texts):7}{first / len(texts):9.2%}{among / len(texts):9.2%}")


def print_speed(name: str, texts: Sequence[str]) -> None:
    best = min(seconds(texts) for _ in range(ROUNDS))
    print(f"{name:24}{len(texts):6} texts {len(texts) / best:9.0f} a second")


def seconds(texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--works", type=Path)
    given = parser.parse_args()
    rows = list(lines(given.data))
    print_kinds(rows)
    print()
    if given.works:
        dois = valid_dois(given.works)
        print_ways("printed", POSITIVE, dois)
        print()
        print_ways("followed by", NEGATIVE, dois)
        print()
    if given.texts:
        print_speed("references", [row["raw"] for row in lines(given.texts)])
    seeds = [line for path in SEEDS.glob("*/references.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    print_speed("seed lists", seeds * 20)
    print_speed("broken DOIs alone", [row["bad"] for row in rows])
    print()
    for piece in PATIENCE:
        print(f"a megabyte of {piece!r:20}{seconds([piece * (MEGABYTE // len(piece))]):9.2f} s")


if __name__ == "__main__":
    main()
