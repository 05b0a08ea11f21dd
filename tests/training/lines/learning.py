"""Learning the roles of lines: two passes, each an average of a few taggers."""

import random
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from refcheck.parsing.splitting.roles.features import features, with_list
from refcheck.parsing.splitting.roles.looks import Strings, looks
from refcheck.parsing.splitting.roles.tagging import LISTED, Role, Taggers
from training.lines import anew
from training.lines.entries import Pools
from training.lines.frames import Frame
from training.lines.layouts import LAYOUTS
from training.lines.pages import Page, kinds_of_page, made

PARAMETERS = {"c1": 0.5, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True, "feature.minfreq": 3}
"""Elastic net and length of training of crfsuite's L-BFGS."""

PER_LAYOUT, PER_OTHER = 12, 4
"""Pages of each layout of a list, and of each kind of document without one, that one tagger learns from."""

PER_FRAME = 8
"""How often each written page that has a list is set anew for one tagger."""


def pages(pools: Pools, seed: int, *, left_out: Iterable[str] = (), only: Iterable[str] = ()) -> list[Page]:
    """Return pages of every kind but those that are left out, or of some kinds only."""
    chance = random.Random(seed)
    chosen = sorted((set(only) or set(kinds_of_page())) - set(left_out))
    counts = {kind: PER_LAYOUT if kind in LAYOUTS else PER_OTHER for kind in chosen}
    return [page for kind in chosen for _ in range(counts[kind]) if (page := made(kind, pools, chance)).lines]


def train(rows: Sequence[tuple[Sequence[Strings], Sequence[str]]], path: Path) -> None:
    """Train one tagger."""
    from pycrfsuite import Trainer  # here, so that the rest can be imported without it

    trainer = Trainer(algorithm="lbfgs", verbose=False)
    for strings, roles in rows:
        trainer.append(strings, roles)
    trainer.set_params(PARAMETERS)
    with TemporaryDirectory() as folder:
        made = Path(folder) / "model"
        trainer.train(str(made))
        path.write_bytes(zlib.compress(made.read_bytes(), 9))


def learn(
    pools: Pools, folder: Path, seeds: Sequence[int], *, left_out: Iterable[str] = (), written: Sequence[Frame] = ()
) -> None:
    """Train the first pass on one set of pages, made and written, and each tagger of the second on another.

    What the second pass is told of a written page is of a first pass that has not seen it: there is one for each half of them.
    """
    out = list(left_out)
    halves = (written[::2], written[1::2])

    def set_anew(seed: int) -> list[list[Page]]:
        return [list(anew.made(half, pools, random.Random(seed + at), PER_FRAME)) for at, half in enumerate(halves)]

    made_ = [_first_row(page) for page in pages(pools, seeds[0], left_out=out)]
    of_halves = [[_first_row(page) for page in half] for half in set_anew(seeds[0])]
    train([*made_, *of_halves[0], *of_halves[1]], folder / "first.crf")
    first = Taggers([folder / "first.crf"])
    others = [first, first]
    with TemporaryDirectory() as scratch:
        for at in (0, 1) if written else ():
            train([*made_, *of_halves[1 - at]], path := Path(scratch) / f"{at}.crf")
            others[at] = Taggers([path])
    for number, seed in enumerate(seeds[1:], start=1):
        rows = [_second_row(page, first) for page in pages(pools, seed, left_out=out)]
        for half, other in zip(set_anew(seed), others, strict=True):
            rows += [_second_row(page, other) for page in half]
        train(rows, folder / f"second-{number}.crf")


_Row = tuple[Sequence[Strings], Sequence[str]]


def _first_row(page: Page) -> _Row:
    return features(looks(page.lines)), page.roles


def _second_row(page: Page, first: Taggers) -> _Row:
    shown = looks(page.lines)
    strings = features(shown)
    listed = first.probabilities(strings, LISTED)
    return with_list(strings, shown, listed[Role.BEGINS], listed[Role.GOES_ON]), page.roles
