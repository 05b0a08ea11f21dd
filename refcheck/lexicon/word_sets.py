"""Whether a text holds one of many wordings, found by looking its words up: no pattern is compiled, and no place is tried twice."""

import re
from collections import defaultdict
from collections.abc import Iterable

from refcheck.lexicon.patterns import is_unspaced

_RUN = re.compile(r"[^\W\d_]+")
"""The letters that a wording begins with: "ministère", "associated"."""


class WordSet:
    """Wordings to be found as whole words, as :func:`refcheck.lexicon.patterns.any_of` finds them, in any case.

    A blank stands for any white space, a final ``*`` for any ending; wordings of scripts without blanks are found anywhere.

    >>> newspapers = WordSet(["daily*", "gazette", "evening star"])
    >>> [newspapers.found_in(each) for each in ("The Evening  Star", "Gazettes of old", "A Star at Evening")]
    [True, False, False]
    """

    def __init__(self, wordings: Iterable[str]) -> None:
        """Lay the wordings out by their first letters."""
        listed = frozenset(wordings)
        spaced = [each for each in listed if not is_unspaced(each)]
        self._anywhere = tuple(each for each in listed if is_unspaced(each))
        self._stems = tuple(each.removesuffix("*") for each in spaced if each.endswith("*") and each[:-1].isalpha())
        self._begun: dict[str, list[str]] = defaultdict(list)
        for each in spaced:
            if (first := _RUN.match(each)) and each.removesuffix("*") not in self._stems:
                self._begun[first[0]].append(each)

    def found_in(self, text: str) -> bool:
        """Whether one of the wordings stands in a text."""
        low = " ".join(text.lower().split())
        if self._anywhere and not low.isascii() and any(each in low for each in self._anywhere):
            return True
        for run in _RUN.finditer(low):
            word = run[0]
            if word.startswith(self._stems):
                return True
            if word in self._begun and any(_stands(low, run.start(), each) for each in self._begun[word]):
                return True
        return False

    def opens(self, text: str) -> bool:
        """Whether a text begins with one of the wordings."""
        low = " ".join(text.lower().split())
        run = _RUN.match(low)
        word = run[0] if run else ""
        return (
            bool(word and word.startswith(self._stems))
            or any(_stands(low, 0, each) for each in self._begun.get(word, ()))
            or low.startswith(self._anywhere)
        )


def _stands(low: str, start: int, wording: str) -> bool:
    """Whether a wording stands at a place of a text as whole words."""
    stem = wording.removesuffix("*")
    end = start + len(stem)
    return low.startswith(stem, start) and (stem != wording or stem.endswith(".") or not low[end : end + 1].isalpha())
