"""The training data: JSON Lines of labelled segments, and which of them are held out."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from training.sequences import Segment

#: Sets whose labels are too often wrong, or that hold no whole references: measured to do harm.
LEFT_OUT = frozenset({"anystyle-bad", "anystyle-ugly", "grobid-header-refs"})

#: One reference in so many is held out.
FOLDS = 5


class Example(NamedTuple):
    """One labelled reference: the set that it is from, and its segments, which put end to end are the text."""

    source: str
    segments: list[Segment]

    @property
    def text(self) -> str:
        """The reference as printed."""
        return "".join(part for _, part in self.segments)


def load(paths: Iterable[Path]) -> Iterator[Example]:
    """The examples of some files (``.jsonl`` or ``.jsonl.gz``), without the sets that are left out."""
    for path in paths:
        data = path.read_bytes()
        for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
            row = json.loads(line)
            if row["source"] not in LEFT_OUT:
                yield Example(row["source"], [(label, text) for label, text in row["segments"]])


def fold(text: str) -> int:
    """The part of the data that a reference belongs to, by the SHA-1 of its letters and digits.

    The same reference with other punctuation or capitals is in the same part, so that it cannot be learnt and then met again.
    """
    letters = "".join(letter for letter in text.casefold() if letter.isalnum())
    return int(hashlib.sha1(letters.encode(), usedforsecurity=False).hexdigest()[:8], 16) % FOLDS
