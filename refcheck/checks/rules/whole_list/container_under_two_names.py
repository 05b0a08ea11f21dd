"""One journal stands under two names.

Severity: info.

## What it finds
Journals or books whose names are nearly the same (“Journal of” or “The” added, a word in another form), and different
names for what a registry has as one.

## Why it matters
Readers and indexes take them for two.

## Example
*Journal of Central Eurasia Studies* and *Central Eurasian Studies*.

## When it is wrong
Two journals that are named almost alike; the finding asks, and does not claim.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from refcheck.checks.card import card
from refcheck.checks.certainty import confirmed, surely_read
from refcheck.messages import joined, worded
from refcheck.model import Case, Finding
from refcheck.text.folding import fold

RULE = card(__name__, __doc__)

_LITTLE_WORDS = frozenset(["the", "a", "an", "of", "on", "for", "in", "and", "journal"])
"""Words that come and go in the names of journals."""

_ENDINGS = "ns"
"""Letters in which the forms of a word end: *Eurasia* and *Eurasian*, *Science* and *Sciences*."""

_FEWEST_WORDS = 2
"""A name with fewer words of its own is too short to be taken for another: *Nature*, *The Nature*."""


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each journal that has more than one name."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    keys: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        name = case.reference.work.container_title
        if name and surely_read(case.reference, "container_title") and (journal := _journal(case, name)):
            names[journal].setdefault(fold(name), name)
            keys[journal].append(case.reference.key)
    for journal, spellings in names.items():
        if len(spellings) > 1:
            shown = joined("comma", (worded("quoted", text=name) for name in spellings.values()))
            yield Finding(
                rule=RULE,
                message=worded("container-under-two-names", names=shown),
                references=tuple(keys[journal]),
            )


def _journal(case: Case, name: str) -> str:
    """What the names of one journal have in common: the words that matter in the registered name, else in the printed one.

    Empty where they are too few.
    """
    if case.match and confirmed(case, "container-title"):
        name = case.match.record.work.container_title or name
    words = [word.rstrip(_ENDINGS) for word in fold(name).split() if word not in _LITTLE_WORDS]
    return " ".join(words) if len(words) >= _FEWEST_WORDS else ""
