"""Changes of a text, each with its place."""

from collections.abc import Iterable

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
