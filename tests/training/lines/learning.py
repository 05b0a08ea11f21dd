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
    """Train the first pass on one set of pages, made and written, and each tagger of the second on another."""
    out = list(left_out)

    def drawn(seed: int) -> list[Page]:
        return [*pages(pools, seed, left_out=out), *anew.made(written, pools, random.Random(seed), PER_FRAME)]

    first = [(features(looks(page.lines)), page.roles) for page in drawn(seeds[0])]
    train(first, folder / "first.crf")
    tagger = Taggers([folder / "first.crf"])
    for number, seed in enumerate(seeds[1:], start=1):
        rows = []
        for page in drawn(seed):
            shown = looks(page.lines)
            strings = features(shown)
            listed = tagger.probabilities(strings, LISTED)
            rows.append((with_list(strings, shown, listed[Role.BEGINS], listed[Role.GOES_ON]), page.roles))
        train(rows, folder / f"second-{number}.crf")
