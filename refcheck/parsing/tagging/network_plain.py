"""The network in pure Python, for machines for which numpy is not built: the same labels and probabilities, far slower."""

import math
import struct
from collections.abc import Callable, Sequence
from operator import add, mul

from refcheck.parsing.tagging.weights import Array, Read, Weights, steps_of

Row = Sequence[float]


class Network:
    """The network with its weights, like ``network.Network``."""

    def __init__(self, weights: Weights) -> None:
        """Prepare the numbers."""
        arrays = weights.arrays
        self.labels, self.steps, self._distances = weights.labels, steps_of(weights), weights.distances
        known = struct.unpack(f"<{arrays['known'].shape[0]}I", arrays["known"].data)
        self._places = dict(zip(known[:-1], range(len(known)), strict=False))
        self._vectors, self._scale = arrays["vectors"].data.cast("b"), _numbers(arrays["scale"])
        self._start, self._out_shift = _numbers(arrays["start"]), _numbers(arrays["out_shift"])
        self._layers = [
            (_columns(arrays[f"layer{at}"]), _numbers(arrays[f"shift{at}"])) for at in range(len(self._distances))
        ]
        self._whole, self._out = _columns(arrays["whole"]), _columns(arrays["out"])

    def read(self, hashes: bytes, lengths: Sequence[int]) -> Read:
        """Read the tokens of references by the hashes of their strings, the same number for each token; no reference is empty."""
        tokens = list(struct.iter_unpack(f"<{len(hashes) // (4 * sum(lengths))}I", hashes))
        rows: list[list[float]] = []
        for length in lengths:
            rows += self._one(tokens[len(rows) : len(rows) + length])
        best = [max(range(len(row)), key=row.__getitem__) for row in rows]
        return Read(rows, best, [row[label] for row, label in zip(rows, best, strict=True)])

    def _one(self, tokens: Sequence[Sequence[int]]) -> list[list[float]]:
        values = list(map(self._sum, tokens))
        none = [0.0] * len(self._scale)
        for at, (distance, (columns, shift)) in enumerate(zip(self._distances, self._layers, strict=True)):
            outside = [none] * distance
            shown = [*outside, *map(_positive, values), *outside]
            made = [
                _product([*before, *own, *after], columns, shift)
                for before, own, after in zip(shown, shown[distance:], shown[2 * distance :], strict=False)
            ]
            if at == 1:
                mean = [sum(column) / len(values) for column in zip(*shown, strict=True)]
                whole = _product(mean, self._whole, none)
                made = [list(map(add, row, whole)) for row in made]
            values = [list(map(add, row, more)) for row, more in zip(values, made, strict=True)]
        return [_softmax(_product(_positive(row), self._out, self._out_shift)) for row in values]

    def _sum(self, token: Sequence[int]) -> Row:
        """Return the sum of the vectors of a token's strings."""
        size = len(self._scale)
        places = [place for place in map(self._places.get, token) if place is not None]
        vectors = [self._vectors[place * size : (place + 1) * size] for place in places]
        sums = map(sum, zip(*vectors, strict=True)) if vectors else [0] * size
        return list(map(add, self._start, map(mul, sums, self._scale)))


def _numbers(held: Array) -> Row:
    """Return an array of any kind as one row."""
    code = {"f2": "e", "f4": "f"}[held.kind]
    return struct.unpack(f"<{math.prod(held.shape)}{code}", held.data)


def _columns(held: Array) -> list[Row]:
    """Return the columns of a matrix."""
    numbers, width = _numbers(held), held.shape[1]
    return [numbers[at::width] for at in range(width)]


def _positive(row: Row) -> Row:
    return [value if value > 0 else 0.0 for value in row]


_sumprod: Callable[[Row, Row], float] = getattr(math, "sumprod", lambda row, column: sum(map(mul, row, column)))
"""The sum of the products of two rows; it is built into Python 3.12."""


def _product(row: Row, columns: Sequence[Row], shift: Row) -> Row:
    """Return a row times a matrix, which is given by its columns, plus a shift."""
    return [_sumprod(row, column) + more for column, more in zip(columns, shift, strict=False)]


def _softmax(row: Row) -> list[float]:
    """Return the probabilities for log odds."""
    most = max(row)
    odds = [math.exp(value - most) for value in row]
    total = sum(odds)
    return [value / total for value in odds]
