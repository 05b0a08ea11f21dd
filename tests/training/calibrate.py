"""How far the tagger's probabilities can be believed: measured on references that it has not seen."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from refcheck.parsing.parts import logit, sigmoid
from refcheck.parsing.tagging.features import features
from refcheck.parsing.tagging.labels import segments
from refcheck.parsing.tagging.tagger import tag
from training.data import Example
from training.sequences import sequence

#: A label with fewer readings than this is calibrated with the rest together.
ENOUGH = 200


def calibrate(held_out: Iterable[Example], model: Path) -> dict[str, tuple[float, float]]:
    """For each label the two numbers of a logistic curve: probability = sigmoid(slope · logit(marginal) + shift).

    A reading counts as right where a segment of the data has the same label, first and last token. ``*`` is for labels
    that are too rare for a curve of their own.
    """
    seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for example in held_out:
        tokens, tail, gold = sequence(example.segments)
        if not tokens:
            continue
        labels, probabilities, *_ = tag([features(tokens, tail)], model)[0]
        right = {(s.label, s.first, s.last) for s in segments(tokens, gold, [1.0] * len(tokens))}
        for segment in segments(tokens, labels, probabilities):
            reading = (segment.probability, (segment.label, segment.first, segment.last) in right)
            seen["*"].append(reading)
            seen[segment.label].append(reading)
    return {
        label: _curve(readings) for label, readings in sorted(seen.items()) if label == "*" or len(readings) >= ENOUGH
    }


def _curve(readings: list[tuple[float, bool]]) -> tuple[float, float]:
    """Logistic regression of right on logit, by Newton's method in steps of at most a half."""
    slope, shift = 1.0, 0.0
    points = [(logit(probability), float(right)) for probability, right in readings]
    for _ in range(100):
        pull_slope = pull_shift = 0.0
        bend_slope, bend_both, bend_shift = 1e-6, 0.0, 1e-6
        for x, right in points:
            p = sigmoid(slope * x + shift)
            weight = p * (1 - p)
            pull_slope += (p - right) * x
            pull_shift += p - right
            bend_slope += weight * x * x
            bend_both += weight * x
            bend_shift += weight
        determinant = bend_slope * bend_shift - bend_both * bend_both
        steps = (
            (pull_slope * bend_shift - pull_shift * bend_both) / determinant,
            (pull_shift * bend_slope - pull_slope * bend_both) / determinant,
        )
        size = max(abs(step) for step in steps)
        slope, shift = (value - step * min(1.0, 0.5 / size) for value, step in zip((slope, shift), steps, strict=True))
        if size < 1e-9:
            break
    return round(slope, 4), round(shift, 4)


def save(curves: Mapping[str, tuple[float, float]], path: Path) -> None:
    """Write the curves, one label a line."""
    path.write_text(json.dumps(dict(curves), indent=1) + "\n", encoding="utf-8")
