"""One kind of number is labelled in several ways.

Severity: info.

## What it finds
DOIs, volumes, issues or pages whose labels differ from reference to reference: “Vol. 8” and “Vol 15”, “doi:” and
“https://doi.org/”.

## Why it matters
A list reads as one hand's work where its labels are alike, and programs read it more surely.

## Example
“Vol. 8, No. 1” in one reference and “Vol 32, No 2” in another.

## When it is wrong
Labels that a style wants to differ by the kind of work.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.checks.printing.masking import masked
from refcheck.checks.printing.styles import mixed
from refcheck.identifiers.schemes import doi
from refcheck.model import Case, Finding, Reference, Scheme

RULE = card(__name__, __doc__)

_LABELS = (
    ("Volumes", re.compile(r"\b(vol(?:ume)?\.?)\s?\d", re.IGNORECASE)),
    ("Issues", re.compile(r"\b((?:no|nr|issue|iss)\.?)\s?\d", re.IGNORECASE)),
    ("Pages", re.compile(r"\b(pp?\.?|pages)\s?\d+\s?[-‐‑–—]", re.IGNORECASE)),
)
"""A label right before its number: ``Vol. 8``, ``No 3``, ``pp. 7–27``; a single page has another label than a range."""

_DOIS = "DOIs"


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each kind of number that is labelled in several ways."""
    styles: dict[str, dict[str, list[str]]] = {}
    for case in cases:
        for kind, label in _labels(case.reference):
            styles.setdefault(kind, defaultdict(list))[label].append(case.reference.key)
    for kind, keys in styles.items():
        yield from mixed(RULE, f"labels-of-{kind.lower()}", keys, {label: label for label in keys})


def _labels(reference: Reference) -> Iterator[tuple[str, str]]:
    """The labels of one printed reference, without regard to capitals."""
    if reference.structured:
        return
    text = masked(reference)
    for kind, pattern in _LABELS:
        if found := pattern.search(text):
            yield kind, found[1].lower()
    for identifier in reference.of_scheme(Scheme.DOI):
        label = doi.label_span(reference.raw, identifier).of(reference.raw).strip().lower()
        yield _DOIS, label or "no label"
