"""The trained model: features in, a label and its probability for every token out."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pycrfsuite import Tagger

#: The model that ships with the package.
MODEL = Path(__file__).with_name("model.crfsuite")


def tag(features: Sequence[list[str]], model: Path) -> tuple[list[str], list[float]]:
    """The likeliest labels of one reference's tokens together (Viterbi), and the marginal probability of each, from 0 to 1."""
    if not features:
        return [], []
    tagger = _load(model)
    labels: list[str] = tagger.tag(features)
    marginal = tagger.marginal
    return labels, [marginal(label, place) for place, label in enumerate(labels)]


@cache
def _load(model: Path) -> "Tagger":
    from pycrfsuite import Tagger  # here, because importing refcheck.parsing must stay light

    tagger = Tagger()
    tagger.open(str(model))
    return tagger
