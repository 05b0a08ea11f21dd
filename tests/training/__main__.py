"""Train the tagger: ``python -m training DATA.jsonl.gz … --out model.crfsuite``."""

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from refcheck.parsing.tagging.features import features
from refcheck.parsing.tagging.tagger import MODEL
from training import deposited, given, steps, written
from training.calibrate import calibrate, save
from training.damage import damaged
from training.data import Example, load
from training.facts import facts_of
from training.scripts import in_scripts
from training.sequences import Segment, sequence
from training.variety import variations

#: The seed of everything that is drawn by lot; with it and the same data the model comes out the same.
SEED = 1

#: How many of the references in citation styles are learnt from, how many of those are damaged, and how many of the held-out
#: ones the model is calibrated on.
STYLED, DAMAGE, CALIBRATING = 1.0, 0.1, 0.2

#: Elastic net and length of training of crfsuite's L-BFGS: little of either, for the features are few and dense.
PARAMETERS = {"c1": 0.2, "c2": 0.1, "max_iterations": 120, "feature.possible_transitions": False}


def main(arguments: list[str] | None = None) -> int:
    """Train on four fifths, calibrate on the fifth that is held out, then train on everything."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="labelled segments, .jsonl or .jsonl.gz")
    parser.add_argument(
        "--out",
        type=Path,
        default=MODEL,
        help="the model file; its calibration goes beside it as .json, the steps between its fields as .steps.json, given names as"
        " .given.txt",
    )
    parser.add_argument(
        "--records", type=Path, help="Crossref records (.jsonl.gz) whose deposited references were labelled one by one"
    )
    parser.add_argument(
        "--held-out", action="store_true", help="stop after the first training: a model to measure with"
    )
    options = parser.parse_args(arguments)
    examples = [
        *load(options.data),
        *written.load(),
        *(deposited.load(options.records) if options.records else ()),
    ]
    learnt = [example for example in examples if not example.held_out]
    held_out = [example for example in examples if example.held_out]
    given.save(given.given_names(learnt if options.held_out else examples), options.out.with_suffix(".given.txt"))
    _train(learnt, options.out)
    save(calibrate(_some(held_out), options.out), options.out.with_suffix(".json"))
    printed = [example for example in (learnt if options.held_out else examples) if not example.style]
    steps.save(steps.count(printed), options.out.with_suffix(".steps.json"))
    if not options.held_out:
        _train(examples, options.out)
    return 0


def _some(examples: Sequence[Example]) -> Iterator[Example]:
    """What the model is calibrated on: every held-out text, and of the many in citation styles those that no lot leaves out."""
    chance = random.Random(SEED)
    return (example for example in examples if not example.style or chance.random() < CALIBRATING)


def _train(examples: list[Example], out: Path) -> None:
    from pycrfsuite import Trainer  # here, so that the rest of the package can be imported without it

    trainer = Trainer(algorithm="lbfgs", verbose=False)
    count = 0
    for segments in _material(examples):
        tokens, tail, labels = sequence(segments)
        if tokens:
            trainer.append(features(tokens, tail), labels)
            count += 1
    print(f"training on {count} references, {len(examples)} of them as printed", file=sys.stderr)
    trainer.set_params(PARAMETERS)
    trainer.train(str(out))


def _material(examples: Iterable[Example]) -> Iterator[list[Segment]]:
    """The references as printed, some of those in citation styles damaged; those made of others, and those in other scripts."""
    chance = random.Random(SEED)
    pool = []
    for example in examples:
        if example.style and chance.random() > STYLED:
            continue
        if example.style:
            yield damaged(example.segments, chance) if chance.random() < DAMAGE else example.segments
        else:
            yield example.segments
            facts = facts_of(example)
            if facts is not None:
                pool.append(facts)
    yield from variations(pool, chance)
    yield from in_scripts(chance)


if __name__ == "__main__":
    raise SystemExit(main())
