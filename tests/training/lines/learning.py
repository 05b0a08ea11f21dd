"""Learning the roles of lines: pages as arrays, and the network that reads them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from refcheck.parsing.splitting.roles.looks import looks
from refcheck.parsing.splitting.roles.tagging import WIDTH, Role, features
from refcheck.parsing.tagging.weights import written as as_file
from training.lines import anew, records
from training.lines.entries import Supply
from training.lines.frames import Frame
from training.lines.layouts import LAYOUTS
from training.lines.pages import Page, kinds_of_page, made

PER_LAYOUT, PER_OTHER = 12, 4
"""Pages of each layout of a list, and of each kind of document without one, that one draw has.

Those of sites are ``records.PER_DRAW``.
"""

PER_FRAME = 8
"""How often each written page that has a list is set anew for one draw."""

PASSES = 4
"""How often each page of each draw is seen."""


def pages(pools: Supply, seed: int, *, left_out: Iterable[str] = (), only: Iterable[str] = ()) -> list[Page]:
    """Return pages of every kind but those that are left out, or of some kinds only."""
    chance = random.Random(seed)
    chosen = sorted(
        (set(only) or set(kinds_of_page())) - set(left_out), key=lambda kind: (kind in records.PER_DRAW, kind)
    )
    counts = {kind: records.PER_DRAW.get(kind, PER_LAYOUT if kind in LAYOUTS else PER_OTHER) for kind in chosen}
    return [page for kind in chosen for _ in range(counts[kind]) if (page := made(kind, pools, chance)).lines]


def learn(
    pools: Supply, path: Path, seeds: Sequence[int], *, left_out: Iterable[str] = (), written: Sequence[Frame] = ()
) -> None:
    """Train the network on a draw of pages for each seed, made and written ones set anew, and write it to a file."""
    from training import network  # here, so that the rest can be imported without torch

    out = list(left_out)
    drawn = list(_drawn(pools, seeds, out, written))
    lengths = np.array([len(roles) for _, roles in drawn], np.int32)
    roles = list(Role)
    rows = network.Rows(
        hashes=np.concatenate([hashes for hashes, _ in drawn]),
        labels=np.concatenate([np.array(list(map(roles.index, own)), np.int8) for _, own in drawn]),
        lengths=lengths,
        often=np.ones(len(lengths)),
    )
    shape = network.Shape(distances=(1, 2, 4, 8, 16, 32, 1), out=0.15, strings_out=0.2, words_out=0.0, step=1500)
    state = path.with_suffix(".pt")
    path.write_bytes(as_file(network.train(rows, roles, PASSES, seeds[0], state, shape=shape)))
    state.unlink(missing_ok=True)


def _drawn(
    pools: Supply, seeds: Sequence[int], left_out: Sequence[str], written: Sequence[Frame]
) -> Iterator[tuple[np.ndarray, Sequence[Role]]]:
    for seed in seeds:
        for page in (
            *pages(pools, seed, left_out=left_out),
            *anew.made(written, pools, random.Random(seed), PER_FRAME),
        ):
            yield np.frombuffer(features(looks(page.lines)), "<u4").reshape(-1, WIDTH), page.roles
