"""The reference was not understood.

Severity: info.

## What it finds
An entry in which neither a title nor an identifier, an official number or a place in a journal was found, or of which more than
half was not understood. Letters, interviews and what lies in archives have no title.

## Why it matters
Nothing can be said of it, and nothing was asked.

## Example
An entry that is a remark, or several references glued together.

## When it is wrong
The fault is this program's as often as the reference's.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.identifiers.official_numbers import known_by
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_UNTITLED = frozenset({"personal_communication", "interview", "manuscript", "patent", "legal_case", "legislation"})
"""CSL types whose references may have no title, and are told by persons, days, shelf marks and numbers."""

_MOST = 0.5
"""An entry of which a larger part was not read was not understood. Source: set by hand: a majority."""


def check(case: Case) -> Iterator[Finding]:
    """The entry as a whole. What a structured source states is understood, however little it is."""
    reference = case.reference
    if reference.structured:
        return
    unread = sum(len(span) for span in reference.unread)
    work = reference.work
    located = bool(work.title or reference.identifiers or ((work.volume or work.container_title) and work.page))
    located = located or work.type in _UNTITLED or bool(known_by(reference))
    if reference.raw and (not located or unread > _MOST * len(reference.raw)):
        yield Finding(rule=RULE, message=worded("reference-not-understood"))
