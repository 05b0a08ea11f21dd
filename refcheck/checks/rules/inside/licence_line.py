"""A line of a licence page stands in the reference.

Severity: info.

## What it finds
Words that publishers print in the front of a book or below an abstract, and that are no part of a reference.

## Why it matters
They take the place of the publisher's name.

## Example
“under exclusive license to Springer Nature Switzerland AG 2024”

## When it is wrong
A title that speaks of licences.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.printing.masking import prose
from refcheck.messages import worded
from refcheck.model import Case, Finding, Span

RULE = card(__name__, __doc__)

_LINE = re.compile(
    r"\b(?:under (?:an )?(?:exclusive )?licen[cs]e to|(?:exclusively )?licensed (?:exclusively )?to|all rights reserved)\b"
    r"|(?:©|\(c\)) ?(?:the author|\d{4})",
    re.IGNORECASE,
)
"""Words of a licence page: ``under exclusive license to``, ``© 2024``."""

_FIELDS = ("title", "container_title", "publisher")
"""Where such words stand in a structured source by mistake; in its abstract or note they may stand rightly."""


def check(case: Case) -> Iterator[Finding]:
    """The first such words."""
    if found := _LINE.search(prose(case.reference, *_FIELDS)):
        yield Finding(
            rule=RULE,
            message=worded("licence-line", words=found[0]),
            span=Span(*found.span()),
        )
