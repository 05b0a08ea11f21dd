"""Edits of a text, each with its position."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

Edit = tuple[int, int, str]
"""Start and end, in code points, and the text that replaces what is between them."""


LINE_END = re.compile(r"\r\n|\r|\n")
"""A line end of Unix, DOS or the old Mac OS."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits applied; they must be in order and must not overlap.

    >>> applied("abcdef", [(1, 2, "-"), (4, 4, "+")])
    'a-cd+ef'
    """
    parts, at = [], 0
    for start, end, replacement in edits:
        parts += [text[at:start], replacement]
        at = end
    return "".join([*parts, text[at:]])


def differences(before: str, after: str, unit: re.Pattern[str], start: int = 0) -> Iterator[Edit]:
    """Yield, in order, the edits that turn ``before``, which begins at ``start``, into ``after``.

    Each edit replaces whole matches of ``unit``.

    >>> list(differences("a big cat", "a small cat", re.compile(r"\\w+|\\W")))
    [(2, 5, 'small')]
    """
    old, new = unit.findall(before), unit.findall(after)
    at = [start]
    for each in old:
        at.append(at[-1] + len(each))
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield at[first], at[last], "".join(new[begin:end])
