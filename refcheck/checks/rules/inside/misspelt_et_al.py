"""“et al.” is misspelt.

Severity: info.

## What it finds
The words for the rest of the authors, in a spelling that no language has.

## Why it matters
Programs read them as the name of an author.

## Example
“Lewis, Owen and Colleages”

## When it is wrong
A person or body of that name.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from refcheck.checks.card import card
from refcheck.checks.printing.masking import prose
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Safety, Span

RULE = card(__name__, __doc__)

_AND_WORD = re.compile(r"(?:\band|&)\s+(col[a-z]{5,9}|cow[a-z]{5,8})\b", re.IGNORECASE)
"""“and” with a word that may be meant as “colleagues”: ``and Colleages``, ``& colleages``."""

_ET_AL = re.compile(r"\b(?:et\.\s?al\b\.?|et\s+all\b\.?|at\s+al\.)")
"""“et al.” misspelt: ``et. al.``, ``et all``."""

_WORDS = ("colleagues", "coworkers")
_SINGULARS = ("colleague", "coworker")


def check(case: Case) -> Iterator[Finding]:
    """Each misspelling, with the word as it is spelt."""
    text = prose(case.reference, "author")
    for found in _AND_WORD.finditer(text):
        for word in _WORDS:
            if OSA.distance(found[1].lower(), word, score_cutoff=1) == 1 and found[1].lower() not in _SINGULARS:
                yield _finding(Span(*found.span(1)), found[1], word)
    for found in _ET_AL.finditer(text):
        yield _finding(Span(*found.span()), found[0], "et al.")


def _finding(span: Span, printed: str, word: str) -> Finding:
    return Finding(
        rule=RULE,
        message=worded("misspelt-et-al", printed=printed, word=word),
        span=span,
        fix=Fix(span=span, replacement=word, safety=Safety.UNSAFE),
    )
