"""Which terms of a reference are searched for: keys that few records have, and its rarest words.

How long a search takes is decided by how many records hold its terms. Common words are therefore left out: the rarest ones are
taken until the records that hold them come to ``BUDGET``, however large the index.
"""

from collections.abc import Callable, Iterator

from refcheck.model import Query
from refcheck.registries.index.folding import STOP_WORDS, family_key, first_page, folded
from refcheck.registries.index.shard import KEYS, WORDS, Term
from refcheck.registries.index.terms import isbn_key, keys

BUDGET = 60_000
"""Records that may hold the words searched for, counted once for each word."""

_FEWEST_WORDS = 3
"""So many words are searched for, however common."""

_KEY_BUDGET = 5_000
"""Records that may hold a key: a more common one tells nothing."""

_MOST_KEYS = 12
_MOST_WORDS = 100
_MOST_NUMBERS = 6
"""What is looked at of a text: beyond them stands no reference."""

_LONGEST = 3_000
"""Characters of a text that are looked at."""

_FIRST_WORDS = 2
"""Among the first words of a reference stands the first author's family name."""

_YEARS = range(1500, 2100)


def terms_of(query: Query, frequency: Callable[[Term], int]) -> list[Term]:
    """The terms to search for; none where no record holds any. ``frequency`` says how many records hold a term."""
    printed = folded(query.raw[:_LONGEST])[:_MOST_WORDS]
    return [*_rarest_keys(query, printed, frequency), *_rarest_words(printed, frequency)]


def _rarest_words(printed: list[str], frequency: Callable[[Term], int]) -> list[Term]:
    words = (Term(WORDS, word) for word in dict.fromkeys(printed) if word not in STOP_WORDS and len(word) > 1)
    counted = sorted((count, term) for term in words if (count := frequency(term)))
    taken: list[Term] = []
    spent = 0
    for count, term in counted:
        spent += count
        if spent > BUDGET and len(taken) >= _FEWEST_WORDS:
            break
        taken.append(term)
    return taken


def _rarest_keys(query: Query, printed: list[str], frequency: Callable[[Term], int]) -> list[Term]:
    possible = (Term(KEYS, key) for key in dict.fromkeys(_keys(query, printed)))
    counted = sorted((count, term) for term in possible if 0 < (count := frequency(term)) <= _KEY_BUDGET)
    return [term for _, term in counted[:_MOST_KEYS]]


def _keys(query: Query, printed: list[str]) -> Iterator[str]:
    """The keys of what the parser read, and those that the printed numbers may be."""
    work = query.work
    numbers = list(dict.fromkeys(word for word in printed if any(map(str.isdigit, word))))[:_MOST_NUMBERS]
    years = {year for word in numbers if (year := word.rstrip("abcdef")).isdecimal() and int(year) in _YEARS}
    if work.issued is not None and work.issued.year:
        years.add(str(work.issued.year))
    places = [word for word in numbers if word not in years]
    pages = {first_page(page) for page in (work.page, work.article_number) if page} | set(places)
    volumes = {*folded(work.volume or "")[:1], *places}
    people = work.author[:1] or work.editor[:1]
    families = {family_key(person.family or person.literal or "") for person in people}
    families |= {word for word in printed[:_FIRST_WORDS] if len(word) > 1 and word.isalpha()}
    yield from keys(families=families - {""}, years=years, volumes=volumes, pages=pages - {""})
    yield from map(isbn_key, work.isbn)
