"""Train the network of lines, or measure it: ``python -m training.lines DATA.jsonl.gz``.

DATA is a file of labelled references in citation styles. Styles and records that are held out are never learnt from; the
pages to measure with are made of them, and of the written pages that were not learnt from.
"""

import argparse
import hashlib
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve

from refcheck.parsing.splitting.records import SITES
from refcheck.parsing.splitting.roles.tagging import MODEL
from training.lines import anew, entries, frames, learning, measuring, records
from training.lines.pages import Page, kinds_of_page

#: The pages that are learnt from, and those that are measured with, are drawn by these lots.
SEEDS, MEASURED = (11, 22, 33, 44, 55, 66), 977


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, say what came of it, and measure."""
    parser = argparse.ArgumentParser(prog="python -m training.lines", description=__doc__)
    parser.add_argument("data", type=Path, help="labelled references, .jsonl or .jsonl.gz")
    parser.add_argument("--out", type=Path, help="the file of the model, if not the one that ships")
    parser.add_argument(
        "--sites", action="store_true", help="learn from pages of sites as well, for the network that reads those"
    )
    parser.add_argument(
        "--leave-out", type=int, help="leave out every third kind of page from this one on, and measure on those"
    )
    parser.add_argument(
        "--written",
        choices=("a", "b", "c", "n", "r", "s", "all", "none"),
        default="all",
        help="learn from four in five written pages of one writer alone, of real ones (r) or of sites' (s) alone, or of none",
    )
    parser.add_argument("--measure", action="store_true", help="measure the model that is there")
    options = parser.parse_args(arguments)
    kinds = kinds_of_page()
    out = kinds[options.leave_out % _FOLDS :: _FOLDS] if options.leave_out is not None else []
    out += [] if options.sites else [*records.PER_DRAW]
    options.out = options.out or (SITES if options.sites else MODEL)
    frames_of = [page for page in frames.load() if options.sites or not page.is_in_parts]
    learnt = [page for page in frames_of if options.written in (page.writer, "all") and not page.is_held_out]
    if not options.measure:
        learning.learn(entries.load(options.data, held_out=False), options.out, SEEDS, left_out=out, written=learnt)
    print(hashlib.sha256(options.out.read_bytes()).hexdigest(), file=sys.stderr)
    pools = entries.load(options.data, held_out=True)
    aside = [page for page in frames_of if page not in learnt]
    others = anew.made(aside, pools, random.Random(MEASURED), learning.PER_FRAME)
    only = out if options.leave_out is not None else []
    pages = learning.pages(pools, MEASURED, only=only, left_out=[] if options.sites else records.PER_DRAW)
    pages += [*_named("written", frames.as_written(aside)), *_named("written, set anew", others)]
    print(measuring.table(pages, options.out))
    return 0


def _named(name: str, pages: Iterable[Page]) -> list[Page]:
    return [evolve(page, kind=name) for page in pages if page.lines]


_FOLDS = 3


if __name__ == "__main__":
    raise SystemExit(main())
