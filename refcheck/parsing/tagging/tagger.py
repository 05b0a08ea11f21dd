"""The trained model: features in, a label and its probability for every token out."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pycrfsuite import Tagger

#: The model that ships with the package.
MODEL = Path(__file__).parent.with_name("model.crfsuite")


#: The probability, from 0 to 1, that a token (by its place) has a label; 0 for a label that the model does not know.
Marginal = Callable[[str, int], float]


def tag(features: Sequence[list[str]], model: Path) -> tuple[list[str], Marginal]:
    """The likeliest labels of one reference's tokens together (Viterbi), and the marginals of its tokens.

    The marginals are good until the next call.
    """
    tagger, known = _load(model)
    labels: list[str] = tagger.tag(features) if features else []

    def marginal(label: str, place: int) -> float:
        return float(tagger.marginal(label, place)) if label in known else 0.0

    return labels, marginal


@cache
def _load(model: Path) -> tuple["Tagger", frozenset[str]]:
    from pycrfsuite import Tagger  # here, because importing refcheck.parsing must stay light

    tagger = Tagger()
    tagger.open(str(model))
    return tagger, frozenset(tagger.labels())
