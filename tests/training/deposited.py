"""References that publishers deposited at Crossref as they print them, labelled one by one: labels here, texts in the records.

``deposited.tsv`` holds no word of a reference: a line is the SHA-1 of its letters and digits, cut to twelve digits, and its runs as
``label first-end``, counted in code points of the cleaned text. The texts come from any file of Crossref records (``.jsonl.gz``)
whose ``reference[].unstructured`` holds them; a reference that no record prints is left out.
"""

import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from training.data import Example, fingerprint
from training.sequences import Segment

LABELS = Path(__file__).with_name("deposited.tsv")

#: A tag of JATS or HTML that a publisher left in: "<i>", "</jats:italic>".
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")

_DIGITS = 12
"""Digits of a fingerprint that name a text."""

Runs = list[tuple[str, int, int]]
"""The label of each run, where it begins and where it ends, in code points."""


def cleaned(printed: str) -> str:
    """The text without entities, tags and runs of blanks."""
    return " ".join(_TAG.sub("", html.unescape(printed)).split())


def labels(path: Path = LABELS) -> dict[str, Runs]:
    """The runs of each text by its name."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, *runs = line.split("\t")
        found[name] = [(label, *map(int, places.split("-"))) for label, places in (run.split(" ") for run in runs)]
    return found  # type: ignore[return-value]


def load(records: Path, known: Mapping[str, Runs] | None = None) -> Iterator[Example]:
    """The labelled references that the records print, each once, in the records' order."""
    left = dict(labels() if known is None else known)
    for line in gzip.decompress(records.read_bytes()).splitlines():
        for printed in json.loads(line).get("reference") or ():
            text = cleaned(printed.get("unstructured") or "")
            runs = left.pop(fingerprint(text)[:_DIGITS], None) if text else None
            if runs is not None:
                yield Example("deposited", list(_segments(text, runs)))


def _segments(text: str, runs: Iterable[tuple[str, int, int]]) -> Iterator[Segment]:
    place = 0
    for label, start, end in runs:
        if start > place:
            yield "other", text[place:start]
        yield label, text[start:end]
        place = end
    if place < len(text):
        yield "other", text[place:]
