"""Search of an index: the plan of a query, and the order of what was found.

The weights were fitted on references rendered from registered works, complete ones and others with much left out or wrong
(``tests/benchmarks/index_fit.py``). The engine's score is one of the features: without it the order is worse than the engine's own.

How long a search takes is decided by how many records hold its terms, and by how many terms there are. Common words are therefore
left out: the rarest ones are taken until the records that hold them come to ``BUDGET``, however large the index. And a first search
is made with a few of them, which is enough for most references.
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
    """Return the documents that the engine found, likeliest first, without those that are hopeless beside the first.

    ``words`` are those of the reference, folded.
    """
    if not found:
        return []
    printed = Printed(words)
    top = max(score for score, _ in found)
    weighed = sorted((_weighed(printed, score, top, item) for score, item in found), key=lambda each: -each.weight)
    return [each for each in weighed if exp(each.weight - weighed[0].weight) >= _HOPELESS]


def is_sure(likeliest: Sequence[Weighed]) -> bool:
    """Return whether so much of the first is printed, and it is so far ahead, that more words would bring no other."""
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
        """Return how much of a document, in Crossref's fields, stands there, in the order of ``FEATURES``."""
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
        """Return the part of a container's words that are printed, or two or more of whose first letters are."""
        words = set(folded(container)) - STOP_WORDS
        return sum(word.startswith(self._beginnings) for word in words) / len(words) if words else 0.0


def _first(item: Item, field: str) -> str:
    return next(iter(texts(item.get(field))), "")


BUDGET = 150_000
"""Records that may hold the words searched for, counted once for each word."""

_FIRST_BUDGET, _FIRST_WORDS_TAKEN = 30_000, 8
"""The same of the first search, and the words that are taken for it at most."""

_FEWEST_WORDS = 3
"""How many words are searched for, however common."""

_KEY_BUDGET = 5_000
"""Records that may hold a key: a more common one tells nothing."""

_MOST_KEYS = 16
_MOST_WORDS = 100
_MOST_NUMBERS = 6
"""What is looked at of a text: beyond them stands no reference."""

_LONGEST = 3_000
"""Characters of a text that are looked at."""

_FIRST_WORDS = 2
"""Among the first words of a reference stands the first author's family name."""

_YEARS = range(1500, 2100)


def printed_words(query: Query) -> list[str]:
    """Return the words of a reference that are looked at, folded, in order."""
    return folded(query.raw[:_LONGEST])[:_MOST_WORDS]


def searches(query: Query, printed: Sequence[str], counts: Frequencies) -> tuple[list[Term], ...]:
    """Return the terms of one search after the other; none where no record holds any. ``printed`` are the reference's words."""
    keys = _rarest_keys(query, printed, counts)
    words = {word for word in printed if len(word) > 1} - STOP_WORDS
    counted = sorted((count, word) for word in words if (count := counts.word(word)))
    few = keys + list(_rarest(counted[:_FIRST_WORDS_TAKEN], _FIRST_BUDGET))
    whole = keys + list(_rarest(counted, BUDGET))
    return (few, whole) if len(few) < len(whole) else (whole,) if whole else ()


def _rarest(counted: Sequence[tuple[int, str]], budget: int) -> Iterator[Term]:
    """Yield the first of these words, until the records that hold them come to the budget."""
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
    """Yield the keys of what the parser read, and those that the printed numbers may be."""
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
    for place, volume in enumerate(places):  # it is printed before the page
        yield from keys(families=(), years=(), volumes=(volume,), pages={*places[place + 1 :], *read})
    yield from map(isbn_key, work.isbn)


def _year(word: str) -> str:
    """Return the year that a word is, without its letter (``2011a``); empty for other words."""
    year = word.rstrip("abcdef")
    return year if len(year) == len("2011") and year.isdecimal() and int(year) in _YEARS else ""
