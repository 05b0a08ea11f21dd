"""Two references have one key.

Severity: warning.

## What it finds
A number or key that stands before more than one reference.

## Why it matters
The text cites one of them, and nobody can tell which.

## Example
Two entries numbered [12].

## When it is wrong
Two lists that were pasted into one, of which the second does not count from 1.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


_FEWEST = 3
"""So many references make a list of their own, so that the next one may count from 1 again. Source: set by hand."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each key that is used more than once in one list."""
    for keys in _lists([case.reference.key for case in cases]):
        for key, times in Counter(keys).items():
            if times > 1:
                yield Finding(rule=RULE, message=worded("key-repeated", count=times, key=key), references=(key,))


def _lists(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """The keys of each list: one that counts from 1 again is another, as the chapters of a book have their own."""
    start = 0
    for place, key in enumerate(keys):
        if key == "1" and place - start >= _FEWEST:
            yield keys[start:place]
            start = place
    yield keys[start:]
