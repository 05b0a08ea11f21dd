"""The year is not a registered one.

What it finds
-------------
A year in which the record knows of no publication: not online, not in print, not posted.

Why it matters
--------------
The year stands in the citation itself; a wrong one sends the reader to another work of the same author.

Example
-------
“(2013)” for an article that appeared in 2023.

When it is wrong
----------------
Registries may lack the print date: the printed issue then came out in a year that they do not know.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing import value_finding
from refcheck.model import Case, Finding, Severity

RULE = card(__name__, __doc__, Severity.WARNING)


def check(case: Case) -> Iterator[Finding]:
    """The year, where it differs from the record's."""
    return value_finding(case, RULE, "issued", "year")
