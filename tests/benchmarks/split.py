"""How many boundaries the splitter finds, layout by layout, in lists assembled from real references; entries of several works are split, as every reader does.

    python tests/benchmarks/split.py DATA [LISTS]

DATA is a file of JSON lines (gzipped or not) with ``source``, ``raw`` and ``noisy``; only clean sources are used, and a number
that a reference brings along is taken off, so that a layout is what it says. LISTS is how many lists are made for each
layout and each of two kinds: lists from one source, as a paper has them, and lists mixed from all, which nobody has.
"""

import gzip
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from split_layouts import LAYOUTS, Layout

from refcheck.parsing import Entry, apart, split

_LABEL = re.compile(r"^\s*(?:\[[^\]\s]{1,12}\]|\(\d{1,3}\)|\d{1,3}[.)\]:]?(?=\s|\D{2}))\s*")
_AUTHORS = re.compile(r"^[^\d().“\"]{4,60}(?=[.,]? \(?(?:19|20)\d\d)")
_UNCLEAN = ("anystyle-", "parscit-")


def main(data: str, lists: str = "20") -> None:
    """Prints one table."""
    sources = _read(Path(data))
    print(f"{sum(map(len, sources.values()))} references of {len(sources)} clean sources: {', '.join(sorted(sources))}")
    everything = [ref for refs in sources.values() for ref in refs]
    large = [refs for refs in sources.values() if len(refs) >= 90]
    print(
        f"{'layout':28}{'refs':>6}{'right':>8}{'merged':>8}{'cut':>6}{'lost':>6}{'made':>6} |{'mixed':>8}{'merged':>8}{'cut':>6}{'lost':>6}{'made':>6}"
    )
    total: Counter[str] = Counter()
    for name, layout in LAYOUTS.items():
        rng = random.Random(name)
        pure = _run(layout, name, (rng.choice(large) for _ in range(int(lists))), rng)
        mixed = _run(layout, name, (everything for _ in range(int(lists))), rng)
        total.update(pure)
        total.update({f"mixed {key}": value for key, value in mixed.items()})
        print(f"{name:28}{pure['refs']:6}{_row(pure)} |{_row(mixed)}")
    mixed = Counter({key.removeprefix("mixed "): value for key, value in total.items() if key.startswith("mixed")})
    print(f"{'all':28}{total['refs']:6}{_row(total)} |{_row(mixed)}")
    _speed(everything)


def _read(path: Path) -> dict[str, list[str]]:
    data = path.read_bytes()
    sources: dict[str, dict[str, None]] = defaultdict(dict)
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines():
        row = json.loads(line)
        if not row.get("noisy") and not row["source"].startswith(_UNCLEAN):
            sources[row["source"]][" ".join(_LABEL.sub("", row["raw"]).split())] = None
    return {source: list(refs) for source, refs in sources.items()}


def _run(layout: Layout, name: str, pools: Iterable[Sequence[str]], rng: random.Random) -> Counter[str]:
    score: Counter[str] = Counter()
    for pool in pools:
        refs = _prepared(name, rng.sample(pool, rng.randint(25, 60)), rng)
        text = layout(refs, rng)
        score.update(judge(text, refs, tuple(apart(split(text)))))
    return score


def _prepared(name: str, refs: list[str], rng: random.Random) -> list[str]:
    if name == "same author dashes":
        dash = rng.choice(("———", "---", "——", "_____"))
        return [_AUTHORS.sub(dash, ref) if rng.random() < 0.4 else ref for ref in refs]
    if name == "ibid in footnotes":
        return [
            ref if rng.random() < 0.7 else rng.choice(("Ibid., p. 45.", "Ibid.", "Ibid., 12–14.", "Ebd., S. 7."))
            for ref in refs
        ]
    return refs


def judge(text: str, refs: Sequence[str], entries: Sequence[Entry]) -> Counter[str]:
    """Counts: ``right`` = the same letters and digits; ``merged`` = into another's entry; ``cut`` = a further part of one; ``lost``; ``made``."""
    owner = _owners(refs)
    found: Counter[str] = Counter(refs=len(refs))
    whole = Counter(map(_letters, refs))
    right = Counter(_letters(entry.raw) for entry in entries) & whole
    found["right"] = right.total()
    covered: Counter[int] = Counter()
    heads: set[int] = set()
    at = 0
    letters = "".join(map(_letters, refs))
    for entry in entries:
        piece = _letters(entry.raw)
        if not piece:
            continue
        place = letters.find(piece[:24], at)
        if place < 0 or place - at > 6000:
            found["made"] += 1
            continue
        at = place + 1
        first = owner[place]
        found["cut"] += first in heads
        heads.add(first)
        covered.update(owner[place : place + len(piece)])
    for number, ref in enumerate(refs):
        if covered[number] < 0.6 * len(_letters(ref)):
            found["lost"] += 1
        elif number not in heads:
            found["merged"] += 1
    return found


def _owners(refs: Sequence[str]) -> list[int]:
    return [number for number, ref in enumerate(refs) for _ in _letters(ref)]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _row(score: Counter[str]) -> str:
    share = 100 * score["right"] / score["refs"]
    return f"{share:8.2f}{score['merged']:8}{score['cut']:6}{score['lost']:6}{score['made']:6}"


def _speed(refs: Sequence[str]) -> None:
    rng = random.Random(0)
    for count in (2_000, 20_000):
        for name in ("one a line", "wrapped flush", "numbered run"):
            text = LAYOUTS[name](rng.choices(refs, k=count), rng)
            start = time.process_time()
            entries = tuple(apart(split(text)))
            spent = time.process_time() - start
            print(f"{count:6} references, {name:14} {len(text) / 1e6:5.1f} MB {spent:6.2f} s  {len(entries)} entries")


if __name__ == "__main__":
    main(*sys.argv[1:])
