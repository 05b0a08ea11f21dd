"""Steps from label to label in the training data: how often each is taken, for each kind of gap and in all."""

import json
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from refcheck.parsing.style import steps
from refcheck.parsing.tagging.weights import Array, Weights
from training.data import Example
from training.sequences import sequence

#: A gap that is rarer than this says nothing of what is usual.
_ENOUGH = 5

#: A label is thought to be met so often more, and a step from it.
_MORE, _STEPS_MORE = 20, 0.5


def count(examples: Iterable[Example]) -> dict[str, dict[str, int]]:
    """For each kind of gap how often each step is taken there, in references as printed."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        tokens, _, labels = sequence(example.segments)
        for kind, change in steps(tokens, labels):
            table[kind][change] += 1
    return {kind: dict(sorted(taken.items())) for kind, taken in sorted(table.items()) if taken.total() >= _ENOUGH}


def save(table: Mapping[str, Mapping[str, int]], path: Path) -> None:
    """Write the table, one kind of gap a line."""
    lines = (f"{json.dumps(kind)}: {json.dumps(taken)}" for kind, taken in table.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def chained(weights: Weights, examples: Iterable[Example]) -> Weights:
    """The weights with how much likelier each label is behind each other one than anywhere, in references as printed.

    A row for each label, and one for the beginning of a reference; a column for the label behind it; logarithms of ratios.
    """
    taken: Counter[tuple[str, str]] = Counter()
    for example in examples:
        if not example.style:
            taken.update(pairwise(["", *sequence(example.segments).labels]))
    before, behind = Counter[str](), Counter[str]()
    for (one, other), times in taken.items():
        before[one] += times
        behind[other] += times
    total = taken.total()
    table = [
        math.log((taken[one, other] + _STEPS_MORE) / (before[one] + _MORE) / (max(behind[other], 1) / total))
        for one in (*weights.labels, "")
        for other in weights.labels
    ]
    size = len(weights.labels)
    held = Array("f4", (size + 1, size), memoryview(struct.pack(f"<{len(table)}f", *table)))
    return weights._replace(arrays={**weights.arrays, "steps": held})
