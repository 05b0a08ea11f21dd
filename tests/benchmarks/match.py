"""How well references are matched with records: real strings, rendered ones, the score's calibration, and speed.

    python tests/benchmarks/match.py DATA_FOLDER WORKS.jsonl.gz [MATCH.jsonl.gz]

DATA_FOLDER holds ``match-sandbox.jsonl.gz``, unless MATCH names another file: real strings (``raw``), some with the DOI of a
record in WORKS, some whose work is not there (``doi`` null). WORKS holds records in Crossref's JSON. Rendered references are of
records on which no weight was fitted. Each is searched for in a local index twice: with its record in it, and with its record
taken out. No network.
"""

import random
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from attrs import frozen
from match_data import in_fitting_half, lines, load, printable, twins
from match_render import STYLES, UNTITLED, render
from match_search import Index

from refcheck.matching import SAME_WORK, compare, rank
from refcheck.model import Match, Record, Work
from refcheck.parsing import parse

_ROWS = 10
_RENDERED = 5500
_BINS = (0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 1.01)


def main(folder: str, works: str, matches: str | None = None) -> None:
    """Prints four tables."""
    records = load(works)
    index = Index(records)
    _real_strings(matches or str(Path(folder) / "match-sandbox.jsonl.gz"), index)
    trials = _trials(records, index)
    _rendered(trials)
    _calibration(trials)
    _speed(trials)


def _real_strings(path: str, index: Index) -> None:
    held = found = absent = wrong = 0
    for entry in lines(path):
        raw = " ".join(entry["raw"].split())
        best = _best(rank(parse(raw).work, raw, index.search(raw, _ROWS)))
        if entry["doi"] is None:
            absent += 1
            wrong += best is not None
        else:
            held += 1
            found += best is not None and best.record.id.value == entry["doi"]
    print(f"real strings: {found} of {held} held are matched, {wrong} of {absent} that are not held are matched\n")


@frozen
class _Trial:
    """A rendered reference: how it was read, its record, and the hits of the two searches."""

    style: str
    cited: Work
    target: Record
    hits: tuple[Match, ...]
    hits_without: tuple[Match, ...]


def _trials(records: Sequence[Record], index: Index) -> list[_Trial]:
    rng = random.Random(2)
    pool = [record for record in records if printable(record) and not in_fitting_half(record)]
    styles = list(STYLES)
    trials = []
    for number, target in enumerate(rng.sample(pool, _RENDERED)):
        style = styles[number % len(styles)]
        raw = render(target.work, style, rng)
        cited = parse(raw).work
        hits = rank(cited, raw, index.search(raw, _ROWS + 1))
        without = tuple(hit for hit in hits if hit.record is not target and not twins(hit.record, target))
        trials.append(_Trial(style, cited, target, hits, without))
    return trials


def _rendered(trials: Sequence[_Trial]) -> None:
    print("style        references  matched  another  matched without it")
    groups: dict[str, tuple[str, ...]] = {style: (style,) for style in STYLES}
    groups |= {"with a title": tuple(style for style in STYLES if style not in UNTITLED), "all": tuple(STYLES)}
    for name, styles in groups.items():
        rows = [trial for trial in trials if trial.style in styles]
        right = sum(_is_right(trial) for trial in rows)
        other = sum(_best(trial.hits) is not None and not _is_right(trial) for trial in rows)
        false = sum(_best(trial.hits_without) is not None for trial in rows)
        print(f"{name:12} {len(rows):10}  {right / len(rows):7.2%}  {other / len(rows):7.2%}  {false / len(rows):7.2%}")
    print()


def _calibration(trials: Sequence[_Trial]) -> None:
    """Of the best hit of every search, with the record in the index and without."""
    best = [(trial.hits[0], trial) for trial in trials if trial.hits]
    scores = [(hit.score, hit.record is trial.target or twins(hit.record, trial.target)) for hit, trial in best]
    scores += [(trial.hits_without[0].score, False) for trial in trials if trial.hits_without]
    print("score          hits  mean score  are the work")
    for low, high in pairwise(_BINS):
        rows = [(score, truth) for score, truth in scores if low <= score < high]
        if rows:
            mean, share = (sum(column) / len(rows) for column in zip(*rows, strict=True))
            print(f"{low:.2f} – {min(high, 1):.2f} {len(rows):6}  {mean:10.3f}  {share:12.3f}")
    print()


def _speed(trials: Sequence[_Trial]) -> None:
    own = [(trial.cited, trial.target.work) for trial in trials]
    hits = [(trial.cited, hit.record.work) for trial in trials[:300] for hit in trial.hits]
    for name, pairs in (("a work and its record", own), ("a work and its hits", hits)):
        start = time.process_time()
        for cited, registered in pairs:
            compare(cited, registered)
        print(f"compare, {name}: {len(pairs) / (time.process_time() - start):,.0f} a second")


def _best(hits: Sequence[Match]) -> Match | None:
    """The first hit, if the matcher is sure of it."""
    return hits[0] if hits and hits[0].score >= SAME_WORK else None


def _is_right(trial: _Trial) -> bool:
    best = _best(trial.hits)
    return best is not None and (best.record is trial.target or twins(best.record, trial.target))


if __name__ == "__main__":
    main(*sys.argv[1:])
