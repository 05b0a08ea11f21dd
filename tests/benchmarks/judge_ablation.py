"""The worth of each condition of the judge, by what it prevents and hides: every test in its code switched off, one at a time.

    python tests/benchmarks/judge_ablation.py ROWS.pickle [--only PATTERN] [--most 80]

``ROWS`` are of ``judge_rows.py``; what a test is stands in ``ablation.py``. Only rows in which a test decided anything are judged again; of many,
``--most`` are drawn. For each test: how many rows it decided in, how many right ones are accused without it and no longer accused, how
many wrong ones go untold and are told, and how many are said otherwise in any way.
"""

import argparse
import pickle
import random
import re
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ablation import PROBES, Finder, uncached

ROOMS = ("refcheck.matching", "refcheck.checks.comparing")
"""The packages whose tests are switched off."""


_SECONDS = 5
"""A row is judged in less."""

_STRUCTURE = 1500
"""A test that decides in more rows is what the comparison is made of, and no condition."""


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=Path)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--most", type=int, default=80)
    given = arguments.parse_args()
    sys.meta_path.insert(0, Finder(ROOMS))
    signal.signal(signal.SIGALRM, _too_long)
    import judge_rows

    from refcheck import checks

    sys.modules["__main__"].Row, sys.modules["__main__"].Remembered = judge_rows.Row, judge_rows.Remembered  # type: ignore[attr-defined]
    rows, _ = pickle.loads(given.rows.read_bytes())
    checks.load()
    rows[0].judged()
    uncached(ROOMS)
    decided: dict[int, list[int]] = defaultdict(list)
    before: list[Any] = []
    for at, row in enumerate(rows):
        PROBES.seen.clear()
        before.append(row.judged())
        for number in PROBES.seen:
            decided[number].append(at)
    _print_sums(rows, before)
    print(f"{'rows':>5} {'accused':>8} {'untold':>7} {'other':>6}  by set")
    for number, name in enumerate(PROBES.names):
        if re.search(given.only, name):
            _print_without(number, name, rows, before, decided[number], given.most)


def _print_sums(rows: Sequence[Any], before: Sequence[Any]) -> None:
    sums = Counter((row.set, row.kind, loud) for row, (loud, *_) in zip(rows, before, strict=True))
    for of, kind in dict.fromkeys((row.set, row.kind) for row in rows):
        print(f"{of:18} {kind:6} {sums[of, kind, True]:5} of {sums[of, kind, True] + sums[of, kind, False]:5} loud")


def _print_without(
    number: int, name: str, rows: Sequence[Any], before: Sequence[Any], places: Sequence[int], most: int
) -> None:
    if len(places) > _STRUCTURE:
        return
    drawn = places if len(places) <= most else random.Random(1).sample(places, most)
    PROBES.off = number
    changed: Counter[str] = Counter()
    sets: Counter[str] = Counter()
    for at in drawn:
        signal.alarm(_SECONDS)
        try:
            after = rows[at].judged()
        except Exception:  # a test that keeps the code from failing, or from going on for ever
            changed["fails"] += 1
            continue
        finally:
            signal.alarm(0)
        if after != before[at]:
            changed["other"] += 1
            if after[0] != before[at][0]:
                verb = {"fair": "accused", "grey": "accused", "wrong": "untold", "note": "note"}[rows[at].kind]
                sign = 1 if after[0] == (verb == "accused") else -1
                changed[f"{verb}{'+' if sign > 0 else '-'}"] += 1
                sets[f"{rows[at].set} {verb}{'+' if sign > 0 else '-'}"] += 1
    PROBES.off = -1
    by_set = ", ".join(f"{each} {count}" for each, count in sets.items())
    fails = f" FAILS {changed['fails']}" if changed["fails"] else ""
    print(
        f"{len(places):5} {changed['accused+']:+4}{-changed['accused-']:+4} {changed['untold+']:+4}{-changed['untold-']:+3} "
        f"{changed['other']:6}  {name}  [{by_set}]{fails}",
        flush=True,
    )


if __name__ == "__main__":
    main()
