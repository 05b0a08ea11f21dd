"""Searches of an index: the terms of a query, and the ranking of the documents found.

The weights were fitted on references rendered from registered works, complete ones and others with much left out or wrong
(``tests/benchmarks/index_fit.py``). The engine's score is one of the features: without it the order is worse than the engine's own.

The time of a search depends on the number of records that contain its terms, and on the number of terms. Common words are therefore
left out: the rarest words are used until the records that contain them reach ``BUDGET``, however large the index is. A first search
with a few of them is enough for most references.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import exp
from operator import mul
from typing import Any, NamedTuple

from refcheck.model import Query
from refcheck.registries.index.shard import KEYS, WORDS, Term
from refcheck.registries.index.stored import as_crossref
from refcheck.registries.index.terms import (
    STOP_WORDS,
    Frequencies,
    family_key,
    first_page,
    folded,
    isbn_key,
    keys,
    texts,
    years_of,
)

Item = Mapping[str, Any]
Features = tuple[float, ...]

FEATURES = ("title-share", "title-words", "title-phrase", "container", "year", "year-near", "volume", "page")
"""The share of the title's words that are printed, and their number, up to eight; whether the title is printed word for word;
the share of the container's words that are printed, whole or abbreviated; and whether the year, the year before or after, the
volume, and the first page are printed."""

_WEIGHTS = (2.76, 2.04, 1.12, 3.03, 2.5, 1.11, 1.78, 2.11)
"""The log odds that each feature adds. Fitted: by ``tests/benchmarks/index_fit.py`` on a million records, 2026-11-25."""

_SCORE = 6.51
"""The weight of the engine's score, which is divided by its best score. Fitted: with the weights."""

_MANY_WORDS = 8
"""The number of printed words of a title beyond which more of them are no further evidence."""

_SURE, _AHEAD = 8.0, 3.0
"""The evidence, and the lead over the second, at which the first is certain: with both, one first document in 1,400 was another
work than the one printed. Source: that measurement."""

_HOPELESS = 1e-3
"""Documents less likely than this, compared with the best, are left out. Source: a judgement; not fitted."""


class Weighed(NamedTuple):
    """A document with its weight for a reference, the part of that without the engine's score (both log odds), and that score."""

    weight: float
    evidence: float
    score: float
    item: Item


def ranked(words: Sequence[str], found: Sequence[tuple[float, Item]]) -> list[Weighed]:
    """Return the documents that the engine found, the likeliest first, without those far less likely than the first.

    ``words`` are the folded words of the reference.
    """
    if not found:
        return []
    printed = Printed(words)
    top = max(score for score, _ in found)
    weighed = sorted((_weighed(printed, score, top, item) for score, item in found), key=lambda each: -each.weight)
    return [each for each in weighed if exp(each.weight - weighed[0].weight) >= _HOPELESS]


def is_sure(likeliest: Sequence[Weighed]) -> bool:
    """Return whether the first document has so much evidence and lead that a search with more words would not change it."""
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
        """Return the ``FEATURES`` of a document, given in Crossref's fields."""
        title = folded(_first(item, "title"))
        distinctive = set(title) - STOP_WORDS
        matched = len(distinctive & self._words)
        years = years_of(item)
        is_year = any(str(year) in self._words for year in years)
        is_near = not is_year and any(str(year + off) in self._words for year in years for off in (-1, 1))
        page = _first(item, "page") or _first(item, "article-number")
        return (
            matched / len(distinctive) if distinctive else 0.0,
            min(matched, _MANY_WORDS) / _MANY_WORDS,
            float(bool(distinctive) and f" {' '.join(title)} " in self._line),
            self._abbreviated(_first(item, "container-title")),
            float(is_year),
            float(is_near),
            float(bool(set(folded(_first(item, "volume"))[:1]) & self._words)),
            float(first_page(page) in self._words),
        )

    def _abbreviated(self, container: str) -> float:
        """Return the share of a container's words that are printed in full, or abbreviated to two or more letters."""
        words = set(folded(container)) - STOP_WORDS
        return sum(word.startswith(self._beginnings) for word in words) / len(words) if words else 0.0


