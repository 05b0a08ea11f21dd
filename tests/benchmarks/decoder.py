"""The decoder in Python alone beside crfsuite's: ``python tests/benchmarks/decoder.py parse-dev.jsonl.gz``.

Printed are the tokens on which the two differ by label, the largest difference of a label's probability, and the references a second
of processor time of each, with the likeliest labels alone and with their probabilities too. The exit status is 1 where a label
differs, or a probability by more than 1e-9.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pycrfsuite import Tagger

from refcheck.parsing.reading import draft
from refcheck.parsing.tagging import decoder, tagger
from refcheck.parsing.tagging.tagger import MODEL, Tagged

CLOSE = 1e-9

Features = list[list[bytes]]


def collected(texts: list[str]) -> list[Features]:
    """What the tagger is given for each text."""
    found: list[Features] = []

    class Listening:
        def tag(self, features: Features) -> list[str]:
            found.append(features)
            return ["other"] * len(features)

        def marginal(self, label: str, place: int) -> float:
            return 1.0

    tagger._OWN.__dict__[str(MODEL)] = Listening(), {"other": None}.keys()
    for text in texts:
        draft(text, MODEL)
    del tagger._OWN.__dict__[str(MODEL)]
    return found


def read(each: Any, given: list[Features], *, surely: bool) -> Iterator[Tagged]:
    """The labels, and where asked for their probabilities."""
    for features in given:
        labels = each.tag(features) if features else []
        sure = [each.marginal(label, place) for place, label in enumerate(labels)] if surely else []
        yield Tagged(labels, sure, each.marginal)


def rate(each: Any, given: list[Features], *, surely: bool) -> float:
    """References a second."""
    started = time.process_time()
    for _ in read(each, given, surely=surely):
        pass
    return len(given) / (time.process_time() - started)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    with gzip.open(parser.parse_args().data, "rt", encoding="utf-8") as lines:
        given = collected([json.loads(line)["raw"] for line in lines])
    theirs, ours = Tagger(), decoder.Tagger()
    for each in (theirs, ours):
        each.open(str(MODEL))
    tokens = other = 0
    largest = 0.0
    for one, two in zip(read(theirs, given, surely=True), read(ours, given, surely=True), strict=True):
        tokens += len(one.labels)
        other += sum(a != b for a, b in zip(one.labels, two.labels, strict=True))
        largest = max([largest, *(abs(a - b) for a, b in zip(one.probabilities, two.probabilities, strict=True))])
    print(f"{len(given):,} references, {tokens:,} tokens: {other} other labels, probabilities within {largest:.0e}\n")
    print(f"{'references a second':22}{'crfsuite':>10}{'in Python':>10}{'':>4}times as long")
    some = given[:: max(1, len(given) // 3000)]
    for title, surely in (("labels", False), ("and probabilities", True)):
        fast, slow = rate(theirs, some, surely=surely), rate(ours, some, surely=surely)
        print(f"{title:22}{fast:>10,.0f}{slow:>10,.0f}{fast / slow:>10.1f}")
    return int(other > 0 or largest > CLOSE)


if __name__ == "__main__":
    sys.exit(main())
