"""The network of the tagger, trained by torch: what ``refcheck.parsing.tagging.network`` runs, on arrays of labelled tokens."""

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from refcheck.parsing.tagging.weights import SLOTS, Array, Weights
from training.chain import unlikeliness

Numbers = Any
"""An array of numpy or torch."""


class Shape(NamedTuple):
    """The numbers of a token, how far each layer looks to either side, the share of numbers, of strings and of words (a token's
    first strings) that a step of training leaves out, and the tokens of a step.
    """

    size: int = 96
    distances: tuple[int, ...] = (1, 2, 4, 8, 16, 1)
    out: float = 0.1
    strings_out: float = 0.12
    words_out: float = 0.15
    step: int = 2500


#: The shape of the network that reads references.
REFERENCES = Shape()

#: How many strings are known, and how often each stands in the data at least.
KNOWN, ENOUGH = 60_000, 3

#: The highest rate of learning; how much of a label's probability is spread over all.
RATE, SPREAD = 2e-3, 0.02

#: How much of what is learnt is labels as a chain, where there are labels, and not each by itself; how much faster the steps from
#: label to label are learnt than the rest.
CHAINED, FASTER = 0.4, 8

#: Of the steps, the share in which the rate rises; after how many steps the state is kept.
RISING, KEPT = 0.04, 2000


class Rows(NamedTuple):
    """References as arrays: the hashes of each token's strings, the number of its label (-1: nobody knows), and of each reference
    how many tokens it has and how often it is seen in one pass. ``taught`` is what teachers say: the probability of each label.
    """

    hashes: Numbers
    labels: Numbers
    lengths: Numbers
    often: Numbers
    taught: Numbers | None = None


class _Layers(nn.Module):  # type: ignore[misc]
    def __init__(self, labels: int, shape: Shape) -> None:
        super().__init__()
        self.shape, size = shape, shape.size
        self.start = nn.Parameter(torch.zeros(size))
        self.layers = nn.ModuleList([nn.Linear(3 * size, size) for _ in shape.distances])
        self.whole, self.out = nn.Linear(size, size, bias=False), nn.Linear(size, labels)
        self.steps = nn.Parameter(torch.zeros(labels + 1, labels))
        for layer in self.layers:
            nn.init.normal_(layer.weight, std=0.6 * math.sqrt(2 / (3 * size)))
            nn.init.zeros_(layer.bias)
        nn.init.normal_(self.whole.weight, std=0.3 / math.sqrt(size))

    def forward(self, values: Numbers, there: Numbers) -> Numbers:
        """Log odds of every label, for references side by side; ``there`` is 1 where one has a token and 0 behind its end."""
        longest = values.shape[1]
        values = (values + self.start) * there
        for at, (layer, distance) in enumerate(zip(self.layers, self.shape.distances, strict=True)):
            shown = self._thinned(functional.relu(values))
            if at == 1:
                values = values + self.whole(shown.sum(1) / there.sum(1)).unsqueeze(1)
            wide = functional.pad(shown, (0, 0, distance, distance))
            beside = torch.cat([wide[:, :longest], shown, wide[:, 2 * distance :]], 2)
            values = (values + layer(beside)) * there
        return self.out(self._thinned(functional.relu(values)))

    def _thinned(self, shown: Numbers) -> Numbers:
        """Some of the numbers left out, the same for all tokens of a reference."""
        out = self.shape.out
        return (
            shown * ((torch.rand(len(shown), 1, self.shape.size) > out).float() / (1 - out)) if self.training else shown
        )


