"""An address is broken by white space.

Severity: warning.

## What it finds
Spaces and line breaks inside a URL, where what follows looks like more of the address and not like text.

## Why it matters
Whoever follows the address gets only its beginning.

## Example
``https://centre.example.edu/sites/ default/files/report.pdf`` is
``https://centre.example.edu/sites/default/files/report.pdf``.

## When it is wrong
Where the address ends before the space: it is kept as a candidate up to there. The space may also stand for
``%20``, ``_`` or ``-`` that was lost: those are candidates too, and ``%20`` comes first in a file's name of
several words. A hyphen before the space and a mark of addresses (``2004- /report``) is the typesetter's and goes with it.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.model import Safety

STAGE = Stage.JOINING

_GAP = re.compile(r"\s+")
"""White space: a blank, a line break with its indent."""

_HYPHENATED = re.compile(r"(?<=\w)-\s+(?=[./_?&=#])")
"""A typesetter's hyphen at the end of a line, before a mark that goes on with the address: ``2004- /moscow``, ``www- .example``."""

_FILLERS = ("", "%20", "_", "-")
_FILLERS_OF_WORDS = ("%20", "", "_", "-")


def propose(text: str) -> Iterator[Change]:
    """Close every gap; or fill those between letters or digits, where a file's name of several words is likelier."""
    hyphens = {found.end(): found.start() for found in _HYPHENATED.finditer(text)}
    gaps = [(hyphens.get(found.end(), found.start()), found.end()) for found in _GAP.finditer(text)]
    if not gaps:
        return
    between = [gap for gap in gaps if text[gap[0] - 1 : gap[0]].isalnum() and text[gap[1] : gap[1] + 1].isalnum()]
    first, *others = _FILLERS_OF_WORDS if len(between) > 1 else _FILLERS
    if between:
        for filler in others:
            yield Change(
                edits=_filled(gaps, between, filler),
                why="the space may stand for a lost mark, or for none",
                grade=Grade.POSSIBLE,
            )
    yield Change(
        edits=_filled(gaps, between, first),
        why="the space inside the address was removed",
        safety=Safety.UNSAFE if between else Safety.SAFE,
    )


def _filled(gaps: list[tuple[int, int]], between: list[tuple[int, int]], filler: str) -> tuple[Edit, ...]:
    return tuple(Edit(*gap, filler if gap in between else "") for gap in gaps)
