"""The training data: JSON Lines of labelled segments, and which of them are held out."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from refcheck.parsing.names import ROLE
from training.sequences import Segment

#: Sets whose labels are too often wrong, or that hold no whole references: measured to do harm.
LEFT_OUT = frozenset({"anystyle-bad", "anystyle-ugly", "grobid-header-refs"})

#: One reference in so many is held out.
FOLDS = 5


class Example(NamedTuple):
    """One labelled reference: the set that it is from, and its segments, which put end to end are the text.

    ``style`` and ``record`` name the citation style and the record that it was printed from, where it was printed from one.
    """

    source: str
    segments: list[Segment]
    style: str = ""
    record: str = ""

    @property
    def held_out(self) -> bool:
        """Whether a model to measure with must not see it: in one part of the styles, or of the records, or of the texts."""
        if self.style:
            return is_held_out(self.style) or is_held_out(self.record)
        return fold(self.text) == 0

    @property
    def text(self) -> str:
        """The reference as printed."""
        return "".join(part for _, part in self.segments)


def aside(paths: Iterable[Path]) -> Iterator[str]:
    """The references of some files, as ``raw`` or in segments."""
    for path in paths:
        for row in map(json.loads, _lines(path)):
            yield row.get("raw") or "".join(text for _, text in row.get("segments", ()))


def _lines(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()


def load(paths: Iterable[Path]) -> Iterator[Example]:
    """The examples of some files (``.jsonl`` or ``.jsonl.gz``), without the sets that are left out."""
    for path in paths:
        for line in _lines(path):
            row = json.loads(line)
            if row["source"] not in LEFT_OUT:
                segments = [(label, text) for label, text in row["segments"]]
                if "style" in row and "author_families" not in row["fields"]:
                    segments = [of_editors(label, text) for label, text in segments]
                yield Example(row["source"], segments, row.get("style", ""), row.get("record", ""))


def of_editors(label: str, text: str) -> Segment:
    """A segment of names in the authors' place that says that they edited the work."""
    return ("editor", text) if label == "author" and ROLE.search(text) else (label, text)


def is_held_out(name: str) -> bool:
    """Whether a citation style or a record is held out, by the SHA-1 of its name."""
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS == 0


def fold(text: str) -> int:
    """The part of the data that a reference belongs to, by its :func:`fingerprint`.

    The same reference with other punctuation or capitals is in the same part, so that it cannot be learnt and then met again.
    """
    return int(fingerprint(text)[:8], 16) % FOLDS


def fingerprint(text: str) -> str:
    """Return the SHA-1 of the letters and digits of a text, whatever their case."""
    letters = "".join(letter for letter in text.casefold() if letter.isalnum())
    return hashlib.sha1(letters.encode(), usedforsecurity=False).hexdigest()
