"""A citation fits several references.

Severity: info.

## What it finds
A citation by name and year that points to references of the same authors and the same year, which no letter behind the year tells
apart.

## Why it matters
A reader cannot tell which of them is meant.

## Example
“(Okafor, 2012)” in the text, and two references “Okafor, B. (2012)” in the list; “2012a” and “2012b” would tell them apart.

## When it is wrong
The text tells them apart in another way, by a short title.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.citing.cited import Cited, shown
from refcheck.messages import worded
from refcheck.model import Finding

RULE = card(__name__, __doc__)


def check_text(cited: Cited) -> Iterator[Finding]:
    """One finding for each such citation, which names the references."""
    for choice in cited.choices:
        keys = tuple(case.reference.key for case in choice.cases)
        yield Finding(
            rule=RULE,
            message=worded(
                "citation-fits-several", citation=shown(choice.citation), keys=", ".join(keys[:-1]), last=keys[-1]
            ),
            references=keys,
            citations=cited.places_of(choice.citation),
        )
