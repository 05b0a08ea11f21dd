"""DOIs are registered with another agency than Crossref.

Severity: info.

## What it finds
References whose DOIs are held by another registration agency.

## Why it matters
Services that are built on Crossref's records, such as citation counts, do not see them. The DOIs are as good as
others.

## Example
Data sets and preprints, whose DOIs are DataCite's.

## When it is wrong
It states who answered; there is nothing to judge.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.messages import worded
from refcheck.model import Case, Finding, Method

RULE = card(__name__, __doc__)

_AGENCIES = frozenset({"airiti", "bsi", "cnki", "datacite", "eidr", "istic", "jalc", "kisti", "medra", "op"})
"""The registration agencies beside Crossref, as doi.org names them, in small letters: whoever else has a record is none, such as an
index or a library. Source: the International DOI Foundation's list, February 2022.
"""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each agency, which names the references."""
    keys: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        if case.match is not None and case.match.method in (Method.DOI, Method.CANDIDATE):
            keys[case.match.record.provenance.registry].append(case.reference.key)
    for registry, where in keys.items():
        if registry.casefold() in _AGENCIES:
            message = worded("doi-of-another-agency", count=len(where), registry=registry)
            yield Finding(rule=RULE, message=message, references=tuple(where))