def train(
    rows: Rows,
    labels: Sequence[str],
    passes: float,
    seed: int,
    state: Path,
    share: float = 0.0,
    start: Weights | None = None,
    shape: Shape = REFERENCES,
) -> Weights:
    """Train a network on some references, each pass in another order; with ``start``, go on from there.

    ``share`` is how much of what is learnt the teachers say, where there are labels. A training that was cut off goes on from the
    file ``state``, to the same end.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    layers = _Layers(len(labels), shape)
    known, vectors = _strings(rows.hashes, shape.size) if start is None else _loaded(layers, start)
    numbers = np.searchsorted(known, rows.hashes).clip(max=len(known) - 1)
    numbers[known[numbers] != rows.hashes] = len(known)
    moments = torch.zeros(2, *vectors.shape)
    weights = [each for name, each in layers.named_parameters() if name != "steps"]
    groups = [{"params": weights, "times": 1}, {"params": [layers.steps], "times": FASTER}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    batches = [batch for _ in range(math.ceil(passes)) for batch in _batches(rows, chance, shape.step)]
    batches = batches[: round(len(batches) * passes / math.ceil(passes))]
    layers.train()
    first, total = 0, 0.0
    if state.exists():
        kept = torch.load(state, weights_only=False)
        first, vectors, moments = kept["step"], kept["vectors"], kept["moments"]
        layers.load_state_dict(kept["layers"])
        optimizer.load_state_dict(kept["optimizer"])
        torch.set_rng_state(kept["torch"])
        chance.bit_generator.state = kept["chance"]
    for step, batch in enumerate(batches[first:], start=first + 1):
        done = step / len(batches)
        rate = (
            (RATE if start is None else RATE / 8)
            * min(1, done / RISING)
            * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
        )
        some, target, there, labelled = _shown(rows, numbers, batch, chance, len(labels), len(known), share, shape)
        used, places = np.unique(some, return_inverse=True)
        used = torch.from_numpy(used)
        own = vectors[used].requires_grad_()
        values = functional.embedding_bag(torch.from_numpy(places.reshape(-1, rows.hashes.shape[1])), own, mode="sum")
        log = functional.log_softmax(layers(values.view(*there.shape[:2], shape.size), there), 2)
        optimizer.zero_grad()
        loss = CHAINED * unlikeliness(log, layers.steps, labelled) - (1 - CHAINED) * (target * log).sum()
        loss = loss / there.sum()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 2.0)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["times"]
        optimizer.step()
        with torch.no_grad():  # Adam, of the vectors that were used alone
            mean = moments[0, used].mul_(0.9).add_(own.grad, alpha=0.1)
            square = moments[1, used].mul_(0.99).addcmul_(own.grad, own.grad, value=0.01)
            moments[0, used], moments[1, used] = mean, square
            change = (mean / (1 - 0.9**step)) / ((square / (1 - 0.99**step)).sqrt_() + 1e-8)
            vectors[used] = own.detach() - rate * change
            vectors[-1] = 0
        total += float(loss.detach())
        if step % KEPT == 0:
            print(f"{state.name}: step {step} of {len(batches)}, loss {total / KEPT:.4f}", file=sys.stderr, flush=True)
            total = 0.0
            kept = {"step": step, "vectors": vectors, "moments": moments, "layers": layers.state_dict()}
            kept |= {
                "optimizer": optimizer.state_dict(),
                "torch": torch.get_rng_state(),
                "chance": chance.bit_generator.state,
            }
            torch.save(kept, state.with_suffix(".new"))
            state.with_suffix(".new").replace(state)
    return _saved(layers, known, vectors, labels)


def _strings(hashes: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The strings that are known, in order, and a vector of each; the last is that of all others."""
    found, counts = np.unique(hashes, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    order = order[(counts[order] >= ENOUGH) & (found[order] > 0)]
    _, first = np.unique(
        found[order] & (SLOTS - 1), return_index=True
    )  # of two that share a slot the one that is met oftener
    known = np.sort(found[order[np.sort(first)][:KNOWN]])
    vectors = torch.randn(len(known) + 1, size) * 0.15
    vectors[-1] = 0
    return known, vectors


def _batches(rows: Rows, chance: np.random.Generator, step: int) -> Iterator[Numbers]:
    """The references of one pass in an order by lot, some of like length at a time."""
    times = np.floor(rows.often + chance.random(len(rows.often))).astype(int)
    order = chance.permutation(np.repeat(np.arange(len(times)), times))
    found = []
    for some in np.array_split(order, max(len(order) // 4096, 1)):
        some = some[np.argsort(rows.lengths[some], kind="stable")]
        first = 0
        for end in range(1, len(some) + 1):
            if end == len(some) or (end + 1 - first) * rows.lengths[some[end]] > step:
                found.append(some[first:end])
                first = end
    yield from (found[place] for place in chance.permutation(len(found)))


def _shown(
    rows: Rows,
    numbers: Numbers,
    batch: Numbers,
    chance: np.random.Generator,
    labels: int,
    none: int,
    share: float,
    shape: Shape,
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The strings of some references side by side, what is to be learnt of each token, where there are any, and their labels."""
    lengths = rows.lengths[batch]
    there = np.arange(lengths.max()) < lengths[:, None]
    tokens = np.concatenate(
        [np.arange(end - length, end) for length, end in zip(lengths, np.cumsum(rows.lengths)[batch], strict=True)]
    )
    some = np.full((*there.shape, numbers.shape[1]), none)
    kept = numbers[tokens]
    kept[chance.random(kept.shape) < shape.strings_out] = none
    kept[chance.random(len(kept)) < shape.words_out, 0] = none
    some[there] = kept
    own, known = rows.labels[tokens], rows.labels[tokens] >= 0
    said = np.full((len(tokens), labels), SPREAD / labels, np.float32)
    said[np.arange(len(tokens)), own] += 1 - SPREAD
    if rows.taught is not None:
        weight = np.where(known, share, 1.0)[:, None]
        said = (1 - weight) * said + weight * rows.taught[tokens]
    target = np.zeros((*there.shape, labels), np.float32)
    target[there] = said
    labelled = np.full(there.shape, -1)
    labelled[there] = own
    is_there = there[..., None].astype(np.float32)
    return some, torch.from_numpy(target), torch.from_numpy(is_there), torch.from_numpy(labelled)


def mean(networks: Sequence[Weights]) -> Weights:
    """The mean of networks that went on from one and the same: it is as right as the best of them, and differs less by the draw."""
    first, read = networks[0], [_read(each) for each in networks]
    whole = {name: sum(each[name] for each in read) / len(read) for name in read[0]}
    kinds = {name: array.kind for name, array in first.arrays.items()}
    arrays = {name: (numbers, kinds[name]) for name, numbers in whole.items() if name not in ("vectors", "known")}
    arrays |= {"known": (read[0]["known"].astype("u4"), "u4"), **_in_bytes(whole["vectors"])}
    return first._replace(arrays={name: _array(*arrays[name]) for name in first.arrays})


def _read(weights: Weights) -> dict[str, Numbers]:
    """The arrays of a network in full precision; the vectors with their scale, which is itself left as it is."""
    held = {
        name: np.frombuffer(data, f"<{kind}").reshape(shape) for name, (kind, shape, data) in weights.arrays.items()
    }
    numbers = {name: array.astype(np.float64) for name, array in held.items()}
    return numbers | {"vectors": numbers["vectors"] * numbers["scale"]}


def _in_bytes(table: Numbers) -> dict[str, tuple[Numbers, str]]:
    """Vectors, the last of which is none, in whole numbers, and their scale."""
    scale = np.quantile(np.abs(table[:-1]), 0.9995, axis=0) / 127
    return {"vectors": (np.clip(np.round(table / scale), -127, 127), "i1"), "scale": (scale, "f4")}


def _saved(layers: _Layers, known: Numbers, vectors: Numbers, labels: Sequence[str]) -> Weights:
    """The network in the form that the package reads: vectors in whole numbers, matrices in halves of the usual precision."""
    arrays = {
        "known": (np.append(known, 0), "u4"),
        **_in_bytes(vectors.numpy()),
        "start": (layers.start, "f4"),
        **{f"layer{at}": (layer.weight.T, "f2") for at, layer in enumerate(layers.layers)},
        **{f"shift{at}": (layer.bias, "f4") for at, layer in enumerate(layers.layers)},
        "whole": (layers.whole.weight.T, "f2"),
        "out": (layers.out.weight.T, "f2"),
        "out_shift": (layers.out.bias, "f4"),
        "steps": (layers.steps, "f4"),
    }
    return Weights(list(labels), list(layers.shape.distances), {name: _array(*each) for name, each in arrays.items()})


def _array(numbers: Numbers, kind: str) -> Array:
    plain = numbers.detach().numpy() if isinstance(numbers, torch.Tensor) else numbers
    return Array(kind, plain.shape, memoryview(np.ascontiguousarray(plain, f"<{kind}").tobytes()))


def _loaded(layers: _Layers, start: Weights) -> tuple[Numbers, Numbers]:
    """Give the layers the weights of a network that was saved; gives back its strings and their vectors."""
    held = {name: np.frombuffer(data, f"<{kind}").reshape(shape) for name, (kind, shape, data) in start.arrays.items()}
    numbers = {name: torch.from_numpy(array.astype(np.float32)) for name, array in held.items() if name != "known"}
    with torch.no_grad():
        layers.start.copy_(numbers["start"])
        for at, layer in enumerate(layers.layers):
            layer.weight.copy_(numbers[f"layer{at}"].T)
            layer.bias.copy_(numbers[f"shift{at}"])
        layers.whole.weight.copy_(numbers["whole"].T)
        layers.out.weight.copy_(numbers["out"].T)
        layers.out.bias.copy_(numbers["out_shift"])
        layers.steps.copy_(numbers["steps"])
    return held["known"][:-1], numbers["vectors"] * numbers["scale"]
