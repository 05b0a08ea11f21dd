"""A DOI lacks its ``10.``.

Severity: warning.

## What it finds
A registrant's number and a suffix behind a label such as ``doi:``, without the ``10.`` in front.

## Why it matters
Every DOI begins with ``10.``; without it there is nothing to resolve.

## Example
``doi:1016/j.rivst.2015.10.003`` is ``10.1016/j.rivst.2015.10.003``.

## When it is wrong
Where the number behind the label is no DOI; the registries decide.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety

STAGE = Stage.HEAD

_NUMBER = re.compile(r"(?:1?0?\.)?(\d{4,5})/")
"""A registrant's number with at most a rest of the indicator: ``1016/``, ``.1016/``, ``0.1016/``."""


_DATE = re.compile(r"(?:19|20)\d\d/\d{1,2}(?:/|$)")
"""A date rather than a registrant's number: ``2014/05``."""


def propose(text: str) -> Iterator[Change]:
    """Put the indicator in front."""
    found = _NUMBER.match(text)
    if found and not text.startswith("10.") and not _DATE.match(text):
        yield Change(
            edits=(Edit(0, found.start(1), "10."),),
            why="every DOI begins with 10 and a period",
            grade=Grade.SURE,
            safety=Safety.UNSAFE,
        )
