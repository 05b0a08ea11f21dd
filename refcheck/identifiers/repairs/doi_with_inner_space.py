"""A DOI is broken by white space.

Severity: warning.

## What it finds
Spaces and line breaks inside a DOI, where what follows goes on as the DOI would: behind ``10.``, a slash, a
hyphen or a period, or so that the whole fits the registrant's pattern.

## Why it matters
Whoever follows the DOI gets only its beginning.

## Example
``10.1007/s12345- 020-00678-9`` is ``10.1007/s12345-020-00678-9``.

## When it is wrong
Where the DOI ends before the space, and what follows belongs to the text; the DOI up to the space is kept as a
candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.scanning.doi_spaces import joined
from refcheck.model import Safety

STAGE = Stage.JOINING

_GAP = re.compile(r"\s+")
"""White space: a blank, a line break with its indent."""


def propose(text: str) -> Iterator[Change]:
    """Close every gap that the DOI goes on behind."""
    if text.isascii() and " " not in text and text.isprintable():
        return
    edits = []
    for gap in _GAP.finditer(text):
        tail = text[gap.end() :].split(maxsplit=1)
        if gap.start() and not (tail and _is_joined(text, gap, tail[0])):
            break
        edits.append(Edit(*gap.span()))
    if edits:
        is_within_word = any(_is_within_word(text, edit) for edit in edits)
        yield Change(
            edits=tuple(edits),
            why="the space inside the DOI was removed",
            safety=Safety.UNSAFE if is_within_word else Safety.SAFE,
        )


def _is_joined(text: str, gap: re.Match[str], tail: str) -> bool:
    """Return whether the DOI goes on, be it merely possible: the text was read so far for that reason."""
    beyond = text[gap.end() + len(tail) :]
    return joined(text[: gap.start()], gap[0], tail, beyond) is not None


def _is_within_word(text: str, gap: Edit) -> bool:
    """Return whether a gap has a letter or digit on either side, so that no mark tells that the DOI goes on."""
    return text[gap.start - 1 : gap.start].isalnum() and text[gap.end : gap.end + 1].isalnum()
