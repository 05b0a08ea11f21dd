"""How well and how fast references are read: ``python tests/benchmarks/parse.py DATA [--model MODEL] [--held-out]``.

DATA is a folder with ``parse-dev.jsonl.gz``, ``csl-train.jsonl.gz`` and their scorer ``score_parse.py``. Most references of the training data are in
it too. So measure a model that was trained with ``--held-out``, and give ``--held-out`` here: then only the fifth of the
references that the training had not seen is scored, and every reference of the sources that it never sees. In the line for
the 22 clean sources the two parts weigh what they weigh in the whole set. Of the references printed in citation styles
those are scored whose style and record are both held out.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from parse_scores import Tally, fields, load_scorer
from parse_styles import in_styles
from training.data import fold

from refcheck.model import Reference
from refcheck.parsing import Entry, parse_each, parse_list
from refcheck.parsing.reading import parse_with
from refcheck.parsing.tagging.tagger import MODEL

UNSEEN = ("excite-", "umass", "parscit-", "zotero-chinese-", "bir2024-", "rdmpage-taxa")
UNCLEAN = ("anystyle-", "parscit-")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def lists(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The references of EXCITE, list by list as far as their numbers and the alphabet tell."""
    for source in ("excite-de", "excite-en", "excite-de-footnotes"):
        current: list[dict[str, Any]] = []
        for row in sorted((row for row in rows if row["source"] == source), key=number):
            begins = row["raw"][:1].lower() < "e" and current and current[-1]["raw"][:1].lower() > "p"
            if current and (number(row) - number(current[-1]) > 6 or (len(current) >= 8 and begins)):
                yield current
                current = []
            current.append(row)
        yield current


def number(row: dict[str, Any]) -> int:
    """A reference's number within its source."""
    return int(row["id"].rsplit("-", 1)[1])


def in_lists(rows: Sequence[dict[str, Any]], scorer: ModuleType) -> None:
    """Print how whole lists are read, each reference by itself and in the style of its list."""
    known = list(lists(rows))
    ways: tuple[tuple[str, Callable[[Sequence[Entry]], tuple[Reference, ...]]], ...] = (
        ("each by itself", parse_each),
        ("in the style of its list", parse_list),
    )
    print(f"\n{len(known)} lists of EXCITE; the shipped model, which never saw them")
    for title, read in ways:
        tally = Tally(scorer)
        took = 0.0
        for some in known:
            entries = [Entry(key=None, raw=row["raw"], spans=()) for row in some]
            started = time.process_time()
            references = read(entries)
            took += time.process_time() - started
            for row, reference in zip(some, references, strict=True):
                tally.add(row, fields(reference))
        print(f"{tally.line(title)}  {tally.count / took:6.0f} references/s")


def clean(row: dict[str, Any]) -> bool:
    """Whether a reference is of the 22 clean sources."""
    return not row.get("noisy") and not row["source"].startswith(UNCLEAN)


def unseen(row: dict[str, Any]) -> bool:
    """Whether the reference's source is never trained on."""
    return bool(row["source"].startswith(UNSEEN))


def accuracy(
    rows: Sequence[dict[str, Any]],
    everything: Sequence[dict[str, Any]],
    predicted: dict[str, dict[str, Any]],
    scorer: ModuleType,
) -> None:
    """Print the table of scores; in its first line the two parts weigh what they weigh in the whole set."""
    print(f"{'':34}{'n':>6}  right  " + "  ".join(f"{name:>7}"[:7] for name in scorer.FIELDS))

    def show(
        title: str,
        chosen: Callable[[dict[str, Any]], bool],
        weight: Callable[[dict[str, Any]], float] = lambda row: 1.0,
    ) -> None:
        tally = Tally(scorer)
        for row in filter(chosen, rows):
            tally.add(row, predicted[row["id"]], weight(row))
        print(tally.line(title))

    whole, part = (Counter(unseen(row) for row in some if clean(row)) for some in (everything, rows))
    show("22 clean sources", clean, lambda row: whole[unseen(row)] / part[unseen(row)])
    show("  never trained on", lambda row: clean(row) and unseen(row))
    show("  sources trained on", lambda row: clean(row) and not unseen(row))
    show("all, noisy ones too", lambda row: True)
    for source in sorted({row["source"] for row in rows}):
        show(f"  {source}", lambda row, source=source: row["source"] == source)  # type: ignore[misc]


def reliability(rows: Sequence[dict[str, Any]], references: dict[str, Reference], scorer: ModuleType) -> None:
    """Print how often values of each confidence are right: title, container, volume and pages of the clean sources."""
    bins: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        reference = references[row["id"]]
        found = fields(reference)
        for name, variable in (
            ("title", "title"),
            ("container", "container_title"),
            ("volume", "volume"),
            ("pages", "page"),
        ):
            field = reference.field(variable)
            gold, _, equal = scorer.judge(name, row["fields"], found)
            if (
                clean(row)
                and field is not None
                and field.confidence is not None
                and gold
                and name not in row.get("skip", ())
            ):
                place = max(i for i, low in enumerate(BINS) if field.confidence >= low)
                bins[place].append(field.confidence)
                bins[place + 100].append(float(equal))
    print("\nconfidence  n  said  right")
    for place, low in enumerate(BINS[:-1]):
        said, right = bins[place], bins[place + 100]
        if said:
            print(
                f"{low:.2f}–{min(BINS[place + 1], 1.0):.2f} {len(said):6} {sum(said) / len(said):.3f} {sum(right) / len(right):.3f}"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.data)
    with gzip.open(options.data / "parse-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        everything = [json.loads(line) for line in lines]
    rows = [row for row in everything if not options.held_out or unseen(row) or fold(row["raw"]) == 0]
    started = time.process_time()
    parse_with(options.model, "Smith, J. (1999). Ants. Nature, 1(2), 3–4.")
    start_up = time.process_time() - started
    started = time.process_time()
    references = {row["id"]: parse_with(options.model, row["raw"]) for row in rows}
    took = time.process_time() - started
    predicted = {key: fields(reference) for key, reference in references.items()}
    accuracy(rows, everything, predicted, scorer)
    reliability(rows, references, scorer)
    in_styles(options.data / "csl-train.jsonl.gz", options.model, scorer)
    in_lists(rows, scorer)
    code = "import time; t = time.process_time(); from refcheck.parsing import parse; print(time.process_time() - t)"
    importing = float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{len(rows) / took:.0f} references/s (CPU time, confidence on); import {importing:.2f} s, first reading {start_up:.2f} s"
    )
    print(
        f"model {options.model.stat().st_size / 1e6:.2f} MB; peak memory {memory:.0f} MB with all {len(rows)} results held"
    )


if __name__ == "__main__":
    main()
