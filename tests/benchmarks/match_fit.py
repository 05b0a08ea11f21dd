"""Fits the weights of the matcher's score on rendered references, and prints them as they stand in the code.

    python tests/benchmarks/match_fit.py WORKS.jsonl.gz [REFERENCES]

WORKS holds records in Crossref's JSON. Only the fitting half of them is printed (``match_data.in_fitting_half``); ``match.py``
measures on the other half. Each reference is printed in one of the styles with noise, parsed, and set beside the records that a
search finds for it. In every second search the record itself is left out. To one reference in four a near miss is made, without
noise: the same work as another part, or another piece of the same authors in the same volume.
"""

import math
import random
import sys
from collections.abc import Iterator, Sequence

from attrs import evolve
from match_data import in_fitting_half, load, printable, twins
from match_render import STYLES, Parts, render
from match_search import Index

from refcheck.matching.comparing import compare
from refcheck.matching.evidence import evidence
from refcheck.matching.score import FEATURES, is_other_work
from refcheck.matching.second_reading import before_note, read_again
from refcheck.model import Method, Record, Work
from refcheck.parsing import parse

Row = tuple[dict[int, float], bool]

_BASE = len(FEATURES)
_ROWS = 10
_NEAR_MISSES = 0.25
_RIDGE = 0.5
_STEPS = 15


def main(works: str, references: str = "8000") -> None:
    """Prints the base, the weights, and the mean log loss of the fit."""
    rng = random.Random(1)
    records = load(works)
    sample = rng.sample(
        [record for record in records if printable(record) and in_fitting_half(record)], int(references)
    )
    rows = list(_rows(sample, Index(records), rng))
    weights = _fit(rows)
    loss = sum(
        -math.log(_logistic(features, weights) if label else 1 - _logistic(features, weights))
        for features, label in rows
    )
    print(f"{len(rows)} rows, {sum(label for _, label in rows)} of the work itself, log loss {loss / len(rows):.4f}")
    print(f"_BASE = {weights[_BASE]:.2f}\n_WEIGHTS = {{")
    for place, name in enumerate(FEATURES):
        print(f'    "{name}": {weights[place]:.2f},')
    print("}")


def _rows(sample: Sequence[Record], index: Index, rng: random.Random) -> Iterator[Row]:
    styles = list(STYLES)
    for number, target in enumerate(sample):
        style = styles[number % len(styles)]
        raw = render(target.work, style, rng)
        cited = parse(raw).work
        for record in index.search(raw, _ROWS + 1):
            left_out = record is target and number % 2
            if not left_out and not twins(record, target):
                yield from _row(cited, raw, record.work, label=record is target)
        if rng.random() < _NEAR_MISSES:
            printed, other = _near_miss(target.work, rng.choice(sample).work, rng)
            raw = STYLES[style](Parts.of(printed))
            yield from _row(parse(raw).work, raw, other, label=False)


def _row(cited: Work, raw: str, registered: Work, *, label: bool) -> Iterator[Row]:
    again = read_again(cited, raw, registered)
    agreements = compare(again, registered)
    if not is_other_work(again, registered, agreements, Method.SEARCH):
        found = evidence(again, registered, agreements, before_note(raw, registered))
        yield {FEATURES.index(name): value for name, value in found.items() if value and name in FEATURES}, label


def _near_miss(work: Work, stranger: Work, rng: random.Random) -> tuple[Work, Work]:
    """What is printed, and a record that is nearly it: another piece of the same authors, or another part."""
    pages = evolve(work, page=str(rng.randrange(2, 900)), article_number=None) if work.page else work
    if rng.random() < 0.5:
        return work, evolve(
            pages, title=stranger.title, subtitle=stranger.subtitle, original_title=(), title_short=None
        )
    one, other = rng.choice((("Part I", "Part II"), ("Part 2", "Part 3"), ("2014", "2015")))
    return evolve(work, subtitle=one), evolve(pages, subtitle=other, original_title=(), title_short=None)


def _fit(rows: Sequence[Row]) -> list[float]:
    """The weights by Newton's method, with a ridge on all but the base."""
    weights = [0.0] * (_BASE + 1)
    for _ in range(_STEPS):
        curvature = [[0.0] * (_BASE + 1) for _ in weights]
        slope = [-_RIDGE * weight for weight in weights[:-1]] + [0.0]
        for place in range(_BASE):
            curvature[place][place] = _RIDGE
        for features, label in rows:
            probability = _logistic(features, weights)
            rest, spread = label - probability, probability * (1 - probability)
            items = [*features.items(), (_BASE, 1.0)]
            for place, value in items:
                slope[place] += rest * value
                row = curvature[place]
                for other, another in items:
                    row[other] += spread * value * another
        weights = [weight + step for weight, step in zip(weights, _solve(curvature, slope), strict=True)]
    return weights


def _logistic(features: dict[int, float], weights: Sequence[float]) -> float:
    log_odds = weights[_BASE] + sum(weights[place] * value for place, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a positive definite system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column, pivot in enumerate(rows):
        for row in rows:
            if row is not pivot and row[column]:
                factor = row[column] / pivot[column]
                row[:] = [value - factor * other for value, other in zip(row, pivot, strict=True)]
    return [row[-1] / row[place] for place, row in enumerate(rows)]


if __name__ == "__main__":
    main(*sys.argv[1:])
