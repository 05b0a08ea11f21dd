"""The worth of each condition of the splitter: every test in its code switched off, one at a time, over pages with known entries.

    PYTHONPATH=tests python tests/benchmarks/page_ablation.py [FOLDER …] [--only PATTERN] [--most 12] [--blind]

The pages are the written ones of the training (``--blind``: those that the network of lines did not see) and, from each ``FOLDER``,
every document beside which ``NAME.expected.json`` has its ``references``. A test that decided in more than ``--structure`` of them is
what the splitter is made of; of the others, ``--most`` pages are drawn in which it decided. For each test: in how many pages it
decided, in how many of the drawn ones more or fewer entries are wrong without it, and by how many in all.
"""

import argparse
import json
import random
import re
import signal
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from ablation import PROBES, Finder, uncached

ROOMS = ("refcheck.parsing.splitting", "refcheck.readers.papers", "refcheck.readers.pasted", "refcheck.layout")
_LEARNED = ("refcheck.parsing.splitting.roles",)
_SECONDS = 20
_LABEL = re.compile(r"\A\s*(?:[\[(]?\d{1,4}[a-z]?[\].)]+|[*•·\-–—▪◦●])\s*")

Page = tuple[str, str | Path, Sequence[str]]
"""The name of a page, its text or file, and its entries."""


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="*", type=Path)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--most", type=int, default=12)
    arguments.add_argument("--structure", type=int, default=300)
    arguments.add_argument("--blind", action="store_true")
    given = arguments.parse_args()
    sys.meta_path.insert(0, Finder(ROOMS, _LEARNED))
    signal.signal(signal.SIGALRM, _too_long)
    pages = [*_written(blind=given.blind), *(page for folder in given.folders for page in _documents(folder))]
    _wrong(pages[0])
    uncached(ROOMS)
    decided, before = defaultdict[int, list[int]](list), list[int | None]()
    for at, page in enumerate(pages):
        PROBES.seen.clear()
        before.append(_wrong(page))
        for number in PROBES.seen if before[-1] is not None else ():
            decided[number].append(at)
    print(
        f"{len(pages)} pages, {sum(each or 0 for each in before)} entries missed or made up, {len(PROBES.names)} tests"
    )
    for number, name in enumerate(PROBES.names):
        places = decided[number]
        if not re.search(given.only, name) or not places or len(places) > given.structure:
            continue
        drawn = random.Random(number).sample(places, min(given.most, len(places)))
        PROBES.off = number
        steps = [(_wrong(pages[at]), before[at] or 0) for at in drawn]
        PROBES.off = -1
        changes = [after - was for after, was in steps if after is not None]
        more, fewer = sum(each > 0 for each in changes), sum(each < 0 for each in changes)
        fails = len(steps) - len(changes)
        print(
            f"{len(places):5} worse {more:3} better {fewer:3} sum {sum(changes):+4} fails {fails}  {name}", flush=True
        )


def _written(*, blind: bool) -> Iterator[Page]:
    from training.lines import frames

    from refcheck.layout.lines import text_of

    for page in frames.as_written(each for each in frames.load() if each.is_held_out or not blind):
        yield page.kind, page.text, list(map(text_of, page.entries()))


def _documents(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.iterdir()):
        expected = path.with_name(f"{path.name}.expected.json")
        if expected.exists():
            yield path.name, path, json.loads(expected.read_text(encoding="utf-8"))["references"]


def _wrong(page: Page) -> int | None:
    """Return how many entries are missed or made up; ``None`` if the page cannot be read."""
    import refcheck

    signal.alarm(_SECONDS)
    try:
        found = Counter(_letters(each.raw) for each in refcheck.read(page[1]).references)
    except Exception:  # a test that keeps the code from failing, or from going on for ever
        return None
    finally:
        signal.alarm(0)
    return ((entries := Counter(map(_letters, page[2]))) - found).total() + (found - entries).total()


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFKD", _LABEL.sub("", text, count=1)).casefold()
    return "".join(filter(str.isalnum, bare))


if __name__ == "__main__":
    main()
