"""The year is not that of the address.

Severity: warning.

## What it finds
A year other than that of the day in the address. Days are read, lone years and months are not: they may be those of
an upload.

## Why it matters
News sites put the day of publication in the address; another year is likely a slip.

## Example
“Example, A. (2020), …, https://www.example.com/sites/annexample/2021/03/15/…”

## When it is wrong
Sites that put the day of a revision in the address.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import in_addresses, inner_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_YEAR = re.compile(r"(?<!uploads)/((?:19|20)\d\d)[/-](?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])(?=[/_.]|-(?!\d)|$)")
"""A day in a path: ``/2021/03/15/``, ``/2021-06/29/``. A time behind it makes it the stamp of a menu: ``/2013-02-07-03-02-35/``."""


def check(case: Case) -> Iterator[Finding]:
    """The year, where the address has another."""
    cited = str(case.reference.work.year or "")
    for identifier, inner in in_addresses(case, "issued", _YEAR):
        if cited and inner != cited:
            yield inner_finding(RULE, "issued", "year", identifier, inner, cited)
