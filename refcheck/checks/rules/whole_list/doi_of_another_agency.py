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
from refcheck.model import CROSSREF, DOI_ORG, LOCAL_RECORDS, RETRACTION_WATCH, Case, Finding, Method

RULE = card(__name__, __doc__)

_SILENT = frozenset({CROSSREF, DOI_ORG, LOCAL_RECORDS, RETRACTION_WATCH})
"""Whose records say nothing here: Crossref's own, those of an agency that doi.org does not name, and those of files."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each agency, which names the references."""
    keys: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        if case.match is not None and case.match.method in (Method.DOI, Method.CANDIDATE):
            keys[case.match.record.provenance.registry].append(case.reference.key)
    for registry, where in keys.items():
        if registry not in _SILENT:
            yield Finding(
                rule=RULE,
                message=f"{'This DOI is' if len(where) == 1 else f'{len(where)} DOIs are'} registered with {registry}.",
                references=tuple(where),
            )
