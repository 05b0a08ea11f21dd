"""There is no year.

What it finds
-------------
A reference without a year, and without a word such as “n.d.” or “in press” that says why.

Why it matters
--------------
Author and year are what the text cites it by.

Example
-------
“Yousuf, Danish, China's Military and Security Presence in Central Asia, Claws”

When it is wrong
----------------
Standards, laws and manuscripts that are cited by number.
"""

import re
from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.masking import masked
from refcheck.model import Case, Finding, Severity

RULE = card(__name__, __doc__, Severity.WARNING)

_YEAR = re.compile(r"(?<!\d)(?:1[3-9]|20)\d\d(?!\d)")
"""A number that can be a year: ``2024``, ``1402``."""

_TYPES = frozenset({"article-journal", "chapter", "paper-conference", "book", "thesis"})


def check(case: Case) -> Iterator[Finding]:
    """The reference, where no year was read and nothing in it can be one."""
    work = case.reference.work
    if work.issued is None and work.title and work.type in _TYPES and not _YEAR.search(masked(case.reference)):
        yield Finding(rule=RULE, message="No year was found.")
