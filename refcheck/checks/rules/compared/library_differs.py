"""The work is in your library, and differs.

Severity: info.

## What it finds
A reference to a work that stands in the library given (`--library`), and has another title, author, year, journal, volume, issue or
page there. Both values are told; which is right is not.

## Why it matters
What a registry says of the reference says nothing of the entry that it was made of: the next list will have the same fault.

## Example
“(2018)” in the list, 2019 in the library.

## When it is wrong
The library has another edition or version of the work.
"""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.catalogue import card
from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.differences import differing
from refcheck.checks.evidence import TELLING, says
from refcheck.checks.places import place
from refcheck.messages import Message, joined, worded
from refcheck.model import Agreement, Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The entry of the library, where a field of it differs."""
    if case.library is None:
        return
    beside = evolve(case, match=case.library, library=None)
    found = [agreement for variable in TELLING for _, agreement in differing(beside, variable)]
    if found:
        record, first = case.library.record, found[0]
        message = worded("library-differs", fields=joined("and-then", map(_told, found)))
        span = place(case.reference, attribute(first.field), first.cited)
        evidence = (says(record, each.field, cited=each.cited, registered=each.registered) for each in found)
        yield Finding(rule=RULE, message=message, span=span, evidence=tuple(evidence))


def _told(agreement: Agreement) -> Message:
    sides = (agreement.cited, agreement.registered)
    here, there = (side.partition("-")[0] for side in sides) if agreement.field == "issued" else sides
    return worded("here-and-there", field=worded(f"field-{agreement.field}"), here=here, there=there)
