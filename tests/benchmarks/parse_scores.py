"""How a reading is scored against labelled references: counts for groups of them, a line of a table for each."""

import importlib.util
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from refcheck.model import Reference
from refcheck.parsing.reading import build_reference, draft
from refcheck.parsing.tagging.tagger import MODEL, Tagged


def fields(reference: Reference) -> dict[str, Any]:
    """A reference's work in the scorer's words; a series stands for the container where there is none."""
    work = reference.work
    year = str(work.issued.year or work.issued.raw or "") if work.issued else ""
    names = [
        {"literal": name.literal} if name.literal else {"family": str(name.family), "given": name.given or ""}
        for name in work.author
    ]
    found = {
        "year": year,
        "title": work.title,
        "container": work.container_title or work.collection_title,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.page,
        "authors": names,
        "publisher": work.publisher,
        "doi": work.doi,
        "url": work.url,
    }
    return {name: value for name, value in found.items() if value}


class Tally:
    """Counts for one group of references: all right, and true, false and missed values a field; each reference has a weight."""

    def __init__(self, scorer: ModuleType) -> None:
        self._scorer = scorer
        self.count = 0
        self.weight = self.right = 0.0
        self.fields: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def add(self, row: dict[str, Any], found: dict[str, Any], weight: float = 1.0) -> None:
        """Judge one reference."""
        right = True
        for name in self._scorer.FIELDS:
            if name in row.get("skip", ()):
                continue
            gold, read, equal = self._scorer.judge(name, row["fields"], found)
            counts = self.fields[name]
            counts[0] += weight * equal
            counts[1] += weight * (read and not equal)
            counts[2] += weight * (gold and not equal)
            right = right and (equal or not gold)
        self.count += 1
        self.weight += weight
        self.right += weight * right

    def line(self, title: str) -> str:
        """One line of the table."""
        scores = [
            2 * t / (2 * t + fp + fn) if t else 0.0 for t, fp, fn in (self.fields[name] for name in self._scorer.FIELDS)
        ]
        return f"{title:34}{self.count:6}  {self.right / (self.weight or 1):.3f}  " + "  ".join(
            f"{score:7.3f}" for score in scores
        )


def load_scorer(folder: Path) -> ModuleType:
    """The scorer of the data's own folder."""
    spec = importlib.util.spec_from_file_location("score_parse", folder / "score_parse.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_labelled(text: str, labels: Sequence[str]) -> Reference | None:
    """The reference read with the gold's labels in the tagger's place; ``None`` where what is read is not what is labelled."""
    read = draft(text, MODEL)
    if len(read.tokens) != len(labels):
        return None
    known = Tagged(list(labels), [1.0] * len(labels), (), ())
    return build_reference(read._replace(tagged=known), key="1", spans=())
