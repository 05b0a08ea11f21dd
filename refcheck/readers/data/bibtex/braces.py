"""Pairs of braces, and the nesting depth of groups."""

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from attrs import define, field

_BRACE = re.compile(r"[{}]")

_SHALLOW = re.compile(r"\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}")
"""A group nested at most two levels deep: ``{The {DNA} of {HIV}}``."""


_SOON = 1_000
"""The number of braces within which a group is expected to close."""


def depths(text: str) -> Iterator[int]:
    """Yield the number of open groups after each character; escaped braces count too, as in BibTeX.

    >>> list(depths("a{b}"))
    [0, 1, 1, 0]
    """
    return accumulate((letter == "{") - (letter == "}") for letter in text)


@define
class Braces:
    """The groups of a text.

    Almost every group closes soon. If one does not, all pairs of the text are found in one pass, so that no part of it is searched
    repeatedly.
    """

    text: str
    _pairs: dict[int, int] | None = field(default=None)

    def close(self, start: int) -> int | None:
        """Return the offset after the brace that closes the group opened at ``start``; ``None`` if no brace does."""
        if self._pairs is None:
            shallow = _SHALLOW.match(self.text, start)
            end = shallow.end() if shallow else self._counted(start)
            if end is not None:
                return end
            self._pairs = self._all_pairs()
        return self._pairs.get(start)

    def _counted(self, start: int) -> int | None:
        """Return where the group ends, if it closes within ``_SOON`` braces."""
        depth = 0
        for brace in islice(_BRACE.finditer(self.text, start), _SOON):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.end()
        return None

    def _all_pairs(self) -> dict[int, int]:
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for brace in _BRACE.finditer(self.text):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                pairs[opened.pop()] = brace.end()
        return pairs
