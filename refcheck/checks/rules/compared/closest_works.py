"""The registered work that comes closest to a reference without a record: a row names how the two are alike."""

from collections.abc import Iterator
from functools import partial

from refcheck.checks.comparing.closest import Likeness, closest_finding
from refcheck.model import Case, Finding, Rule


def closest_work(case: Case, rule: Rule) -> Iterator[Finding]:
    """The closest registered work differs in where it appeared.

    Severity: warning.

    Yield the closest work, where title and authors agree and the place does not; as a note, where the title alone is alike.

    ## What it finds
    A reference without a record of its own, and beside it the registered work that comes closest: one of this title by these
    authors, in another journal, book or year. Where the title alone is alike, it is a note, unless the same authors' work was
    taken back. Where no title is cited, it is theirs in that volume: a note, unless the year alone is another, or four and
    more figures of a page are exchanged.

    ## Why it matters
    What was meant can be seen at once, with all that agrees and all that does not.

    ## Example
    An article of 2021 in *Proceedings of the Northern Symposium on Tidal Engineering*, cited with another meeting and 2019.

    ## When it is wrong
    The work came out a second time in a place that registers nothing, or two works have one title.
    """
    yield from closest_finding(case, rule, Likeness.PLACE)
    yield from closest_finding(case, rule, Likeness.NEAR)


ANOTHER_PART = partial(closest_finding, likeness=Likeness.PART)
"""Another part of the work is registered.

Severity: warning.

## What it finds
A reference without a record of its own, whose title is registered with the number of another part.

## Why it matters
Part one and part two are two works, with pages of their own.

## Example
“… Part II”, with the pages of part I.

## When it is wrong
The cited part exists and is registered nowhere. Where pages or volume are others than the registered part's, it is a note.
"""

MIXTURE_OF_TWO_WORKS = partial(closest_finding, likeness=Likeness.MIXTURE)
"""The parts are those of two works.

Severity: warning.

## What it finds
A reference without a record of its own: its title is that of one registered work, its authors and journal are those of another.

## Why it matters
Nobody can tell which of the two is meant. Both are shown.

## Example
The title of one article, with the authors, the journal, the volume and the pages of the next in the list.

## When it is wrong
The same authors published under that title in that journal, and that work is registered nowhere.
"""

TITLE_OF_OTHER_AUTHORS = partial(closest_finding, likeness=Likeness.AUTHORS)
"""The title is that of a work by others.

Severity: warning.

## What it finds
A reference without a record of its own, whose title is registered for a work by other authors.

## Why it matters
Whoever wrote the work is not credited, and whoever is named did not write it, or wrote another work that cannot be found.

## Example
The title of an article by Lindqvist and Okafor, cited under two other names.

## When it is wrong
Two works have one title, and the cited one is registered nowhere.
"""

TITLE_PARAPHRASED = partial(closest_finding, likeness=Likeness.PARAPHRASE)
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

WORK_UNDER_ANOTHER_TITLE = partial(closest_finding, likeness=Likeness.TITLE)
"""These authors have another work in the same place.

Severity: warning.

## What it finds
A reference without a record of its own: its authors, its journal or book and its pages, or its year, are those of a registered work
of another title.

## Why it matters
The work at that place is another one, or has another title than the cited one.

## Example
A title that nobody registered, with the authors, journal, volume and pages of an article that is registered under its own.

## When it is wrong
The title is cited in translation, or authors have several pieces in one place of which some are registered nowhere.
"""
