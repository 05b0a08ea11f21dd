"""The registered work that comes closest to a reference without a record: one rule for each kind of likeness."""

from collections.abc import Iterator
from functools import partial

from refcheck.checks.comparing.closest import Likeness, closest_finding
from refcheck.model import Case, Finding, Rule


def closest_work(case: Case, rule: Rule) -> Iterator[Finding]:
    """The closest registered work was published elsewhere.

    Severity: warning.

    Yield the closest work, if title and authors agree and the place does not; as a note, if only the title is similar.

    ## What it finds
    A reference without a record of its own, if the closest registered work has this title and these authors, but another journal,
    book or year. If only the title is similar, it is a note, unless the work is by the same authors and was retracted. If no title
    is cited, the closest work is the authors' work in that volume: a note, unless only the year differs, or a page has the same
    four or more digits in another order.

    ## Why it matters
    It shows at once which work was meant, what agrees and what does not.

    ## Example
    An article of 2021 in *Proceedings of the Northern Symposium on Tidal Engineering*, cited with another meeting and 2019.

    ## When it is wrong
    The work was published a second time in a place that registers nothing, or two works have the same title.
    """
    yield from closest_finding(case, rule, Likeness.PLACE)
    yield from closest_finding(case, rule, Likeness.NEAR)


ANOTHER_PART = partial(closest_finding, likeness=Likeness.PART)
"""Another part of the work is registered.

Severity: warning.

## What it finds
A reference without a record of its own, whose title is registered with the number of another part.

## Why it matters
Part one and part two are two works, each with its own pages.

## Example
“… Part II”, with the pages of part I.

## When it is wrong
The cited part exists but is registered nowhere. If pages or volume differ from those of the registered part, it is a note.
"""

MIXTURE_OF_TWO_WORKS = partial(closest_finding, likeness=Likeness.MIXTURE)
"""The parts belong to two works.

Severity: warning.

## What it finds
A reference without a record of its own: its title is that of one registered work, its authors and journal are those of another.

## Why it matters
It is unclear which of the two is meant. Both are shown.

## Example
The title of one article, with the authors, the journal, the volume and the pages of the next in the list.

## When it is wrong
The same authors published under that title in that journal, but that work is registered nowhere.
"""

TITLE_OF_OTHER_AUTHORS = partial(closest_finding, likeness=Likeness.AUTHORS)
"""The title belongs to a work by other authors.

Severity: warning.

## What it finds
A reference without a record of its own, whose title is registered for a work by other authors.

## Why it matters
The authors of the work are not credited, and those named did not write it, or wrote another work that cannot be found.

## Example
The title of an article by Lindqvist and Okafor, cited under two other names.

## When it is wrong
Two works have the same title, and the cited one is registered nowhere.
"""

TITLE_PARAPHRASED = partial(closest_finding, likeness=Likeness.PARAPHRASE)
"""The title paraphrases a registered one.

Severity: warning.

## What it finds
A reference without a record of its own, whose authors have a work in the same place under a similar title.

## Why it matters
People search for a work by its title; a search for other words finds nothing.

## Example
“Forecasting Tides at Small Harbours” for “Tide Forecasts for Harbours of Small Size”, by the
same authors in the same proceedings.

## When it is wrong
The authors wrote two works with similar titles that year, and one of them is registered nowhere.
"""

WORK_UNDER_ANOTHER_TITLE = partial(closest_finding, likeness=Likeness.TITLE)
"""These authors have another work in the same place.

Severity: warning.

## What it finds
A reference without a record of its own: its authors, its journal or book and its pages, or its year, are those of a registered work
with another title.

## Why it matters
The work at that place is another work, or has another title than the one cited.

## Example
A title that is registered nowhere, with the authors, journal, volume and pages of an article with another registered title.

## When it is wrong
The title is cited in translation, or the authors have several pieces at the same place, some of which are registered nowhere.
"""
