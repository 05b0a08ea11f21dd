"""The field of the DOI holds a link or a label.

Severity: info.

## What it finds
A DOI field of BibTeX, RIS or CSL data whose DOI stands behind a resolver's address, in a command, or behind “doi:”.

## Why it matters
The field is for the DOI alone. Styles and programs put the resolver before it, and then the link has it twice.

## Example
`doi = {https://doi.org/10.1016/j.rivst.2015.10.003}`

## When it is wrong
A style of one's own that prints the field as it stands.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.places import field_around
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Safety, Scheme

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each DOI that stands in its own field with something before it. One that needs mending is mended first."""
    reference = case.reference
    for identifier in reference.of_scheme(Scheme.DOI):
        field = field_around(reference, identifier)
        if field is not None and not identifier.repairs:
            before = reference.raw[field.start : identifier.span.start].strip()
            yield Finding(
                rule=RULE,
                message=worded("doi-field-with-label", label=before),
                span=field,
                fix=Fix(span=field, replacement=identifier.value, safety=Safety.SAFE),
            )
