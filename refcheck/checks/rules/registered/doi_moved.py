"""The DOI has a successor.

Severity: info.

## What it finds
A DOI that its registry answers with the record of another one: the two were found to be one work, and one of them was
made the prime DOI.

## Why it matters
The old one still works. The new one is what databases count citations by.

## Example
10.2307/2669548, which now leads to 10.1080/01621459.2000.10473924.

## When it is wrong
It states what the registry answered; there is nothing to judge.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.evidence import says
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Found, Safety, Scheme

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each printed DOI that was answered with the record of another DOI."""
    answers = {asked.id: asked.answer for asked in case.answers}
    for identifier in case.reference.of_scheme(Scheme.DOI):
        answer = answers.get(identifier.id)
        if (
            not isinstance(answer, Found)
            or answer.record.id.scheme is not Scheme.DOI
            or answer.record.id == identifier.id
        ):
            continue
        successor = answer.record.id.value
        yield Finding(
            rule=RULE,
            message=worded("doi-moved", doi=identifier.value, successor=successor),
            span=identifier.span,
            evidence=(says(answer.record, "DOI", cited=identifier.value, registered=successor),),
            fix=Fix(span=identifier.span, replacement=successor, safety=Safety.UNSAFE),
        )
