"""The number is not one of arXiv's or PubMed's.

Severity: warning.

## What it finds
An arXiv identifier whose DOI is not registered, as that of every preprint is; a PMID or a PMCID that NCBI does not have.

## Why it matters
The link leads nowhere. References that a program made up often carry a number that looks right.

## Example
“arXiv:1602.97942”, where arXiv counted to some thousands in that month.

## When it is wrong
A preprint of the last days, whose DOI is not registered yet; a number that PubMed has withdrawn.
"""

from collections.abc import Iterator

from refcheck.checks.answers import labelled, unknown_numbers
from refcheck.checks.card import card
from refcheck.messages import phrase, worded
from refcheck.model import Case, Evidence, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each number of an archive that the archive does not have."""
    for identifier, registry in unknown_numbers(case):
        yield Finding(
            rule=RULE,
            message=worded("identifier-not-registered", identifier=labelled(identifier), registry=phrase(registry)),
            span=identifier.span,
            evidence=(Evidence(registry=registry, field=str(identifier.scheme), cited=identifier.value),),
        )
