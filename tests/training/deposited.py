"""References that publishers deposited at Crossref as they print them, labelled one by one: labels here, texts in the records.

``deposited.tsv`` holds no word of a reference: a line is the SHA-1 of its letters and digits, cut to twelve digits, and its runs as
``label first-end``, counted in code points of the cleaned text. The texts come from any file of Crossref records (``.jsonl.gz``)
whose ``reference[].unstructured`` holds them; a reference that no record prints is left out.
"""

import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from training.data import Example, fingerprint, fold
from training.sequences import Segment

LABELS = Path(__file__).with_name("deposited.tsv")

#: A tag of JATS or HTML that a publisher left in: "<i>", "</jats:italic>".
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")

SOURCE = "deposited"
"""The set that they are."""

SHORTEST, LONGEST = 30, 900
"""What is shorter or longer than so many code points is not learnt from, where it is not labelled."""

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
                yield Example(SOURCE, list(_segments(text, runs)))


def unlabelled(records: Path, aside: Set[str]) -> Iterator[str]:
    """The references that the records print and nobody has labelled, each once, without the part of the data that is held out and
    those whose fingerprints are put aside."""
    seen = set(labels())
    for line in gzip.decompress(records.read_bytes()).splitlines():
        for printed in json.loads(line).get("reference") or ():
            text = cleaned(printed.get("unstructured") or "")
            whole = fingerprint(text)
            name = whole[:_DIGITS]
            if SHORTEST < len(text) < LONGEST and name not in seen and whole not in aside and fold(text):
                seen.add(name)
                yield text


def _segments(text: str, runs: Iterable[tuple[str, int, int]]) -> Iterator[Segment]:
    place = 0
    for label, start, end in runs:
        if start > place:
            yield "other", text[place:start]
        yield label, text[start:end]
        place = end
    if place < len(text):
        yield "other", text[place:]
