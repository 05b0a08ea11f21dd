"""CRFsuite's tagger in Python alone, for machines that crfsuite is not built for: the same labels and probabilities, slower.

Both recursions leave out what cannot matter: the likeliest sequence what is beaten before every label, the probabilities
what has none left.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import repeat
from math import exp
from operator import add, mul, sub
from pathlib import Path

from refcheck.parsing.splitting.roles.crfsuite_file import CrfsuiteFile, Row

_NONE_LEFT = 1e-15
"""A label that is less likely than this on a token leads nowhere. Source: twenty labels on a thousand tokens then come to 2e-11,
far below what a confidence is told to."""


class Tagger:
    """What ``pycrfsuite.Tagger`` is, as far as it is used. It keeps what it tagged last."""

    def open(self, path: str) -> None:
        """Take a model.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is no model.
        """
        self._take(CrfsuiteFile(Path(path).read_bytes(), path))

    def open_inmemory(self, data: bytes) -> None:
        """Take a model as its file holds it.

        Raises:
            ValueError: it is none.
        """
        self._take(CrfsuiteFile(data, "what was given"))

    def _take(self, model: CrfsuiteFile) -> None:
        self._model = model
        self._steps = _Steps(self._model.transitions)
        self._places = {label: place for place, label in enumerate(self._model.labels)}
        self._lattice = _Lattice((), self._steps)

    def labels(self) -> list[str]:
        """The labels that the model knows."""
        return list(self._model.labels)

    def tag(self, features: Sequence[Sequence[bytes | str]]) -> list[str]:
        """The likeliest labels of a sequence of tokens, each of which is given by its attributes."""
        nothing, weights = (0.0,) * len(self._places), self._model.weights
        scores = [tuple(map(sum, zip(nothing, *filter(None, map(weights, token)), strict=True))) for token in features]
        self._lattice = _Lattice(scores, self._steps)
        return [self._model.labels[place] for place in self._lattice.likeliest()]

    def marginal(self, label: str, place: int) -> float:
        """The probability, from 0 to 1, of a label on a token of what was tagged last.

        Raises:
            LookupError: there is no such label or token.
        """
        return self._lattice.probabilities[place][self._places[label]]


class _Steps:
    """The weights of label behind label, as the recursions want them."""

    def __init__(self, weights: Sequence[Row]) -> None:
        self.weights = weights
        self.factors = [tuple(map(exp, row)) for row in weights]
        self.leads = [[max(map(sub, row, other)) for row in weights] for other in weights]
        """By how much, at most, the second label leads to something better than the first does."""


class _Lattice:
    """Every label on every token of a sequence, from its score there and the steps between two."""

    def __init__(self, scores: Sequence[Row], steps: _Steps) -> None:
        self._scores = scores
        self._steps = steps

    def likeliest(self) -> list[int]:
        """The places of the labels that are likeliest together (Viterbi); of equals the first."""
        if not self._scores:
            return []
        best, behind = self._scores[0], []
        for score in self._scores[1:]:
            came, reached = self._before(best)
            behind.append(came)
            best = tuple(map(add, reached, score))
        found = [best.index(max(best))]
        for came in reversed(behind):
            found.append(came[found[-1]])
        return found[::-1]

    def _before(self, best: Row) -> tuple[Sequence[int], Iterable[float]]:
        """For each label the one that it is best reached from, and with how much."""
        top = max(best)
        leads = self._steps.leads[best.index(top)]
        left = [place for place, own in enumerate(best) if own + leads[place] >= top]
        rows = [map(add, self._steps.weights[place], repeat(best[place])) for place in left]
        if len(left) == 1:
            return left * len(best), rows[0]
        columns = list(zip(*rows, strict=True))
        reached = list(map(max, columns))
        return [left[column.index(most)] for column, most in zip(columns, reached, strict=True)], reached

    @cached_property
    def probabilities(self) -> list[Row]:
        """The probability of each label on each token: what is ahead of it, then what leads to it."""
        ahead, after = self._ahead()
        found: list[Row] = []
        for own, rest in zip(ahead, [(), *after], strict=True):
            reached = self._reached(found[-1], rest) if found else repeat(1.0)
            found.append(_shares(map(mul, own, reached)))
        return found

    def _ahead(self) -> tuple[list[Row], list[Row]]:
        """What each token's labels come to with all that follows; and what follows alone, for all tokens but the last.

        Each token's is scaled by itself, so that no sequence is too long for a number.
        """
        ahead: list[Row] = []
        after: list[Row] = []
        for score in reversed(self._scores):
            top = max(score)
            own = map(exp, map(sub, score, repeat(top)))
            if ahead:
                following = ahead[-1]
                after.append(tuple([sum(map(mul, row, following)) for row in self._steps.factors]))
                own = map(mul, own, after[-1])
            ahead.append(_shares(own))
        return ahead[::-1], after[::-1]

    def _reached(self, before: Row, after: Row) -> Iterable[float]:
        """How far each label is reached from the labels of the token before, whose probabilities are known."""
        rows = [
            map(mul, factors, repeat(own / rest))
            for own, rest, factors in zip(before, after, self._steps.factors, strict=True)
            if own > _NONE_LEFT
        ]
        return rows[0] if len(rows) == 1 else map(sum, zip(*rows, strict=True))


def _shares(amounts: Iterable[float]) -> Row:
    """Amounts as parts of their sum."""
    each = tuple(amounts)
    return tuple(map(mul, each, repeat(1 / sum(each))))
