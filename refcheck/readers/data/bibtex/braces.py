"""Which brace closes which, and how deep a text is in groups."""

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from attrs import define, field

_BRACE = re.compile(r"[{}]")

_SHALLOW = re.compile(r"\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}")
"""A group with groups in it and none in those: ``{The {DNA} of {HIV}}``."""


_SOON = 1_000
"""Braces within which a group should close."""


def depths(text: str) -> Iterator[int]:
    """Yield how many groups are open behind each character, escaped braces counted as BibTeX does.

    >>> list(depths("a{b}"))
    [0, 1, 1, 0]
    """
    return accumulate((letter == "{") - (letter == "}") for letter in text)


@define
class Braces:
    """The groups of a text.

    Almost every group closes soon. Where one does not, all pairs of the text are found at once, so that no text is looked through
    again and again.
    """

    text: str
    _pairs: dict[int, int] | None = field(default=None)

    def close(self, start: int) -> int | None:
        """Return the offset behind the brace that closes the group opened at ``start``; ``None`` where none does."""
        if self._pairs is None:
            shallow = _SHALLOW.match(self.text, start)
            end = shallow.end() if shallow else self._counted(start)
            if end is not None:
                return end
            self._pairs = self._all_pairs()
        return self._pairs.get(start)

    def _counted(self, start: int) -> int | None:
        """Return where the group ends, if it does soon."""
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
