"""The weights of a network, and its output for tokens.

A file of weights is a line of JSON that says what it holds, and the numbers, one array behind the other, little-endian.
"""

import json
import math
import struct
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from refcheck.parsing.tagging.labels import Steps, steps_between

SLOTS = 1 << 20
"""A string is looked up by the last twenty bits of its hash. Of two strings that share them, training keeps one."""

_KINDS = {"u4": 4, "i1": 1, "f2": 2, "f4": 4}
"""Kinds of numbers, by their names in numpy, and the bytes that each takes."""


class Array(NamedTuple):
    """Numbers of one kind (``u4``, ``i1``, ``f2``, ``f4``), and how many there are in each direction."""

    kind: str
    shape: Sequence[int]
    data: memoryview


class Weights(NamedTuple):
    """The learned parameters of a network: the labels, the distances that its layers look at, and arrays.

    ``known`` are the hashes of strings, and ``vectors`` the numbers of each, to be multiplied by ``scale``; the last of both stands
    for all other strings. ``start`` is what a token is beside its strings; ``layer0`` …, ``whole`` and ``out`` are matrices,
    ``shift0`` … and ``out_shift`` what is added behind them. ``steps`` is how well each label (a column) stands behind each (a
    row), as a logarithm that is added to those of the probabilities, and in the last row how well it begins a reference.
    """

    labels: list[str]
    distances: list[int]
    arrays: Mapping[str, Array]


_CHAINED = 0.5
"""How much the steps between labels weigh beside the network. Fitted: November 2026; with 0.25, 0.5 and 1 0.807, 0.808 and 0.804 of
2,500 references by hand are read right, and 0.748 of 1,880 out of new documents with each."""


def steps_of(weights: Weights) -> Steps:
    """Return how well each label stands behind each other one, and behind ``""`` how well it begins a reference."""
    pairs = product((*weights.labels, ""), weights.labels)
    numbers = struct.iter_unpack("<f", weights.arrays["steps"].data)
    learnt = {pair: _CHAINED * number for pair, (number,) in zip(pairs, numbers, strict=True)}
    return steps_between(weights.labels, lambda before, label: learnt[before, label])


class Read(NamedTuple):
    """The output of a network for tokens: for each the probability of every label, the number of the likeliest label, and its
    probability.
    """

    rows: list[list[float]]
    best: list[int]
    probabilities: list[float]


def read(path: Path) -> Weights:
    """Read a file of weights.

    Raises:
        OSError: it cannot be read.
        ValueError: it is none.
    """
    head, _, data = path.read_bytes().partition(b"\n")
    try:
        said = json.loads(head)
        arrays, place = {}, 0
        for name, kind, shape in said["arrays"]:
            size = _KINDS[kind] * math.prod(shape)
            arrays[name] = Array(kind, shape, memoryview(data)[place : place + size])
            place += size
        found = Weights(said["labels"], said["distances"], arrays)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"not a model of the tagger: {path}") from error
    if place != len(data):
        raise ValueError(f"not a model of the tagger: {path}")
    return found


def written(weights: Weights) -> bytes:
    """Return what the file of some weights holds."""
    said = {
        "labels": weights.labels,
        "distances": weights.distances,
        "arrays": [[name, array.kind, list(array.shape)] for name, array in weights.arrays.items()],
    }
    return json.dumps(said).encode() + b"\n" + b"".join([array.data for array in weights.arrays.values()])
