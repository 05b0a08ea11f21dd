"""Fuzz of fixing: lists in many hands, wrong in many ways, fixed and read by a second reader. Print a table, and what went wrong.

Usage: python tests/benchmarks/fix_fuzz.py [RUNS] [SEED]

A run is a list of one to four made references in one format, encoding and hand; every fix, the unsafe too, is made against made records.
The second reader is pybtex, rispy, ``json``, PyYAML; of PubMed's format and of text ours. It counts where a file that it read before
is refused after, where fields are others that no fix was about, and where a second fixing finds more to do.
"""

import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from fixing_made import ENCODED, MADE, changed_fields, cited, entries_in, records

from refcheck.audit import audit
from refcheck.errors import SourceError
from refcheck.fixing.files import mend
from refcheck.model import Safety
from refcheck.readers import read_bytes
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.settings import Settings

EVERY = frozenset(Safety)


def main(runs: int, seed: int) -> None:
    """Run, and print."""
    table: dict[str, Counter[str]] = {form: Counter() for form in MADE}
    with tempfile.TemporaryDirectory() as folder:
        known = records(300, seed)
        path = Path(folder, "records.jsonl")
        path.write_text("".join(f"{json.dumps(record)}\n" for record in known), encoding="utf-8")
        registry = offline(Connections(cache="off", records=str(path)))
        start = time.process_time()
        for number in range(runs):
            form = list(MADE)[number % len(MADE)]
            rng = random.Random(f"{seed}/{number}")
            works = [cited(record, rng) for record in rng.sample(known, rng.randint(1, 4))]
            name, make = MADE[form]
            data = ENCODED[rng.choice(list(ENCODED))](make(works, rng))
            told = table[form]
            told["runs"] += 1
            try:
                mended = mend(
                    data, name, settings=Settings(), audit=lambda each: audit([each], registry=registry), wanted=EVERY
                )
            except SourceError as error:
                told["not fixed as a whole"] += 1
                report(form, number, str(error), data, b"")
                continue
            told["fixes"] += sum(mended.codes.values())
            told["said not to be made"] += len(mended.refused)
            before, after = entries_in(data, form), entries_in(mended.data, form)
            told["read before"] += before is not None
            if before is not None and after is None:
                told["REFUSED AFTER"] += 1
                report(form, number, "refused", data, mended.data)
            elif before is not None and after is not None:
                changed = changed_fields(before, after)
                if changed is None or len(changed) > sum(mended.codes.values()) + told_twice(form, changed):
                    told["MORE CHANGED"] += 1
                    report(form, number, f"more changed: {changed} {mended.codes}", data, mended.data)
            if len(read_bytes(data, name).references) != len(read_bytes(mended.data, name).references):
                told["OTHER LIST"] += 1
                report(form, number, "other list", data, mended.data)
            if rng.random() < 0.1:
                again = mend(
                    mended.data,
                    name,
                    settings=Settings(),
                    audit=lambda each: audit([each], registry=registry),
                    wanted=EVERY,
                )
                told["AGAIN"] += again.is_changed
        used = time.process_time() - start
    names = list(dict.fromkeys(name for told in table.values() for name in told))
    print(f"{'':10}" + "".join(f"{name:>22}" for name in names))
    for form, told in table.items():
        print(f"{form:10}" + "".join(f"{told[name]:>22}" for name in names))
    print(f"{runs} runs, {used:.0f} s of CPU, {1000 * used / runs:.1f} ms a run")


def told_twice(form: str, changed: list[tuple[int, str]] | None) -> int:
    """Fields that are two for one value: the pages of RIS."""
    return sum(name == "end_page" for _, name in changed or ()) if form == "RIS" else 0


def report(form: str, number: int, what: str, before: bytes, after: bytes) -> None:
    """Show a run that went wrong."""
    print(
        f"--- {form} run {number}: {what}\n{before.decode('utf-8', 'replace')}\n>>>\n{after.decode('utf-8', 'replace')}\n",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
