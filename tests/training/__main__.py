"""Train the tagger: ``python -m training DATA.jsonl.gz … --held-out held-out.net --out model.net``."""

import argparse
import hashlib
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from refcheck.parsing.masking import mask
from refcheck.parsing.tagging.features import WIDTH, features
from refcheck.parsing.tagging.tokens import tail, tokenize
from refcheck.parsing.tagging.weights import Weights, read
from refcheck.parsing.tagging.weights import written as in_file
from training import deposited, steps, structured, written
from training.calibrate import calibrate, save
from training.damage import damaged
from training.data import Example, aside, fingerprint, load
from training.facts import facts_of
from training.network import Rows, mean, train
from training.scripts import in_scripts
from training.sequences import Labelled, sequence
from training.structured import phrases
from training.teachers import kept, says, taught
from training.variety import articles, variations

#: The seeds of what is drawn by lot: references are made, damaged and varied once with each.
SEEDS = (1, 2)

#: How many of the references in citation styles are damaged, and how many of the held-out ones the model is calibrated on.
DAMAGE, CALIBRATING = 0.1, 0.2

#: Passes over all that is learnt, and over all that there is when the network goes on with what was held out.
PASSES, FURTHER = 8, 4

#: How much of what is learnt the teachers say; and the network itself, when it goes on.
TAUGHT, OWN = 0.8, 0.3

#: How often a pass shows a reference as printed; one that is deposited, or has the shape of a real one; one that nobody labelled;
#: one in a citation style or made.
PRINTED, DEPOSITED, UNLABELLED, OTHERS = 2.0, 3.0, 5.0, 1.0
FIRST = {deposited.SOURCE: DEPOSITED, written.SHAPES: DEPOSITED, written.LATER: DEPOSITED}

#: The same of a further pass, which shows what was written for classes of references that were read wrong more often.
NEXT = {**FIRST, written.CLASSES: 40.0}

#: Passes of a trained model that goes on, how much of what is learnt it says itself, and how often a pass shows what was written
#: since the last whole training.
ON, OWN_ON = 2, 0.5
SINCE = {**NEXT, written.LATER: 9.0}

#: References of more tokens are not learnt from.
LONGEST = 400


