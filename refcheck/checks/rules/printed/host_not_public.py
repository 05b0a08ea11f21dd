"""The address is not a public one.

Severity: warning.

## What it finds
An address on this machine, in a private network, without a domain, or on a host that is named as a staging or
demonstration copy.

## Why it matters
It works for the person who made it and for nobody else, and soon for nobody.

## Example
https://journal.staging-03.example.com/delta-studies-vol-16-no-2-april-june-2022/

## When it is wrong
A public host that is named like a copy.
"""

from collections.abc import Iterator

from yarl import URL

from refcheck.checks.card import card
from refcheck.identifiers.addresses import why_not_public
from refcheck.messages import phrase, worded
from refcheck.model import Case, Finding, Scheme

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each address that cannot be public."""
    for identifier in case.reference.of_scheme(Scheme.URL):
        if why := why_not_public(identifier.value):
            message = worded("host-not-public", host=str(URL(identifier.value).host), why=phrase(why))
            yield Finding(rule=RULE, message=message, span=identifier.span)
