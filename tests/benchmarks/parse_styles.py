"""How references printed in citation styles are read, where training saw neither the style nor the record."""

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from parse_scores import Tally, as_labelled, fields
from training.data import is_held_out, of_editors
from training.sequences import sequence

from refcheck.model import Reference
from refcheck.parsing.reading import parse_with
from refcheck.readers.single import noted

#: So many of the styles that are read worst are printed.
WORST = 30


def unseen_rows(path: Path) -> list[dict[str, Any]]:
    """The references of the file whose style and record are both held out, each with its text as ``raw``."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        row["raw"] = "".join(text for _, text in row["segments"])
    return [row for row in rows if is_held_out(row["style"]) and is_held_out(row["record"])]


def in_styles(path: Path, model: Path, scorer: ModuleType) -> None:
    """Print the scores of all of them, by type and by language, and the worst styles."""
    rows = unseen_rows(path)
    found = {row["id"]: fields(noted(row["raw"], key="", spans=()) or parse_with(model, row["raw"])) for row in rows}

    def groups(key: Callable[[dict[str, Any]], str]) -> dict[str, Tally]:
        tallies: dict[str, Tally] = defaultdict(lambda: Tally(scorer))
        for row in rows:
            tallies[key(row)].add(row, found[row["id"]])
        return tallies

    print("\nreferences in citation styles; neither their styles nor their records were seen in training")
    print(f"{'':34}{'n':>6}  right  " + "  ".join(f"{name:>7}"[:7] for name in scorer.FIELDS))
    _show(groups(lambda row: "all"))
    _show(groups(lambda row: f"  {row['type']}"))
    _show(groups(lambda row: f"  in {row['lang'][:2]}"))
    _at_best(rows, scorer)
    styles = sorted(groups(lambda row: row["style"]).items(), key=lambda named: named[1].right / named[1].count)
    print(f"\nthe {WORST} styles that are read worst")
    for title, tally in styles[:WORST]:
        print(tally.line(f"  {title}"[:34]))


def _at_best(rows: Sequence[dict[str, Any]], scorer: ModuleType) -> None:
    """Print what the same references score where every label is the gold's own: more than that nobody can reach here.

    What is lost is the gold's: a registered family name that holds the given name, a title whose letters are garbled.
    """
    tallies: dict[str, Tally] = defaultdict(lambda: Tally(scorer))
    for row in rows:
        reference = _as_labelled(row)
        if reference is not None:
            tallies["all"].add(row, fields(reference))
            tallies[f"  {row['type']}"].add(row, fields(reference))
    print("\nthe same with the gold's own labels: the most that can be scored")
    _show(tallies)


def _as_labelled(row: dict[str, Any]) -> Reference | None:
    """The reference read with the gold's labels in the tagger's place; ``None`` where what is read is not what is labelled."""
    segments = [(label, text) for label, text in row["segments"]]
    if "author_families" not in row["fields"]:
        segments = [of_editors(label, text) for label, text in segments]
    return as_labelled(row["raw"], sequence(segments).labels)


def _show(tallies: dict[str, Tally]) -> None:
    """One line a group, the largest first."""
    for title, tally in _by_size(list(tallies.items())):
        print(tally.line(title))


def _by_size(named: Sequence[tuple[str, Tally]]) -> list[tuple[str, Tally]]:
    return sorted(named, key=lambda pair: -pair[1].count)
