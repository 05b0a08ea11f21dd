"""The ISSN is not that of the address.

Severity: info.

## What it finds
A printed ISSN other than the one that the address holds.

## Why it matters
They may name two journals.

## Example
“ISSN 1234-5678 …, http://journal.example.org/article?pid=S1234-56792006000300001”

## When it is wrong
A journal has one ISSN for print and one for the web, and a new pair when it is renamed. That is why it is only worth
knowing.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.inner_evidence import in_addresses, inner_finding
from refcheck.identifiers.schemes import issn
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_ISSN = re.compile(r"(?:\bissn[=/:-]?|\bpid=S|\bjournal/)(\d{4}-?\d{3}[\dX])(?![\dA-Z]{1,3}\b)", re.IGNORECASE)
"""An ISSN in an address: ``issn=2049-3630``, ``pid=S0102-311X2006000300001``, ``/journal/12345679``."""


def check(case: Case) -> Iterator[Finding]:
    """The ISSNs, where none of them is the address's."""
    cited = {issn.compact(number) for number in case.reference.work.issn}
    for identifier, inner in in_addresses(case, "ISSN", _ISSN):
        if cited and issn.is_valid(inner) and issn.compact(inner.upper()) not in cited:
            printed = ", ".join(case.reference.work.issn)
            yield inner_finding(RULE, "ISSN", "ISSN", identifier, issn.format(inner.upper()), printed)
