"""The work differs from your library.

Severity: info.

## What it finds
A reference to a work that is in your library (`--library`), and has another title, author, year, journal, volume, issue or page
there. Both values are reported, but not which of them is right.

## Why it matters
Correcting the reference leaves the library entry that it was made from unchanged: the next list will have the same error.

## Example
“(2018)” in the list, 2019 in the library.

## When it is wrong
The library has another edition or version of the work.
"""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.catalogue import card
from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.differences import judged
from refcheck.checks.evidence import TELLING, says
from refcheck.checks.places import place
from refcheck.messages import Message, joined, worded
from refcheck.model import Agreement, Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Yield the finding of a library entry that differs in at least one field."""
    if case.library is None:
        return
    beside = evolve(case, match=case.library, library=None)
    found = [agreement for variable in TELLING for _, agreement, why in judged(beside, variable) if not why]
    if found:
        record, first = case.library.record, found[0]
        message = worded("library-differs", fields=joined("and-then", map(_both_values, found)))
        span = place(case.reference, attribute(first.field), first.cited)
        evidence = (says(record, each.field, cited=each.cited, registered=each.registered) for each in found)
        yield Finding(rule=RULE, message=message, span=span, evidence=tuple(evidence))


def _both_values(agreement: Agreement) -> Message:
    sides = (agreement.cited, agreement.registered)
    here, there = (side.partition("-")[0] for side in sides) if agreement.field == "issued" else sides
    return worded("here-and-there", field=worded(f"field-{agreement.field}"), here=here, there=there)
