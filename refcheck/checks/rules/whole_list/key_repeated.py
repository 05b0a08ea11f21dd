"""Two references have one key.

Severity: warning.

## What it finds
A number or key that stands before more than one reference.

## Why it matters
The text cites one of them, and nobody can tell which.

## Example
Two entries numbered [12].

## When it is wrong
Two lists that were pasted into one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each key that is used more than once."""
    for key, times in Counter(case.reference.key for case in cases).items():
        if times > 1:
            yield Finding(rule=RULE, message=f"{times} references have the key {key}.", references=(key,))
