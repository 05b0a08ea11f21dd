"""What this version reads otherwise than another: ``python tests/benchmarks/read_otherwise.py DATA --beside CHECKOUT [--documents FOLDER…]``.

DATA is the folder of labelled references, of which every reference that is not noisy is read by itself, with the network that ships
(so that only the difference counts, and no level). Documents are read as files; what is compared is each entry's key, its text and
all its fields, and the notes. The two versions run at once, each in a process of its own. Printed are the sums, and with ``--show``
each reading that differs: what was printed, and the fields of both that are not the same.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from attrs import asdict
from parse_scores import load_scorer

HERE = Path(__file__).resolve().parent

UNREAD = frozenset({".json", ".jsonl", ".toml", ".gz"})
"""Files beside documents that are none."""

Reading = dict[str, Any]


def main() -> int:
    """Compare and print; 1 where more labelled references became wrong than right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT")
    parser.add_argument("--documents", type=Path, nargs="*", default=[])
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if options.beside is None:
        for name, reading in read(options.data, options.documents):
            print(json.dumps([name, reading]))
        return 0
    with ThreadPoolExecutor() as pool:
        now, before = pool.map(partial(_of, options), (HERE.parents[1], options.beside.resolve()))
    return compare(options.data, now, before, show=options.show)


def _of(options: argparse.Namespace, checkout: Path) -> dict[str, list[Reading]]:
    """Return what the package of one checkout reads."""
    path = os.pathsep.join(map(str, (checkout, HERE, HERE.parent)))
    command = [sys.executable, "-P", __file__, str(options.data), "--documents", *map(str, options.documents)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONPATH": path}
    )
    return dict(map(json.loads, done.stdout.splitlines()))


def rows(data: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the labelled references that are not noisy."""
    with gzip.open(data / "parse-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if not row.get("noisy"))


def read(data: Path, folders: list[Path]) -> Iterator[tuple[str, list[Reading]]]:
    """Yield what this package reads: of each reference, by its id, and of each document, by its path."""
    from parse_scores import fields

    from refcheck import parse
    from refcheck.readers import read_bytes

    for row in rows(data):
        reference = parse(row["raw"])
        yield row["id"], [{"raw": row["raw"], "judged": fields(reference), **_plain(reference)}]
    for path in sorted(each for folder in folders for each in folder.rglob("*") if each.is_file()):
        if path.suffix in UNREAD or path.stem == "README":
            continue
        try:
            document = read_bytes(path.read_bytes(), str(path))
        except Exception as error:
            yield str(path), [{"raw": repr(error)}]
            continue
        notes = [{"raw": str(note)} for note in document.notes]
        yield str(path), [{"raw": each.raw, "key": each.key, **_plain(each)} for each in document.references] + notes


def _plain(reference: Any) -> Reading:
    """Return the fields of a work that say something, as text."""
    return {name: str(value) for name, value in asdict(reference.work, recurse=False).items() if value}


def compare(data: Path, now: Mapping[str, list[Reading]], before: Mapping[str, list[Reading]], *, show: bool) -> int:
    """Print how many readings differ, and which way the labelled ones do."""
    scorer = load_scorer(data)
    judged = {row["id"]: row for row in rows(data)}
    right, was_right, better, worse = (0, 0, 0, 0)
    for name, row in judged.items():
        own, other = (_is_right(scorer, row, each[name][0]["judged"]) for each in (now, before))
        right, was_right = right + own, was_right + other
        better, worse = better + (own and not other), worse + (other and not own)
    differing = [name for name in before if now.get(name) != before[name]]
    of_strings = sum(name in judged for name in differing)
    print(
        f"references {len(judged)}: right {was_right} -> {right} ({better} better, {worse} worse), {of_strings} read otherwise"
    )
    print(f"documents {len(before) - len(judged)}: {len(differing) - of_strings} read otherwise")
    for name in differing if show else ():
        print(f"\n{name}")
        for removed, added in _differing(before[name], now.get(name, [])):
            print(f"  - {removed}\n  + {added}")
    return int(worse > better)


def _is_right(scorer: Any, row: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    verdicts = [(name, *scorer.judge(name, row["fields"], found)) for name in scorer.FIELDS]
    return all(equal for name, gold, _, equal in verdicts if gold and name not in row.get("skip", ()))


def _differing(before: list[Reading], now: list[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yield the readings of two versions that differ, without what is the same in both, by their texts where they have the same number."""
    pairs = zip(before, now, strict=True) if len(before) == len(now) else _by_text(before, now)
    for one, other in pairs:
        if one != other:
            same = {name for name in one.keys() & other.keys() if name != "raw" and one[name] == other[name]}
            yield tuple({name: each[name] for name in each if name not in same | {"judged"}} for each in (one, other))  # type: ignore[misc]


def _by_text(before: list[Reading], now: list[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yield what each version alone has read."""
    yield from ((each, {}) for each in before if each not in now)
    yield from (({}, each) for each in now if each not in before)


if __name__ == "__main__":
    raise SystemExit(main())
