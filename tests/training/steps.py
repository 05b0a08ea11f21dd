"""Steps from label to label in the training data: how often each is taken, for each kind of gap and in all."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from refcheck.parsing.style import steps
from training.data import Example
from training.sequences import sequence

#: A gap that is rarer than this says nothing of what is usual.
_ENOUGH = 5


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
