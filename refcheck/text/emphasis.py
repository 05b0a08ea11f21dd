"""Marks of emphasis, as Markdown and chat programs write them: "**Rivers** of the steppe. *Journal of Water*, _12_"."""

import re
from collections.abc import Iterator

from refcheck.text.edits import Edit

_EMPHASISED = re.compile(
    r"(?P<mark>\*{2,3}|__)(?=[^\s*_])(?:(?!(?P=mark)).){1,400}?(?<=[^\s*_])(?P=mark)"
    r"|(?<![\w*])\*(?=[^\s*])[^*\n]{2,300}?(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])[^_\n]{2,300}?(?<=[^\s_])_(?![\w_])",
    re.DOTALL,
)
"""A stretch with its marks: two or three stars or two lines around it, or one that touches no other word: "C*-algebra" has none."""


def edits(text: str) -> Iterator[Edit]:
    """Yield the marks, with nothing in their place."""
    if "*" not in text and "_" not in text:
        return
    for found in _EMPHASISED.finditer(text):
        width = len(found["mark"] or "*")
        yield found.start(), found.start() + width, ""
        yield found.end() - width, found.end(), ""
