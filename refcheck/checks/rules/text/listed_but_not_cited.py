"""A work is listed and not cited.

Severity: info.

## What it finds
References to which no citation points, in a text that cites most of its list. Cited by name and year, a reference without an author
is left out.

## Why it matters
A list of references has what the text cites; what nobody cites was left over from an earlier version, or its citation was lost.

## Example
“Quill, T. (2011)” in the list, and no Quill in the text.

## When it is wrong
A bibliography that is meant to list more, and works that only a table, a figure or a supplement cites.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.certainty import surely_read
from refcheck.checks.citing.cited import Cited
from refcheck.messages import worded
from refcheck.model import Case, Finding

RULE = card(__name__, __doc__)

_BY_NAME, _BY_KEY = 0.7, 0.1
"""A text that cites a smaller part of the list is a part of the text, or cites in some other way besides; keys and pointers are
surer than names. Source: set by hand; ``tests/test_checks_text.py`` plants the slips that must be found, and
``tests/benchmarks/jats.py`` counts them in articles."""


def check_text(cited: Cited) -> Iterator[Finding]:
    """One finding, which names the references."""
    if len(cited.places) < (_BY_NAME if cited.by_name else _BY_KEY) * len(cited.cases):
        return
    left = [case for place, case in enumerate(cited.cases) if place not in cited.places]
    keys = tuple(case.reference.key for case in left if not cited.by_name or _can_be_named(case))
    if keys:
        yield Finding(rule=RULE, message=worded("listed-but-not-cited", count=len(keys)), references=keys)


def _can_be_named(case: Case) -> bool:
    """Whether it is sure under which name the text would cite the reference."""
    work = case.reference.work
    return bool(work.author or work.editor) and surely_read(case.reference, "author", "editor")
