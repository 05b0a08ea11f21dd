"""The trained model: features in, a label and its probability for every token out."""

from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from threading import local
from typing import Any, NamedTuple

MODEL = Path(__file__).parent.with_name("model.crfsuite")
"""The model that ships with the package."""


class Tagged(NamedTuple):
    """The likeliest labels of one reference's tokens together (Viterbi), and the marginal probability of each, from 0 to 1.

    ``marginal`` gives that of any label and place, 0 for a label that the model does not know; until the next call of ``tag``.
    """

    labels: list[str]
    probabilities: list[float]
    marginal: Callable[[str, int], float]


Alternatives = Sequence[Mapping[str, float]]
"""For every token the labels that it may have, with the probability of each."""

_SURE, _UNLIKELY = 0.97, 0.02
"""A label that is likelier than this needs no alternatives, and one that is less likely than that is none. Source: set by
hand: the bounds save time, and no reading hangs on them."""


def tag(features: Sequence[Sequence[bytes]], model: Path) -> Tagged:
    """Label one reference's tokens by their features."""
    tagger, known = _load(model)
    labels: list[str] = tagger.tag(features) if features else []
    marginal = tagger.marginal
    return Tagged(
        labels,
        list(map(marginal, labels, range(len(labels)))),
        lambda label, place: marginal(label, place) if label in known else 0.0,
    )


def alternatives(tagged: Tagged, model: Path) -> Alternatives:
    """The labels that each token of what was tagged last may have; of a token that is sure only its own."""
    tagger, known = _load(model)
    marginal = tagger.marginal
    found: list[Mapping[str, float]] = []
    for place, (own, probability) in enumerate(zip(tagged.labels, tagged.probabilities, strict=True)):
        possible = {own: probability}
        if probability < _SURE:
            possible |= {label: likely for label in known if (likely := marginal(label, place)) > _UNLIKELY}
        found.append(possible)
    return found


_OWN = local()
"""The taggers of one thread: a tagger keeps what it tagged last, so no two threads may share one."""


def _load(model: Path) -> tuple[Any, Set[str]]:
    """This thread's tagger, and the labels that it knows."""
    found: tuple[Any, Set[str]] | None = _OWN.__dict__.get(str(model))
    if found is None:
        tagger = new_tagger()
        tagger.open(str(model))
        found = tagger, dict.fromkeys(tagger.labels()).keys()
        _OWN.__dict__[str(model)] = found
    return found


def new_tagger() -> Any:
    """Return crfsuite's own tagger, or ours where there is no crfsuite for the machine; loaded here: importing must stay light."""
    try:
        from pycrfsuite import Tagger
    except ImportError:
        from refcheck.parsing.tagging.decoder import Tagger
    return Tagger()
