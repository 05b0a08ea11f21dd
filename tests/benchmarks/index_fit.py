"""Fits the weights by which a local index orders what its engine found, and prints them as they stand in the code.

    python tests/benchmarks/index_fit.py FOLDER WORKS.jsonl.gz [--records 1000000] [--references 9000]

WORKS, records in Crossref's JSON, are put among generated ones. References are made of those works that ``index.py`` does not measure
on: one half complete with noise, the other with much left out or wrong. The weights are those under which the right one of the
documents found is likeliest (a softmax over the documents of each reference, with a ridge).
"""

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import exp, log, sqrt
from pathlib import Path

from index_data import full, generated, hard, of, sample
from match_data import in_fitting_half

from refcheck.model import Provenance, Query
from refcheck.parsing import parse
from refcheck.registries.index import LocalIndex, build
from refcheck.registries.index.planning import FEATURES, Printed, printed_words
from refcheck.registries.services.crossref.record import crossref_record

_NOBODY = Provenance(registry="file", url="", retrieved=datetime(2026, 1, 1, tzinfo=UTC))

_RIDGE = 2.0
_STEPS = 600
_PACE = 0.05

Choice = tuple[int, list[list[float]]]
"""Which of the documents is the right one, and the features of each, the engine's score first."""


def main() -> None:
    """Print the weights and the mean log loss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("works", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--references", type=int, default=9_000)
    given = parser.parse_args()
    rng = random.Random(7)
    lines = gzip.decompress(given.works.read_bytes()).splitlines(keepends=True)
    items = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        path = Path(folder) / "records.jsonl"
        with path.open("wb") as file:
            file.writelines(lines)
            others = generated(of(items), given.records - len(items), random.Random(10))
            file.writelines(json.dumps(item).encode() + b"\n" for item in others)
        build(Path(folder) / "index", [path])
        index = LocalIndex.open(Path(folder) / "index")
        records = [record for item in items if in_fitting_half(record := crossref_record(item, _NOBODY))]
        chosen = sample(records, given.references, rng)
        printed = [
            ((hard if number % 2 else full)(record, rng), record.id.value) for number, record in enumerate(chosen)
        ]
        choices = list(_choices(index, printed))
    weights = _fit(choices)
    loss = -sum(log(_shares(weights, rows)[right]) for right, rows in choices) / len(choices)
    print(f"{len(choices)} references with several documents, log loss {loss:.4f}")
    print(f"_SCORE = {weights[0]:.2f}")
    for name, weight in zip(FEATURES, weights[1:], strict=True):
        print(f"{weight:6.2f}  {name}")


def _choices(index: LocalIndex, printed: Sequence[tuple[str, str]]) -> Iterator[Choice]:
    for raw, doi in printed:
        query = Query(raw=raw, work=parse(raw).work)
        found = index.candidates(query)
        dois = [str(item["DOI"]).strip().lower() for _, item in found]
        if doi in dois and len(found) > 1:
            words = Printed(printed_words(query))
            yield dois.index(doi), [[score / found[0][0], *words.features(item)] for score, item in found]


def _shares(weights: Sequence[float], rows: Sequence[Sequence[float]]) -> list[float]:
    sums = [sum(weight * value for weight, value in zip(weights, row, strict=True)) for row in rows]
    powers = [exp(each - max(sums)) for each in sums]
    return [power / sum(powers) for power in powers]


def _fit(choices: Sequence[Choice]) -> list[float]:
    """By Adam (Kingma and Ba 2015)."""
    count = 1 + len(FEATURES)
    weights, mean, spread = [0.0] * count, [0.0] * count, [0.0] * count
    for step in range(1, _STEPS + 1):
        slopes = [-_RIDGE * weight for weight in weights]
        for right, rows in choices:
            for place, share in enumerate(_shares(weights, rows)):
                for feature, value in enumerate(rows[place]):
                    slopes[feature] += ((place == right) - share) * value
        for feature, slope in enumerate(slopes):
            mean[feature] = 0.9 * mean[feature] + 0.1 * slope
            spread[feature] = 0.999 * spread[feature] + 0.001 * slope * slope
            weights[feature] += (
                _PACE * (mean[feature] / (1 - 0.9**step)) / (sqrt(spread[feature] / (1 - 0.999**step)) + 1e-8)
            )
    return weights


if __name__ == "__main__":
    main()
