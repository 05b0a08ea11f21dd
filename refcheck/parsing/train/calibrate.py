"""How far the tagger's probabilities can be believed: measured on references that it has not seen."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from refcheck.parsing.calibration import logit
from refcheck.parsing.features import features
from refcheck.parsing.segments import segments
from refcheck.parsing.tagger import tag
from refcheck.parsing.train.data import Example
from refcheck.parsing.train.sequences import sequence

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
        labels, probabilities = tag(features(tokens, tail), model)
        right = {(s.label, s.first, s.last) for s in segments(tokens, gold, [1.0] * len(tokens))}
        for segment in segments(tokens, labels, probabilities):
            reading = (segment.probability, (segment.label, segment.first, segment.last) in right)
            seen["*"].append(reading)
            seen[segment.label].append(reading)
    return {
        label: _curve(readings) for label, readings in sorted(seen.items()) if label == "*" or len(readings) >= ENOUGH
    }


def _curve(readings: list[tuple[float, bool]]) -> tuple[float, float]:
    """Logistic regression of right on logit, by Newton's method; a little ridge keeps it finite."""
    slope, shift = 1.0, 0.0
    points = [(logit(probability), float(right)) for probability, right in readings]
    for _ in range(50):
        g_slope, g_shift = slope * 1e-3, shift * 1e-3
        h_ss, h_st, h_tt = 1e-3, 0.0, 1e-3
        for x, right in points:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + shift))))
            weight = p * (1 - p)
            g_slope += (p - right) * x
            g_shift += p - right
            h_ss += weight * x * x
            h_st += weight * x
            h_tt += weight
        determinant = h_ss * h_tt - h_st * h_st
        step_slope = (g_slope * h_tt - g_shift * h_st) / determinant
        step_shift = (g_shift * h_ss - g_slope * h_st) / determinant
        slope, shift = slope - step_slope, shift - step_shift
        if abs(step_slope) + abs(step_shift) < 1e-9:
            break
    return round(slope, 4), round(shift, 4)


def save(curves: Mapping[str, tuple[float, float]], path: Path) -> None:
    """Write the curves, one label a line."""
    path.write_text(json.dumps(dict(curves), indent=1) + "\n", encoding="utf-8")
