"""A DOI has text glued to it.

Severity: warning.

## What it finds
A session's number (``;jsessionid``), a word that the text goes on with, letters of another script behind the
last digit, or one letter behind a closing bracket.

## Why it matters
The DOI as printed does not resolve.

## Example
``10.21031/epod.1029044öztürk`` is ``10.21031/epod.1029044``.

## When it is wrong
Suffixes may hold any letters; the form as printed is kept as a candidate. Two to four small letters are kept, and the DOI
without them is a candidate: registrants name a correction so.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage
from refcheck.identifiers.suffixes import grammars
from refcheck.model import Safety

STAGE = Stage.CUTTING

_SESSION = re.compile(r";jsessionid\b.*$", re.IGNORECASE | re.DOTALL)
"""A session of a web server: ``;jsessionid=0A1B``."""

_WORD = re.compile(
    r"(?<=[0-9x])[.,;]?(?:Abstract|Accepted|Author|Article|Copyright|Correspondence|Editor|Introduction|Keywords|Printed|Received|"
    r"References|Reprints?|Submitted|This|The|View|Volume)\w*.*$",
    re.DOTALL,
)
"""A word of the page behind a digit: ``Received12``, ``.Copyright``."""

_FOREIGN = re.compile(r"(?<=[0-9])(?=[^\W\d_]*[^\x00-\x7f])[^\W\d_]+$")
"""Letters to the end, some of them not ASCII, behind a digit: ``öztürk``."""

_ENDING_WORD = re.compile(r"(?<=[0-9xX])[A-Za-z]{2,}$")
"""Letters to the end behind a digit: ``for``, ``Abstract``."""

_NOTICE = re.compile(r"[a-z]{2,4}")
"""So few small letters may be the registrant's own, for a notice or a review of the work: ``corr``, ``rep``."""

_LETTER = re.compile(r"(?<=\d\))[a-zA-Z]$")
"""One letter behind a closing bracket at the end: ``)a``."""


def propose(text: str) -> Iterator[Change]:
    """Cut the text."""
    start = text.find("/") + 2
    word = _ENDING_WORD.search(text, start)
    if word and grammars.fits(text[: word.start()]):
        yield Change(
            edits=(Edit(*word.span()),),
            why="the registrant's pattern ends before the word",
            grade=Grade.POSSIBLE if _NOTICE.fullmatch(word[0]) else Grade.LIKELY,
            safety=Safety.UNSAFE,
        )
        return
    for pattern in (_SESSION, _WORD, _FOREIGN, _LETTER):
        found = pattern.search(text, start)
        if found:
            yield Change(
                edits=(Edit(found.start(), len(text)),),
                why="the text behind it is no part of the DOI",
                safety=Safety.UNSAFE,
            )
            return
