"""The documents that a search brought, put in order by how much of each stands in the reference.

The weights were fitted on references rendered from registered works in several styles. The engine's score is one of the features:
without it the order is worse than the engine's own.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import Any

from refcheck.registries.index.folding import STOP_WORDS, first_page, folded
from refcheck.registries.index.terms import texts, years_of

Item = Mapping[str, Any]

_SCORE = 7.1
"""Of the engine's score beside that of the best."""

_TITLE = 5.0
"""Of the part of the title's words that are printed; a title shorter than ``_LONG_TITLE`` characters tells less."""

_CONTAINER = 4.4
"""Of the part of the container's words that are printed, whole or abbreviated."""

_YEAR, _YEAR_NEAR, _VOLUME, _PAGE = 2.9, 1.6, 1.7, 0.8
"""Of the year, the year before or after, the volume, the first page."""

_LONG_TITLE = 40

_HOPELESS = 1e-3
"""Beside the best, what is less likely than this is left out."""


def ranked(raw: str, found: Sequence[tuple[float, Item]]) -> list[tuple[float, Item]]:
    """The engine's scores and the documents, likeliest first, without those that are hopeless beside the first."""
    if not found:
        return []
    words = folded(raw)
    printed = Printed(words)
    top = max(score for score, _ in found)
    weighed = sorted(
        ((_SCORE * score / top + printed.weight(item), score, item) for score, item in found), key=lambda each: -each[0]
    )
    best = weighed[0][0]
    return [(score, item) for weight, score, item in weighed if exp(weight - best) >= _HOPELESS]


class Printed:
    """The words and numbers of a reference."""

    def __init__(self, words: Sequence[str]) -> None:
        """``words`` are folded."""
        self._words = frozenset(words)
        self._prefixes = frozenset(word for word in words if len(word) > 1)

    def weight(self, item: Item) -> float:
        """How much of a document stands there, as log odds."""
        title, container = _first(item, "title"), _first(item, "container-title")
        weight = _TITLE * self._share(title) * min(1.0, len(title) / _LONG_TITLE)
        weight += _CONTAINER * self._abbreviated(container)
        years = years_of(item)
        if any(str(year) in self._words for year in years):
            weight += _YEAR
        elif any(str(year + off) in self._words for year in years for off in (-1, 1)):
            weight += _YEAR_NEAR
        if (volume := _first(item, "volume")) and set(folded(volume)[:1]) & self._words:
            weight += _VOLUME
        page = _first(item, "page") or _first(item, "article-number")
        if page and first_page(page) in self._words:
            weight += _PAGE
        return weight

    def _share(self, title: str) -> float:
        words = set(folded(title)) - STOP_WORDS
        return len(words & self._words) / len(words) if words else 0.0

    def _abbreviated(self, container: str) -> float:
        words = set(folded(container)) - STOP_WORDS
        return sum(map(self._stands, words)) / len(words) if words else 0.0

    def _stands(self, word: str) -> bool:
        """Whether a word is printed, or two or more of its first letters are."""
        return any(word[:length] in self._prefixes for length in range(2, len(word) + 1))


def _first(item: Item, field: str) -> str:
    return next(iter(texts(item.get(field))), "")
