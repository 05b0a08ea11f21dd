"""The documents that a search brought, put in order by how much of each stands in the reference.

The weights were fitted on references rendered from registered works, complete ones and others with much left out or wrong
(``tests/benchmarks/index_fit.py``). The engine's score is one of the features: without it the order is worse than the engine's own.
"""

from collections.abc import Mapping, Sequence
from math import exp
from operator import mul
from typing import Any, NamedTuple

from refcheck.registries.index.searching.terms import STOP_WORDS, first_page, folded, texts, years_of
from refcheck.registries.index.stored import as_crossref

Item = Mapping[str, Any]
Features = tuple[float, ...]

FEATURES = ("title-share", "title-words", "title-phrase", "container", "year", "year-near", "volume", "page")
"""The part of the title's words that are printed, and how many those are, up to eight; whether the title is printed word for word;
the part of the container's words that are printed, whole or abbreviated; the year, the year before or after, the volume, the first
page."""

_WEIGHTS = (2.76, 2.04, 1.12, 3.03, 2.5, 1.11, 1.78, 2.11)
"""The log odds that each feature adds. Fitted: by ``tests/benchmarks/index_fit.py`` on a million records, 2026-11-25."""

_SCORE = 6.51
"""Of the engine's score beside that of its best. Fitted: with the weights."""

_MANY_WORDS = 8
"""Printed words of a title, beyond which more of them tell nothing new."""

_SURE, _AHEAD = 8.0, 3.0
"""Evidence, and lead over the second: where both were there, one first in 1,400 was another work than the one printed.
Source: that measure."""

_HOPELESS = 1e-3
"""Beside the best, what is less likely than this is left out. Source: set by hand."""


class Weighed(NamedTuple):
    """A document beside a reference: its weight and the part that is not the engine's, in log odds, and the engine's score."""

    weight: float
    evidence: float
    score: float
    item: Item


def ranked(words: Sequence[str], found: Sequence[tuple[float, Item]]) -> list[Weighed]:
    """The documents that the engine found, likeliest first, without those that are hopeless beside the first.

    ``words`` are those of the reference, folded.
    """
    if not found:
        return []
    printed = Printed(words)
    top = max(score for score, _ in found)
    weighed = sorted((_weighed(printed, score, top, item) for score, item in found), key=lambda each: -each.weight)
    return [each for each in weighed if exp(each.weight - weighed[0].weight) >= _HOPELESS]


def is_sure(likeliest: Sequence[Weighed]) -> bool:
    """Whether the first has so much of it printed, and is so far ahead, that a search with more words would bring no other."""
    if not likeliest or likeliest[0].evidence < _SURE:
        return False
    return len(likeliest) == 1 or likeliest[0].weight - likeliest[1].weight > _AHEAD


def _weighed(printed: "Printed", score: float, top: float, item: Item) -> Weighed:
    evidence = sum(map(mul, _WEIGHTS, printed.features(as_crossref(item))))
    return Weighed(_SCORE * score / top + evidence, evidence, score, item)


class Printed:
    """The words and numbers of a reference."""

    def __init__(self, words: Sequence[str]) -> None:
        """``words`` are folded."""
        self._words = frozenset(words)
        self._beginnings = tuple(word for word in self._words if len(word) > 1)
        self._line = f" {' '.join(words)} "

    def features(self, item: Item) -> Features:
        """How much of a document, in Crossref's fields, stands there, in the order of ``FEATURES``."""
        title = folded(_first(item, "title"))
        telling = set(title) - STOP_WORDS
        there = len(telling & self._words)
        years = years_of(item)
        is_year = any(str(year) in self._words for year in years)
        is_near = not is_year and any(str(year + off) in self._words for year in years for off in (-1, 1))
        page = _first(item, "page") or _first(item, "article-number")
        return (
            there / len(telling) if telling else 0.0,
            min(there, _MANY_WORDS) / _MANY_WORDS,
            float(bool(telling) and f" {' '.join(title)} " in self._line),
            self._abbreviated(_first(item, "container-title")),
            float(is_year),
            float(is_near),
            float(bool(set(folded(_first(item, "volume"))[:1]) & self._words)),
            float(first_page(page) in self._words),
        )

    def _abbreviated(self, container: str) -> float:
        """The part of a container's words that are printed, or two or more of whose first letters are."""
        words = set(folded(container)) - STOP_WORDS
        return sum(word.startswith(self._beginnings) for word in words) / len(words) if words else 0.0


def _first(item: Item, field: str) -> str:
    return next(iter(texts(item.get(field))), "")
