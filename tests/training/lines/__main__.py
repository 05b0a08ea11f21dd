"""Train the taggers of lines, or measure them: ``python -m training.lines DATA.jsonl.gz``.

DATA is a file of labelled references in citation styles. Styles and records that are held out are never learnt from; the pages to
measure with are made of them.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from refcheck.parsing.splitting.roles.tagging import MODELS, Taggers
from training.lines import entries, learning, measuring
from training.lines.pages import kinds_of_page

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
    parser.add_argument("--measure", action="store_true", help="measure the models that are there")
    options = parser.parse_args(arguments)
    kinds = kinds_of_page()
    out = kinds[options.leave_out % _FOLDS :: _FOLDS] if options.leave_out is not None else []
    if not options.measure:
        options.out.mkdir(exist_ok=True)
        learning.learn(entries.load(options.data, held_out=False), options.out, SEEDS, left_out=out)
    paths = sorted(options.out.glob("*.crf"))
    print(hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest(), file=sys.stderr)
    taggers = Taggers([options.out / "first.crf"]), Taggers(sorted(options.out.glob("second*.crf")))
    pages = learning.pages(entries.load(options.data, held_out=True), MEASURED, only=out)
    print(measuring.table(pages, *taggers))
    return 0


_FOLDS = 3


if __name__ == "__main__":
    raise SystemExit(main())
