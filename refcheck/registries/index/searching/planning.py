"""Which terms of a reference are searched for: keys that few records have, and its rarest words.

How long a search takes is decided by how many records hold its terms, and by how many terms there are. Common words are therefore
left out: the rarest ones are taken until the records that hold them come to ``BUDGET``, however large the index. And a first search
is made with a few of them, which is enough for most references.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from refcheck.model import Query
from refcheck.registries.index.searching.terms import STOP_WORDS, family_key, first_page, folded, isbn_key, keys
from refcheck.registries.index.shard import KEYS, WORDS, Term

BUDGET = 150_000
"""Records that may hold the words searched for, counted once for each word."""

_FIRST_BUDGET, _FIRST_WORDS_TAKEN = 30_000, 8
"""The same of the first search, and the words that are taken for it at most."""

_FEWEST_WORDS = 3
"""So many words are searched for, however common."""

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


class Counts(Protocol):
    """Knows how many records hold a term."""

    def word(self, word: str) -> int:
        """The records that hold a word."""

    def key(self, key: str) -> int:
        """The records that hold a key."""


def printed_words(query: Query) -> list[str]:
    """The words of a reference that are looked at, folded, in order."""
    return folded(query.raw[:_LONGEST])[:_MOST_WORDS]


def searches(query: Query, printed: Sequence[str], counts: Counts) -> tuple[list[Term], ...]:
    """The terms of one search after the other; none where no record holds any. ``printed`` are the reference's words."""
    keys = _rarest_keys(query, printed, counts)
    words = {word for word in printed if len(word) > 1} - STOP_WORDS
    counted = sorted((count, word) for word in words if (count := counts.word(word)))
    few = keys + list(_rarest(counted[:_FIRST_WORDS_TAKEN], _FIRST_BUDGET))
    whole = keys + list(_rarest(counted, BUDGET))
    return (few, whole) if len(few) < len(whole) else (whole,) if whole else ()


def _rarest(counted: Sequence[tuple[int, str]], budget: int) -> Iterator[Term]:
    """The first of these words, until the records that hold them come to the budget."""
    spent = 0
    for place, (count, word) in enumerate(counted):
        spent += count
        if spent > budget and place >= _FEWEST_WORDS:
            return
        yield WORDS, word


def _rarest_keys(query: Query, printed: Sequence[str], counts: Counts) -> list[Term]:
    possible = set(_keys(query, printed))
    counted = sorted((count, key) for key in possible if 0 < (count := counts.key(key)) <= _KEY_BUDGET)
    return [(KEYS, key) for _, key in counted[:_MOST_KEYS]]


def _keys(query: Query, printed: Sequence[str]) -> Iterator[str]:
    """The keys of what the parser read, and those that the printed numbers may be."""
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
    """The year that a word is, without its letter (``2011a``); empty for other words."""
    year = word.rstrip("abcdef")
    return year if len(year) == len("2011") and year.isdecimal() and int(year) in _YEARS else ""
