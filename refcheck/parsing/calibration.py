"""From the tagger's marginal probabilities to the share of readings that are right."""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from refcheck.parsing.tagging.segments import Segment

CURVES = Path(__file__).with_name("model.json")
"""The curves that were fitted when the model was trained: label → slope and shift."""


def calibrated(segment: Segment) -> float:
    """Return the probability that a segment is right in label and extent, from 0 to 1.

    Platt scaling of the least sure token's marginal, fitted for each label on references that the training had not seen.
    """
    curves = _curves()
    slope, shift = curves.get(segment.label) or curves["*"]
    return round(sigmoid(slope * logit(segment.probability) + shift), 4)


def sigmoid(log_odds: float) -> float:
    """Return the probability of log odds, whatever their size."""
    kept = -30.0 if log_odds < -30 else 30.0 if log_odds > 30 else log_odds
    return 1 / (1 + math.exp(-kept))


def logit(probability: float) -> float:
    """Return the log odds of a probability, which is kept off 0 and 1."""
    kept = 1e-6 if probability < 1e-6 else 1 - 1e-6 if probability > 1 - 1e-6 else probability
    return math.log(kept / (1 - kept))


@cache
def _curves() -> Mapping[str, tuple[float, float]]:
    curves: Mapping[str, tuple[float, float]] = json.loads(CURVES.read_text(encoding="utf-8"))
    return curves