def main(arguments: list[str] | None = None) -> int:
    """Train on four fifths, calibrate on the fifth that is held out, then go on with everything."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="labelled segments, .jsonl or .jsonl.gz")
    parser.add_argument(
        "--out",
        type=Path,
        help="the model that has learnt from everything; without it, the first training is all. Its calibration goes beside it as"
        " .json, the steps between its fields as .steps.json",
    )
    parser.add_argument(
        "--records",
        type=Path,
        help="Crossref records (.jsonl.gz): of their deposited references those that were labelled are learnt from, and what"
        " teachers say of the others",
    )
    parser.add_argument(
        "--aside",
        nargs="*",
        default=(),
        type=Path,
        help="files of the same form, or with the reference as `raw`: what is measured on, and so is not learnt from unlabelled",
    )
    parser.add_argument(
        "--held-out",
        type=Path,
        help="where to write the model of the first training, to measure with, and its tables; if its .json is there, the first"
        " training is skipped",
    )
    parser.add_argument(
        "--go-on",
        type=Path,
        help="a trained model that goes on with everything, above all with what was written since; there is no first training",
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=Path("training-work"),
        help="a folder for what is half done; a run cut off goes on from it",
    )
    options = parser.parse_args(arguments)
    if not (options.out if options.go_on else options.held_out):
        parser.error("--out is needed with --go-on, --held-out without it")
    options.work.mkdir(parents=True, exist_ok=True)
    examples = [*load(options.data), *written.load(), *(deposited.load(options.records) if options.records else ())]
    learnt = [example for example in examples if not example.held_out]
    held_out = [example for example in examples if example.held_out]
    measured = list(aside(options.aside)) if options.records else []
    works = []
    if options.records:
        works = structured.cited(options.records, phrases([*measured, *(each.text for each in held_out)]))
    if options.go_on:
        weights = read(options.go_on)
        rows = _with_own(_rows(_labelled(examples, works, SEEDS[0], SINCE), weights.labels), weights, options.work)
        runs = [train(rows, weights.labels, ON, seed, options.work / f"on{seed}.pt", OWN_ON, weights) for seed in SEEDS]
        options.out.write_bytes(in_file(mean(runs)))
        return 0
    curves = options.held_out.with_suffix(".json")
    if not curves.exists():
        _tables(learnt, options.held_out)
        seen = {fingerprint(text) for text in measured}
        others = list(deposited.unlabelled(options.records, seen)) if options.records else []
        first = _first(learnt, works, others, options.work)
        options.held_out.write_bytes(in_file(first))
        save(calibrate(_some(held_out), options.held_out), curves)
    print(f"held-out model: {options.held_out}", file=sys.stderr, flush=True)
    if options.out:
        weights = read(options.held_out)
        _tables(examples, options.out)
        options.out.with_suffix(".json").write_bytes(curves.read_bytes())
        rows = _with_own(_rows(_labelled(examples, works, SEEDS[0], NEXT), weights.labels), weights, options.work)
        state = options.work / "further.pt"
        further = train(rows, weights.labels, FURTHER, SEEDS[0], state, OWN, weights)
        options.out.write_bytes(in_file(further))
    return 0


def _with_own(rows: Rows, weights: Weights, work: Path) -> Rows:
    """The references with what a network itself says of them."""
    return rows._replace(taught=kept(work / "own.npy", partial(says, weights, rows)))


def _tables(examples: Sequence[Example], model: Path) -> None:
    """Write what stands beside a model: the steps between fields."""
    steps.save(steps.count(example for example in examples if not example.style), model.with_suffix(".steps.json"))


def _some(examples: Sequence[Example]) -> Iterator[Example]:
    """What the model is calibrated on: every held-out text, and of the many in citation styles those that no lot leaves out."""
    chance = random.Random(SEEDS[0])
    return (example for example in examples if not example.style or chance.random() < CALIBRATING)


def _first(
    examples: Sequence[Example], works: Sequence[Mapping[str, str]], others: Sequence[str], work: Path
) -> Weights:
    """Train on labelled references and on what teachers say of them and of others."""
    sequences = [each for seed in SEEDS for each in _labelled(examples, works, seed, FIRST)]
    labels = sorted({label for each, _ in sequences for label in each.labels})
    rows = _rows([*sequences, *((_bare(text), UNLABELLED) for text in others)], labels)
    seen = int((rows.often * rows.lengths).sum())
    print(f"training on {len(rows.lengths)} references, {seen} tokens a pass", file=sys.stderr, flush=True)
    print(
        f"SHA-256 of them {hashlib.sha256(rows.hashes.tobytes() + rows.labels.tobytes()).hexdigest()}", file=sys.stderr
    )
    return train(rows._replace(taught=taught(rows, labels, work)), labels, PASSES, SEEDS[0], work / "first.pt", TAUGHT)


def _labelled(
    examples: Iterable[Example], works: Sequence[Mapping[str, str]], seed: int, often: Mapping[str, float]
) -> Iterator[tuple[Labelled, float]]:
    """The references as printed, some of those in citation styles damaged; those made of others and of what is cited in parts;
    those in other scripts and manners; each with how often it is seen in a pass."""
    chance = random.Random(seed)
    pool = []
    for example in examples:
        if example.style:
            yield sequence(damaged(example.segments, chance) if chance.random() < DAMAGE else example.segments), OTHERS
        else:
            yield sequence(example.segments), often.get(example.source, PRINTED)
            facts = facts_of(example)
            if facts is not None:
                pool.append(facts)
    cited = articles(structured.drawn(works, pool, chance), chance)
    for segments in (*variations(pool, chance), *cited, *in_scripts(chance)):
        yield sequence(segments), OTHERS


def _bare(text: str) -> Labelled:
    """A reference that nobody labelled."""
    tokens = tokenize(text, mask(text).spans)
    return Labelled(tokens, tail(text, tokens), [])


def _rows(sequences: Iterable[tuple[Labelled, float]], labels: Sequence[str]) -> Rows:
    """The references as arrays."""
    numbers = {label: number for number, label in enumerate(labels)}
    hashes, own, lengths, often = [], [], [], []
    for (tokens, rest, known), times in sequences:
        if 0 < len(tokens) <= LONGEST:
            hashes.append(np.frombuffer(features(tokens, rest), "<u4").reshape(-1, WIDTH))
            own += [numbers[label] for label in known] or [-1] * len(tokens)
            lengths.append(len(tokens))
            often.append(times)
    return Rows(np.concatenate(hashes), np.array(own), np.array(lengths), np.array(often))


if __name__ == "__main__":
    raise SystemExit(main())
