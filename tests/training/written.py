"""References written for the training: invented works in the manners of many languages and places, labelled by tags.

A line of ``written/*.txt`` is one reference: ``<au>Berg, A</au>. <ti>Salt</ti>. <pl>Oslo</pl>: <pb>Fjord</pb>, <da>1998</da>.``
"""

import re
from collections.abc import Iterator
from pathlib import Path

from training.data import Example
from training.sequences import Segment

FOLDER = Path(__file__).with_name("written")

SOURCE, CLASSES, SHAPES, LATER = "written", "classes", "shapes", "later"
"""The set that they are; that of the file ``classes.txt``, which holds the kinds that a network read wrong; that of the files
``shapes-….txt``: each line has the shape of a reference of a real document, in the order of its list, and the words of none; and
that of the files ``later-….txt``: the same, written since the last whole training."""

TAGS = {
    "au": "author", "ed": "editor", "tr": "translator", "da": "date", "ti": "title", "co": "container", "se": "series",
    "vo": "volume", "is": "issue", "pg": "pages", "pb": "publisher", "pl": "location", "en": "edition", "ge": "genre",
    "rn": "report-number", "nu": "citation-number", "ac": "accessed", "ur": "url", "no": "note",
}  # fmt: skip
"""The labels by their tags."""

_TAGGED = re.compile(f"<({'|'.join(TAGS)})>(.*?)</\\1>")
"""One tagged run: "<da>1998</da>"."""


def load(folder: Path = FOLDER) -> Iterator[Example]:
    """The references of all files, in the order of the files' names; a line that begins with ``# `` says what list follows."""
    for path in sorted(folder.glob("*.txt")):
        source = path.stem.partition("-")[0]
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("# "):
                yield Example(source if source in (CLASSES, SHAPES, LATER) else SOURCE, list(segments(line.strip())))


def segments(line: str) -> Iterator[Segment]:
    """The labelled runs of a line and what stands between them.

    >>> list(segments("<ti>Salt</ti>, <da>1998</da>."))
    [('title', 'Salt'), ('other', ', '), ('date', '1998'), ('other', '.')]
    """
    between, *runs = _TAGGED.split(line)
    if between:
        yield "other", between
    for tag, text, after in zip(runs[::3], runs[1::3], runs[2::3], strict=True):
        if text:
            yield TAGS[tag], text
        if after:
            yield "other", after
