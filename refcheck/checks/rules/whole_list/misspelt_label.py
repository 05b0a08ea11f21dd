"""A label is misspelt.

Severity: info.

## What it finds
A word that announces an address (“Available at”, “Retrieved from”, “Accessed on”), in a spelling that is near to the
right one, wherever it stands in the list.

## Why it matters
Programs look for the right word, and readers see that nobody else did.

## Example
“Avialable at:”

## When it is wrong
A word of another language that is spelt so.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from refcheck.checks.card import card
from refcheck.checks.masking import MASK, prose
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_ANNOUNCING = re.compile(rf"\b([A-Z]?[a-z]{{5,10}}) (?:at|from|on)\b\s?(?::|\(?{MASK}|\d)")
"""A word in the place where an address or a date is announced: ``Avialable at:``, ``Retreived from`` before an address."""

_LABELS = ("available", "retrieved", "accessed")
_OTHER_WORDS = frozenset({"retrieves", "retrieval", "accesses"})


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each misspelling, which names the references that have it."""
    keys: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        for found in _ANNOUNCING.finditer(prose(case.reference)):
            keys[found[1]].append(case.reference.key)
    for word, where in keys.items():
        if (label := _meant(word.lower())) is not None:
            spelt = label.capitalize() if word[0].isupper() else label
            message = worded("misspelt-label", count=len(where), printed=word, word=spelt)
            yield Finding(rule=RULE, message=message, references=tuple(dict.fromkeys(where)))


def _meant(word: str) -> str | None:
    """Return the label that a word is a misspelling of."""
    if word in _LABELS or word in _OTHER_WORDS:
        return None
    return next((label for label in _LABELS if OSA.distance(word, label, score_cutoff=2) <= 2), None)
