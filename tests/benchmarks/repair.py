"""How many malformed DOIs are mended, kind by kind, how fast, and whether the time is linear on adversarial text.

    python tests/benchmarks/repair.py DATA

DATA is a file of JSON lines (gzipped or not) with ``bad`` (the DOI as found), ``good`` (as it should be, or null) and ``kind``.
DOIs compare without case. ``first``: the first value is right. ``among``: the right one is the first or a candidate. ``wrong``: a
value is returned that is not the right one.
"""

import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from refcheck.identifiers import find, repair_doi

ADVERSARIAL = ("10.1000/((((", " ", ".", "-", "(", "[", "10.1000/", "doi:", "http://", "www.", "9", "a/")
SIZE = 1_000_000


def main(data: str) -> None:
    """Print the tables."""
    rows = list(_read(Path(data)))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["kind"]].update(_judge(row))
    print(f"{'kind':28}{'rows':>6}{'first':>8}{'among':>8}{'wrong':>8}")
    for kind, count in sorted(counts.items(), key=lambda pair: -pair[1]["rows"]):
        _print(kind, count)
    _print("all", sum(counts.values(), Counter()))
    _speed([row["bad"] for row in rows])


def _read(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return map(json.loads, text.splitlines())


def _judge(row: dict[str, Any]) -> Counter[str]:
    identifier = repair_doi(row["bad"])
    good = row["good"].lower() if row["good"] else None
    values = [reading.value.lower() for reading in identifier.readings()] if identifier else [None]
    first = values[0] == good
    return Counter(rows=1, first=first, among=good in values, wrong=values[0] is not None and not first)


def _print(kind: str, count: Counter[str]) -> None:
    shares = "".join(f"{count[name] / count['rows']:8.3f}" for name in ("first", "among", "wrong"))
    print(f"{kind:28}{count['rows']:6}{shares}")


def _speed(texts: list[str]) -> None:
    references = [
        f"Doe, J. (2020). A title of some words. Journal of Examples, 12(3), 45-67. https://doi.org/{text}"
        for text in texts
    ]
    start = time.process_time()
    for reference in references:
        find(reference)
    print(f"\n{len(references) / (time.process_time() - start):,.0f} references/s (CPU time)")
    print(f"\n{'1 MB of':28}{'seconds':>8}")
    for pattern in ADVERSARIAL:
        text = pattern * (SIZE // len(pattern))
        start = time.process_time()
        find(text)
        print(f"{pattern!r:28}{time.process_time() - start:8.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
