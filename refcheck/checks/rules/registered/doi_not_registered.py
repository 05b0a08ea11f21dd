"""The DOI is registered nowhere.

Severity: error.

## What it finds
A DOI that doi.org does not know, neither as printed nor in any reading that a slip of the pen could have led to.

## Why it matters
The link leads nowhere, and nobody can tell from it which work is meant.

## Example
A DOI whose last figure was dropped, or that a program made up from the journal's other DOIs.

## When it is wrong
A DOI that is assigned but not yet registered: publishers print it some days, and some small journals some months,
before.
"""

from collections.abc import Iterator

from refcheck.checks.answers import registered_nowhere
from refcheck.checks.card import card
from refcheck.messages import worded
from refcheck.model import Case, Evidence, Finding, Fix, Identifier, NotFound, Safety, make_id

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each identifier that is registered nowhere; where a search found the work, its own DOI is offered."""
    offered = case.match.record.work.doi if case.match else None
    for identifier in registered_nowhere(case):
        readings = len(identifier.readings())
        beside = worded("nor-other-readings", count=readings - 1) if readings > 1 else ""
        offer = worded("work-seems-to-be", url=f"https://doi.org/{offered}") if offered else ""
        yield Finding(
            rule=RULE,
            message=worded("doi-not-registered", doi=identifier.value, beside=beside, offer=offer),
            span=identifier.span,
            evidence=_evidence(case, identifier),
            fix=Fix(span=identifier.span, replacement=offered, safety=Safety.UNSAFE) if offered else None,
        )


def _evidence(case: Case, identifier: Identifier) -> tuple[Evidence, ...]:
    ids = {make_id(identifier.scheme, reading.value) for reading in identifier.readings()}
    return tuple(
        Evidence(registry=asked.answer.registry, field="DOI", cited=asked.id.value)
        for asked in case.answers
        if isinstance(asked.answer, NotFound) and asked.id in ids
    )
