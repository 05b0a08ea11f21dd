"""The trained model: features in, a label and its probability for every token out."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from refcheck.parsing.tagging.features import WIDTH
from refcheck.parsing.tagging.labels import Alternatives, likeliest, may_follow

if TYPE_CHECKING:
    from refcheck.parsing.tagging import network, network_plain

    _Reader = network.Network | network_plain.Network

MODEL = Path(__file__).parent.with_name("model.net")
"""The model that ships with the package."""


class Tagged(NamedTuple):
    """The likeliest sequence of labels of one reference's tokens, and the probability of each label, from 0 to 1.

    ``rows`` has for each token the probability of every label of the model, in the order of ``names``.
    """

    labels: list[str]
    probabilities: list[float]
    names: Sequence[str]
    rows: Sequence[Sequence[float]]

    def up_to(self, place: int) -> "Tagged":
        """Return the labels and probabilities of the tokens before a place."""
        return Tagged(self.labels[:place], self.probabilities[:place], self.names, self.rows[:place])

    def marginal(self, label: str, place: int) -> float:
        """Return the probability of a label at a place, 0 for one that the model does not know."""
        return self.rows[place][self.names.index(label)] if label in self.names else 0.0


_SURE, _UNLIKELY = 0.97, 0.02
"""A label that is more probable than the first needs no alternatives, and one that is less probable than the second is not an
alternative. Source: a judgement: the bounds save time, and no reading depends on them."""

_HARDLY = 0.005
"""A label that is less probable than this is ignored where the likeliest labels cannot follow each other. Source: as above."""

_AT_ONCE = 512
"""The most tokens given to the network at once, unless one reference has more: more take memory and save no time."""


NOTHING = Tagged([], [], (), ())
"""The result for a text without tokens."""


def tag(features: Sequence[bytes], model: Path) -> list[Tagged]:
    """Label the tokens of some references, given their features."""
    reader = load(model)
    found: list[Tagged] = []
    for some in _portions(features):
        lengths = [len(each) // (4 * WIDTH) for each in some]
        if not any(lengths):
            found += [NOTHING] * len(lengths)
            continue
        read = reader.read(b"".join(some), tuple(filter(None, lengths)))
        start = 0
        for length in lengths:
            end = start + length
            labels = [reader.labels[label] for label in read.best[start:end]]
            found.append(_tagged(labels, read.probabilities[start:end], read.rows[start:end], reader))
            start = end
    return found


def _portions(features: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Yield the features of some references at a time; all but the last portion have at least one token."""
    some: list[bytes] = []
    size = 0
    for each in features:
        if size and size + len(each) > _AT_ONCE * 4 * WIDTH:
            yield some
            some, size = [], 0
        some.append(each)
        size += len(each)
    if some:
        yield some


def _tagged(labels: list[str], probabilities: list[float], rows: list[list[float]], reader: "_Reader") -> Tagged:
    """Return the likeliest sequence of labels: each token's own if all are certain and can follow each other."""
    own = Tagged(labels, probabilities, reader.labels, rows)
    if min(probabilities, default=1.0) >= _SURE and all(map(may_follow, ["", *labels], labels)):
        return own
    labels = likeliest(_possible(own, 1 - _HARDLY, _HARDLY), reader.steps)
    return own._replace(labels=labels, probabilities=list(map(own.marginal, labels, range(len(labels)))))


def _possible(tagged: Tagged, sure: float, unlikely: float) -> list[dict[str, float]]:
    """Return for each token the labels more probable than ``unlikely``; only its own if that is as probable as ``sure``."""
    names = tagged.names
    return [
        {own: probability}
        if probability >= sure
        else {own: probability} | {name: likely for name, likely in zip(names, row, strict=True) if likely > unlikely}
        for own, probability, row in zip(tagged.labels, tagged.probabilities, tagged.rows, strict=True)
    ]


def alternatives(tagged: Tagged) -> Alternatives:
    """Return the labels that each token of a reference may have; of a token whose label is certain only its own."""
    return _possible(tagged, _SURE, _UNLIKELY)


@cache
def load(model: Path) -> "_Reader":
    """Return the network of a file, run by numpy if that is installed; it is imported here to keep importing this module fast.

    Raises:
        OSError: the file cannot be read.
        ValueError: the file is not a model.
    """
    from refcheck.parsing.tagging.weights import read

    weights = read(model)
    try:
        from refcheck.parsing.tagging.network import Network
    except ImportError:
        from refcheck.parsing.tagging import network_plain

        return network_plain.Network(weights)
    return Network(weights)
