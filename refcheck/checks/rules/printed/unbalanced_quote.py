"""A quotation mark has no partner.

Severity: info.

## What it finds
An odd number of double quotation marks, of whatever kind, or a single one (‘) that is opened and never closed.

## Why it matters
A reader cannot see where the title ends, and neither can a program.

## Example
“The Security Risks of ‘Smart Cities”, Financial Times

## When it is wrong
A mark of inches or seconds that does not follow a figure.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.printing.masking import prose
from refcheck.messages import worded
from refcheck.model import Case, Finding, Span

RULE = card(__name__, __doc__)

_DOUBLE = re.compile(r"(?<!\d)\"|[“”„«»]")
"""A double quotation mark: ``“``, ``»``; a straight one behind a figure stands for inches (``5"``)."""

_CLOSING_SINGLE = ("’", "'", "‘")


def check(case: Case) -> Iterator[Finding]:
    """The first quotation mark that cannot have a partner."""
    text = prose(case.reference)
    double = [found.start() for found in _DOUBLE.finditer(text)]
    single = text.rfind("‘")
    if len(double) % 2:
        yield _finding(text, double[0])
    elif single >= 0 and text.find("‘") == single and not any(mark in text[single + 1 :] for mark in _CLOSING_SINGLE):
        yield _finding(text, single)


def _finding(text: str, at: int) -> Finding:
    return Finding(rule=RULE, message=worded("unbalanced-quote", mark=text[at]), span=Span(at, at + 1))
