"""Train the taggers of lines, or measure them: ``python -m training.lines DATA.jsonl.gz``.

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

from refcheck.parsing.splitting.roles.tagging import MODELS, Taggers
from training.lines import anew, entries, frames, learning, measuring
from training.lines.pages import Page, kinds_of_page

#: The pages of each tagger, and those that are measured with, are drawn by these lots.
SEEDS, MEASURED = (11, 22, 33, 44), 977


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, say what came of it, and measure."""
    parser = argparse.ArgumentParser(prog="python -m training.lines", description=__doc__)
    parser.add_argument("data", type=Path, help="labelled references, .jsonl or .jsonl.gz")
    parser.add_argument("--out", type=Path, default=MODELS, help="the folder of the models")
    parser.add_argument(
        "--leave-out", type=int, help="leave out every third kind of page from this one on, and measure on those"
    )
    parser.add_argument(
        "--written",
        choices=("a", "b", "c", "n", "r", "all", "none"),
        default="all",
        help="learn from four in five written pages of one writer alone, of real ones alone (r), or of none",
    )
    parser.add_argument(
        "--everything",
        action="store_true",
        help="learn from the fifth written page, too, and measure on made ones alone",
    )
    parser.add_argument("--measure", action="store_true", help="measure the models that are there")
    options = parser.parse_args(arguments)
    kinds = kinds_of_page()
    out = kinds[options.leave_out % _FOLDS :: _FOLDS] if options.leave_out is not None else []
    learnt = [
        page
        for page in frames.load()
        if options.written in (page.writer, "all") and (options.everything or not page.is_held_out)
    ]
    if not options.measure:
        options.out.mkdir(exist_ok=True)
        learning.learn(entries.load(options.data, held_out=False), options.out, SEEDS, left_out=out, written=learnt)
    paths = sorted(options.out.glob("*.crf"))
    print(hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest(), file=sys.stderr)
    taggers = Taggers([options.out / "first.crf"]), Taggers(sorted(options.out.glob("second*.crf")))
    pools = entries.load(options.data, held_out=True)
    aside = [page for page in frames.load() if page not in learnt]
    others = anew.made(aside, pools, random.Random(MEASURED), learning.PER_FRAME)
    pages = learning.pages(pools, MEASURED, only=out)
    pages += [*_named("written", frames.as_written(aside)), *_named("written, set anew", others)]
    print(measuring.table(pages, *taggers))
    return 0


def _named(name: str, pages: Iterable[Page]) -> list[Page]:
    return [evolve(page, kind=name) for page in pages if page.lines]


_FOLDS = 3


if __name__ == "__main__":
    raise SystemExit(main())