def _first(item: Item, field: str) -> str:
    return next(iter(texts(item.get(field))), "")


BUDGET = 150_000
"""The most records that contain the words of a search, counted once for each word."""

_FIRST_BUDGET, _FIRST_WORDS_TAKEN = 30_000, 8
"""The budget of the first search, and the most words in it."""

_FEWEST_WORDS = 3
"""The number of words, the rarest ones, that are searched for even if they exceed the budget."""

_KEY_BUDGET = 5_000
"""The most records that contain a key: a more common key is not distinctive."""

_MOST_KEYS = 16
_MOST_WORDS = 100
_MOST_NUMBERS = 6
"""The most keys that are searched for, and the most words and numbers of a text that are read: a reference does not reach
further."""

_LONGEST = 3_000
"""The number of characters of a text that are read."""

_FIRST_WORDS = 2
"""The number of first words of a reference among which the first author's family name is."""

_YEARS = range(1500, 2100)


def printed_words(query: Query) -> list[str]:
    """Return the first words of a reference, folded, in order, as far as they are read."""
    return folded(query.raw[:_LONGEST])[:_MOST_WORDS]


def searches(query: Query, printed: Sequence[str], counts: Frequencies) -> tuple[list[Term], ...]:
    """Return the terms of each search to make, in order; none if no record has any. ``printed`` are the reference's words."""
    keys = _rarest_keys(query, printed, counts)
    words = {word for word in printed if len(word) > 1} - STOP_WORDS
    counted = sorted((count, word) for word in words if (count := counts.word(word)))
    few = keys + list(_rarest(counted[:_FIRST_WORDS_TAKEN], _FIRST_BUDGET))
    whole = keys + list(_rarest(counted, BUDGET))
    return (few, whole) if len(few) < len(whole) else (whole,) if whole else ()


def _rarest(counted: Sequence[tuple[int, str]], budget: int) -> Iterator[Term]:
    """Yield the first of these words, until the records that contain them reach the budget."""
    spent = 0
    for place, (count, word) in enumerate(counted):
        spent += count
        if spent > budget and place >= _FEWEST_WORDS:
            return
        yield WORDS, word


def _rarest_keys(query: Query, printed: Sequence[str], counts: Frequencies) -> list[Term]:
    possible = set(_keys(query, printed))
    counted = sorted((count, key) for key in possible if 0 < (count := counts.key(key)) <= _KEY_BUDGET)
    return [(KEYS, key) for _, key in counted[:_MOST_KEYS]]


def _keys(query: Query, printed: Sequence[str]) -> Iterator[str]:
    """Yield the keys of the fields that the parser read, and those that the printed numbers may form."""
    work = query.work
    numbers = list(dict.fromkeys(word for word in printed if not word.isalpha()))[:_MOST_NUMBERS]
    years = {year for word in numbers if (year := _year(word))}
    if work.issued is not None and work.issued.year:
        years.add(str(work.issued.year))
    places = [word for word in numbers if not _year(word)]
    read = {first_page(page) for page in (work.page, work.article_number) if page} - {""}
    people = work.author[:1] or work.editor[:1]
    families = {family_key(person.headword) for person in people} - {""}
    families |= {word for word in printed[:_FIRST_WORDS] if len(word) > 1 and word.isalpha()}
    yield from keys(families=families, years=years, volumes=folded(work.volume or "")[:1], pages={*places, *read})
    for place, volume in enumerate(places):  # the volume is printed before the page
        yield from keys(families=(), years=(), volumes=(volume,), pages={*places[place + 1 :], *read})
    yield from map(isbn_key, work.isbn)


def _year(word: str) -> str:
    """Return the year in a word, without its letter (``2011a``); empty if the word is not a year."""
    year = word.rstrip("abcdef")
    return year if len(year) == len("2011") and year.isdecimal() and int(year) in _YEARS else ""
