"""Changes of a text, each with its place."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

Edit = tuple[int, int, str]
"""A place from where to where, in code points, and the text that replaces it."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits, which are in order and apart.

    >>> applied("abcdef", [(1, 2, "-"), (4, 4, "+")])
    'a-cd+ef'
    """
    parts, at = [], 0
    for start, end, replacement in edits:
        parts += [text[at:start], replacement]
        at = end
    return "".join([*parts, text[at:]])


def differences(before: str, after: str, unit: re.Pattern[str], start: int = 0) -> Iterator[Edit]:
    """Yield the edits, in order, that make one text of another which begins at ``start``; a ``unit`` is replaced as a whole.

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
