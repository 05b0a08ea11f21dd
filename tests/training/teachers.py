"""What teachers say of references: the mean of some networks and of a linear-chain model, which err in different places."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from refcheck.parsing.tagging.network import Network
from refcheck.parsing.tagging.weights import Weights
from training.network import Numbers, Rows, train

#: Passes of the networks that teach, and what their draws begin with.
PASSES, SEEDS = 2, (2, 3)

#: How many of the references the linear-chain model learns from, of those that a pass shows once.
SHARE = 0.12

#: Elastic net and length of training of crfsuite's L-BFGS: little of either, for the features are few and dense.
PARAMETERS = {"c1": 0.2, "c2": 0.1, "max_iterations": 70, "feature.possible_transitions": False}

#: Where a label is more probable than this for the linear-chain model, the others are not asked for.
SURE = 0.99

#: How many references a network reads together.
TOGETHER = 50

#: Where in a token's strings its word, its kind and the gaps before and behind it stand.
WORD, KIND, BEFORE, BEHIND = 0, 1, 8, 9


def taught(rows: Rows, labels: Sequence[str], work: Path) -> Numbers:
    """The probability of each label for each token; what is not labelled the teachers have not seen.

    What each teacher says is kept in the folder ``work``.
    """
    said = kept(work / "linear.npy", lambda: _linear(rows, labels)).astype(np.float32)
    for seed in SEEDS:
        said += kept(work / f"teacher{seed}.npy", partial(_taught_by, rows, labels, seed, work))
    return (said / (1 + len(SEEDS))).astype(np.float16)


def kept(path: Path, make: Callable[[], Numbers]) -> Numbers:
    """An array of a file, made where there is none."""
    if not path.exists():
        np.save(path.with_suffix(".new.npy"), make())
        path.with_suffix(".new.npy").replace(path)
    return np.load(path)


def _taught_by(rows: Rows, labels: Sequence[str], seed: int, work: Path) -> Numbers:
    """What a network says that learnt from what is labelled."""
    known, labelled = rows.labels >= 0, _labelled(rows)
    seen = Rows(rows.hashes[known], rows.labels[known], rows.lengths[labelled], rows.often[labelled])
    return says(train(seen, labels, PASSES, seed, work / f"teacher{seed}.pt"), rows)


def _labelled(rows: Rows) -> Numbers:
    return rows.labels[np.cumsum(rows.lengths) - 1] >= 0


def says(weights: Weights, rows: Rows) -> Numbers:
    """What a network says: the probability of each label for each token."""
    network = Network(weights)
    ends = np.cumsum(rows.lengths)
    said = []
    for some in np.array_split(np.arange(len(ends)), len(ends) // TOGETHER + 1):
        hashes = rows.hashes[ends[some[0]] - rows.lengths[some[0]] : ends[some[-1]]]
        read = network.read(hashes.astype("<u4").tobytes(), tuple(rows.lengths[some].tolist()))
        said.append(np.array(read.rows, np.float16))
    return np.concatenate(said)


def _linear(rows: Rows, labels: Sequence[str]) -> Numbers:
    """What a linear-chain model says, that sees of each token its neighbours too."""
    from pycrfsuite import Tagger, Trainer

    said = np.zeros((len(rows.labels), len(labels)), np.float16)
    chosen = np.random.default_rng(SEEDS[0]).random(len(rows.lengths)) < SHARE * rows.often
    trainer = Trainer(algorithm="lbfgs", verbose=False)
    for end, length, is_chosen in zip(np.cumsum(rows.lengths), rows.lengths, chosen, strict=True):
        own = rows.labels[end - length : end]
        if is_chosen and own[-1] >= 0:
            trainer.append(list(_strings(rows.hashes[end - length : end])), [labels[label] for label in own])
    trainer.set_params(PARAMETERS)
    tagger: Any = Tagger()
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "linear")
        trainer.train(path)
        tagger.open(path)
        known = [(number, label) for number, label in enumerate(labels) if label in tagger.labels()]
        for end, length in zip(np.cumsum(rows.lengths), rows.lengths, strict=True):
            likeliest = tagger.tag(list(_strings(rows.hashes[end - length : end])))
            for place, own in enumerate(likeliest):
                is_sure = tagger.marginal(own, place) > SURE
                for number, label in known:
                    if not is_sure or label == own:
                        said[end - length + place, number] = tagger.marginal(label, place)
    return said


def _strings(hashes: Numbers) -> Iterator[list[str]]:
    """The strings of each token of a reference: its own, those of its neighbours, and what they are together."""
    padded = np.pad(hashes, ((1, 1), (0, 0)))
    for before, own, behind in zip(padded[:-2], hashes, padded[2:], strict=True):
        yield [
            *(str(each) for each in own if each),
            f"w-{before[WORD]}",
            f"w+{behind[WORD]}",
            f"k-{before[KIND]}|{own[BEFORE]}|{own[KIND]}",
            f"k+{own[KIND]}|{own[BEHIND]}|{behind[KIND]}",
            f"g-{before[BEFORE]}|{own[BEFORE]}",
            f"g+{own[BEHIND]}|{behind[BEHIND]}",
        ]
