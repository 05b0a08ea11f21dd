"""What stands in a printed reference, whatever it was read as."""

import re
from collections import Counter
from collections.abc import Iterable

from refcheck.checks.printing.masking import masked
from refcheck.model import Reference
from refcheck.text.folding import fold

_NUMBER = re.compile(r"\d+")
"""A number: ``2015``."""

_YEAR_BESIDE = re.compile(r"(?:19|20)\d\d\s*;")
"""A year that was read as a part of a volume: ``2012;172``."""

_WITH_LETTERS = 4
"""A number of so many figures and letters is not printed by chance: ``05LT01``, ``e1168``."""


def printed_numbers(reference: Reference, but: Iterable[str] = ()) -> Counter[str]:
    """How often each number stands in a printed reference, outside its identifiers and the fields named in ``but``.

    Such a field is looked into after all where it was cut so badly that it holds a year beside its number: ``2012;172``. Of a
    structured reference none is counted.
    """
    if reference.structured:
        return Counter()
    text = masked(reference)
    for field in reference.fields:
        if field.name in but and not _YEAR_BESIDE.match(field.raw):
            text = text[: field.span.start] + " " * len(field.span) + text[field.span.end :]
    return Counter(_NUMBER.findall(text))


def is_printed(reference: Reference, registered: str) -> bool:
    """Whether a registered text of several words is printed, word for word; a single word, if it has figures and letters.

    Any other single word may be printed by chance. Numbers alone (``14-23``) are not looked for within identifiers.
    """
    key = fold(registered)
    if " " not in key and len(key) >= _WITH_LETTERS and not key.isalpha() and not key.isdecimal():
        return holds(masked(reference), key)
    text = masked(reference) if key.replace(" ", "").isdecimal() else reference.raw
    return " " in key and holds(text, key)


def holds(text: str, key: str) -> bool:
    """Whether a folded text stands within another, from word to word."""
    return f" {key} " in f" {fold(text)} "
