"""What each excuse of the reader prevents and hides: wrong accusations of right references, and faults that go untold.

    python tests/benchmarks/judge_excuses.py WORKS.jsonl.gz [--seeds 1 2] [--lists 40]

The hard faults and fair forms of ``judge.py``, and the lists of ``audit.py``, both as text, are judged with all excuses, and once
without each.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen
from audit import FORMS as LISTS
from audit import RIGHT, draw_rows
from audit_faults import FAULTS as PLANTED
from audit_faults import World
from audit_world import Everything, citable, read_records
from judge import ACCUSING, READING, TODAY, draw
from judge_faults import FAULTS

from refcheck.checks import certainty, check, verdict
from refcheck.checks.comparing.misread_names import EXCUSES_OF_NAMES
from refcheck.checks.comparing.misreading import EXCUSES
from refcheck.model import Case, Record, Severity
from refcheck.resolving import resolve

DOUBT = "read-with-doubt"
"""The excuse of a field that was likelier misread than not."""


@frozen(kw_only=True)
class Judged:
    """One reference with its case, and whether something is the matter with it."""

    case: Case
    faulty: bool


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("works", type=Path)
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--lists", type=int, default=40)
    given = arguments.parse_args()
    held = list(read_records(given.works))
    cases = [each for seed in given.seeds for each in (*_hard(held, seed), *_listed(held, seed, given.lists))]
    right = sum(not each.faulty for each in cases)
    print(f"{len(cases)} references as text, {right} of them right\n")
    print(f"{'without':22} {'wrongly accused':>16} {'faults told':>12}")
    accused, told = _judge(cases)
    print(f"{'(with all)':22} {accused:16} {told:12}")
    for name, without in _ablations():
        fewer = without(lambda: _judge(cases))
        print(f"{name:22} {fewer[0] - accused:+16} {fewer[1] - told:+12}")


def _hard(held: list[Record], seed: int) -> Iterator[Judged]:
    rows, records = draw(held, "text", seed, 20, None)
    cases = resolve(READING["text"]([row.raw for row in rows]), Everything(records), today=TODAY)
    for row, case in zip(rows, cases, strict=True):
        yield Judged(case=case, faulty=row.kind in FAULTS)


def _listed(held: list[Record], seed: int, lists: int) -> Iterator[Judged]:
    rng = random.Random(seed)
    pool = citable(held)
    rng.shuffle(pool)
    world = World(records=pool[:], dois=frozenset(record.id.value for record in held))
    registry = Everything(held)
    for _ in range(lists):
        printed = LISTS["plain"](world, rng)
        rows = [row for row in draw_rows(printed, pool, rng, set()) if row.fault in PLANTED or row.fault == RIGHT]
        cases = resolve(printed.read([row.raw for row in rows]), registry, today=TODAY)
        for row, case in zip(rows, cases, strict=True):
            if row.fault not in ("retracted work", "duplicate", "malformed DOI"):
                yield Judged(case=case, faulty=row.fault != RIGHT)


def _judge(cases: Sequence[Judged]) -> tuple[int, int]:
    """How many right references are accused, and how many faults are told."""
    accused = told = 0
    for each in cases:
        findings = check(each.case)
        loud = any(finding.rule.severity is not Severity.INFO for finding in findings)
        said = verdict(each.case, findings) in ACCUSING or loud
        accused += said and not each.faulty
        told += said and each.faulty
    return accused, told


def _ablations() -> Iterator[tuple[str, Callable[[Callable[[], Any]], Any]]]:
    for table in (EXCUSES, EXCUSES_OF_NAMES):
        for name in table:
            yield name, partial(_without, table, name)
    yield DOUBT, _without_doubt


def _without(table: dict[str, Any], name: str, judge: Callable[[], Any]) -> Any:
    excuse, table[name] = table[name], lambda *_: False
    try:
        return judge()
    finally:
        table[name] = excuse


def _without_doubt(judge: Callable[[], Any]) -> Any:
    sure, certainty.SURE = certainty.SURE, 0.0
    try:
        return judge()
    finally:
        certainty.SURE = sure


if __name__ == "__main__":
    main()
