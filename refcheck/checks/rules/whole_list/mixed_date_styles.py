"""Dates of access are written in several ways.

Severity: info.

## What it finds
Dates of access in figures in one reference and with the name of the month in another, or with the year first and
last.

## Why it matters
5/4/2024 is read as April by some and as May by others; beside another style nobody can tell.

## Example
“(Accessed on: 5/4/2024)” and “(Accessed 5 April 2024)” in one list.

## When it is wrong
A date quoted from the page itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.checks.printing.styles import mixed
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_STYLES = (
    ("year-month-day", re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")),
    ("day and month in figures, with /", re.compile(r"\d{1,2}/\d{1,2}/\s?\d{4}")),
    ("day and month in figures, with .", re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")),
    ("day before month", re.compile(r"\d{1,2}(?:st|nd|rd|th)?\.? [^\W\d]+\.?,? \d{4}")),
    ("month before day", re.compile(r"[^\W\d]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}")),
)
"""Ways to write a date: ``2024-04-05``, ``5/4/2024``, ``5.4.2024``, ``5 April 2024``, ``April 5, 2024``."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for the list, with an example of each way."""
    keys: dict[str, list[str]] = defaultdict(list)
    examples: dict[str, str] = {}
    for case in cases:
        accessed = case.reference.work.accessed
        printed = accessed.raw if accessed and not case.reference.structured else None
        style = next((name for name, pattern in _STYLES if printed and pattern.search(printed)), None)
        if printed and style:
            keys[style].append(case.reference.key)
            examples.setdefault(style, printed)
    yield from mixed(RULE, "dates-of-access", keys, examples)
