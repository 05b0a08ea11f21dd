"""An address is that of an archived copy.

Severity: info.

## What it finds
The address of a web archive (the Wayback Machine, archive.today, Perma.cc's and others' with the original
inside) before another URL.

## Why it matters
The copy is what was read, and the original is what is cited: both are worth keeping.

## Example
``https://web.archive.org/web/20240105120000/https://www.example.org/a/31051495.htm`` holds
``https://www.example.org/a/31051495.htm``.

## When it is wrong
Never quite: the form as printed comes first, and the original is a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.GUESSING

_ARCHIVE = re.compile(
    r"https?://(?:web\.archive\.org/(?:web/)?(?:\d{1,14}|\*)(?:[a-z]{2}_)?/|(?:www\.)?archive\.(?:today|is|ph|li|vn|md|fo)/(?:\d{4,14}/|o/\w{4,6}/|newest/)|"
    r"(?:www\.)?webcitation\.org/\w{0,12}\?url=|arquivo\.pt/(?:wayback|noFrame/replay)/\d{1,14}/|wayback\.archive-it\.org/\d{1,6}/\d{1,14}/|"
    r"webarchive\.nationalarchives\.gov\.uk/(?:ukgwa/)?\d{1,14}/|webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{1,20}:)?)(?=https?:/|www\.)",
    re.IGNORECASE,
)
"""An archive's address before the original: ``https://web.archive.org/web/20240105120000/``."""


def propose(text: str) -> Iterator[Change]:
    """Leave the original alone."""
    found = _ARCHIVE.match(text)
    if found:
        yield Change(
            edits=(Edit(*found.span()),), why="the original stands within the archive's address", grade=Grade.POSSIBLE
        )
