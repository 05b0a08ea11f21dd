"""A small convolutional network, run by numpy: features of tokens in, the probability of every label for each of them out.

A token is represented by the sum of the vectors of its strings. Layers of convolutions follow: each adds to a token an output for
the token and one token on either side of it, at some distance; the second layer also adds one for the reference as a whole. The
lines of a text are read in the same way as the tokens of a reference, by a separate network.
"""

import math
from functools import lru_cache
from typing import Any

import numpy as np

from refcheck.parsing.tagging.weights import SLOTS, Read, Weights, steps_of

Rows = Any
"""A numpy array with one row for each token."""

_BLOCK = 8
"""The most rows of one matrix product: so few that no library of linear algebra starts threads for them, which would wait for each
other longer than they work."""

_SUMMED = 256
"""The number of tokens whose vectors are summed at once: they fit in the processor's cache."""


class Network:
    """A network with its weights. It stores nothing of its input, so threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Prepare the arrays."""
        held = {
            name: np.frombuffer(data, f"<{kind}").reshape(shape) for name, (kind, shape, data) in weights.arrays.items()
        }
        self.labels, self.steps = weights.labels, steps_of(weights)
        self._known, self._vectors, self._scale = held["known"], held["vectors"], held["scale"]
        self._slots = np.full(SLOTS, len(self._known) - 1, np.uint16)
        self._slots[self._known[:-1] & (SLOTS - 1)] = np.arange(len(self._known) - 1)
        self._distances = tuple(weights.distances)
        self._layers = [
            (held[f"layer{at}"].astype(np.float32), held[f"shift{at}"]) for at in range(len(self._distances))
        ]
        self._whole, self._out = held["whole"].astype(np.float32), held["out"].astype(np.float32)
        self._start, self._out_shift = held["start"], held["out_shift"]

    def read(self, hashes: bytes, lengths: tuple[int, ...]) -> Read:
        """Read the tokens of references by the hashes of their strings, the same number for each token; no reference is empty."""
        total = sum(lengths)
        blocks, size = _blocks(total)
        padded = blocks * size
        values = np.zeros((padded, len(self._scale)), np.float32)
        values[:total] = self._summed(np.frombuffer(hashes, "<u4").reshape(total, -1))
        shown = np.zeros((padded + 1, len(self._scale)), np.float32)  # the last row is outside of every reference
        beside = (_beside_one if lengths == (total,) and total < _SUMMED else _beside)(lengths, self._distances)
        for at, (places, (weights, shift)) in enumerate(zip(beside, self._layers, strict=True)):
            np.maximum(values, 0, out=shown[:padded])
            if at == 1:
                values[:total] += self._of_whole(shown[:total], lengths)
            values += (shown.take(places, axis=0).reshape(blocks, size, -1) @ weights).reshape(padded, -1)
            values += shift
        np.maximum(values, 0, out=values)
        rows = (values.reshape(blocks, size, -1) @ self._out).reshape(padded, -1)[:total]
        rows += self._out_shift
        rows -= np.maximum.reduce(rows, axis=1, keepdims=True)
        np.exp(rows, out=rows)
        rows /= np.add.reduce(rows, axis=1, keepdims=True)
        return Read(rows.tolist(), rows.argmax(axis=1).tolist(), np.maximum.reduce(rows, axis=1).tolist())

    def _summed(self, wanted: Rows) -> Rows:
        """Return for each token the sum of the vectors of its strings."""
        width, size = wanted.shape[1], len(self._scale)
        rows = self._slots.take(wanted & (SLOTS - 1))
        rows[self._known.take(rows) != wanted] = len(self._known) - 1
        ones = np.ones((1, width), np.float32)
        parts = [
            ones
            @ self._vectors.take(rows[at : at + _SUMMED].ravel(), axis=0).astype(np.float32).reshape(-1, width, size)
            for at in range(0, len(rows), _SUMMED)
        ]
        found = (parts[0] if len(parts) == 1 else np.concatenate(parts)).reshape(-1, size)
        found *= self._scale
        found += self._start
        return found

    def _of_whole(self, shown: Rows, lengths: tuple[int, ...]) -> Rows:
        """Return the output for the mean of each token's reference."""
        if len(lengths) == 1:
            return np.add.reduce(shown) / np.float32(lengths[0]) @ self._whole
        sums = np.add.reduceat(shown, np.cumsum((0, *lengths[:-1])), axis=0)
        means = sums / np.array(lengths, np.float32)[:, None]
        return np.repeat((means[:, None] @ self._whole)[:, 0], lengths, axis=0)


def _blocks(total: int) -> tuple[int, int]:
    """Return the number of blocks, and of rows in each, that hold ``total`` tokens."""
    blocks = -(-total // _BLOCK)
    return blocks, -(-total // blocks)


def _beside(lengths: tuple[int, ...], distances: tuple[int, ...]) -> list[Rows]:
    """Return for each distance and token of some references the rows of the token before, itself and the token after."""
    total = sum(lengths)
    padded = math.prod(_blocks(total))
    ends = np.cumsum(lengths)
    first, last = np.full((padded, 1), padded), np.zeros((padded, 1), int)
    first[:total, 0], last[:total, 0] = np.repeat(ends - lengths, lengths), np.repeat(ends, lengths)
    found = []
    for distance in distances:
        places = np.arange(padded)[:, None] + np.array((-distance, 0, distance))
        places[(places < first) | (places >= last)] = padded
        found.append(places)
    return found


_beside_one = lru_cache(maxsize=256)(_beside)
"""The same, cached: for one reference, which is seldom long, it depends only on the reference's length."""
