"""The address is not a public one.

## What it finds
An address on this machine, in a private network, without a domain, or on a host that is named as a staging or
demonstration copy.

## Why it matters
It works for the person who made it and for nobody else, and soon for nobody.

## Example
https://idsa.demosl-03.rvsolutions.in/journal-of-defence-studies-vol-16-no-2-april-june-2022/

## When it is wrong
A public host that is named like a copy.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from yarl import URL

from refcheck.checks.card import card
from refcheck.model import Case, Finding, Scheme, Severity

RULE = card(__name__, __doc__, Severity.WARNING)

_COPY = re.compile(r"(?:staging|stage|stg|preprod|uat)(?:-?\d{1,3})?|(?:demo|dev|test|qa)[a-z]{0,3}-?\d{1,3}")
"""A part of a host's name that tells a copy: ``staging``, ``demosl-03``, ``test2``; ``dev`` and ``test`` alone may be public."""

_INNER_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".intranet", ".corp", ".test", ".invalid")
"""Ends of names that no public host has (RFC 2606, RFC 6762, and custom)."""

_OWN_LABELS = 2
"""So many parts at the end of a host's name are the registered domain, which says nothing of copies."""


def check(case: Case) -> Iterator[Finding]:
    """Each address that cannot be public."""
    for identifier in case.reference.of_scheme(Scheme.URL):
        host = (URL(identifier.value).host or "").lower()
        why = _why_not_public(host)
        if why:
            yield Finding(rule=RULE, message=f"The host {host} {why}.", span=identifier.span)


def _why_not_public(host: str) -> str | None:
    """What keeps others from reaching a host, in words that follow its name."""
    try:
        return None if ip_address(host).is_global else "is in a private network"
    except ValueError:
        pass
    if "." not in host or host.endswith(_INNER_ENDINGS):
        return "has no public name"
    if any(_COPY.fullmatch(label) for label in host.split(".")[:-_OWN_LABELS]):
        return "seems to be a copy that was made for testing"
    return None
