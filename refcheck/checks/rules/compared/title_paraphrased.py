"""The title is a registered one in other words.

Severity: warning.

## What it finds
A reference without a record of its own, whose authors have a work in the same place under a similar title.

## Why it matters
A title is what people search for; in other words it finds nothing.

## Example
“Forecasting Tides at Small Harbours” for “Tide Forecasts for Harbours of Small Size”, by the
same authors in the same proceedings.

## When it is wrong
The authors wrote two works of similar titles that year, and one of them is registered nowhere.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.closest import Likeness
from refcheck.checks.comparing.closest_finding import closest_finding
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The work of the similar title."""
    yield from closest_finding(case, RULE, Likeness.PARAPHRASE, "title-paraphrased")
