"""Checks that an answer is about the question: a record of another work is not an answer, however well-formed it is."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import unquote

from refcheck.model import Answer, Cause, Found, Id, Record
from refcheck.registries.base import not_found_here
from refcheck.registries.failures import Failure


def words(text: str) -> frozenset[str]:
    """Return the distinct words of a text, without case and diacritics, in any script.

    >>> sorted(words("Überblick: the Überblick"))
    ['the', 'uberblick']
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = (c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return frozenset("".join(letters).split())


OTHER_RECORD = Failure("answered with a different record", Cause.OTHER_RECORD)


_ENOUGH_WORDS, _LONG = 6, 4
"""A search for at least six words of at least four Latin letters should have a hit with one of them; shorter words are in every
work. Measured: of 410 correct searches among 20,000 works two had no such hit; of 409 searches paired with the hits of another,
two in three had none."""


def is_about(asked: str, told: str, *, passed: Sequence[str] = (), aliases: Iterable[str] = ()) -> bool:
    """Return whether the record of the DOI ``told`` answers the question for the DOI ``asked``.

    It does if they are the same, or if the registry itself says so: by a redirect (``passed`` are the URLs that led to the record,
    the requested one first), or by stating ``aliases``.

    >>> is_about("10.2307/2669548", "10.1080/01621459.2000", passed=("https://a.org/10.2307/2669548", "https://a.org/10.1080%2F01621459.2000"))
    True
    >>> is_about("10.2307/2669548", "10.1080/01621459.2000", passed=("https://a.org/10.2307/2669548",))
    False
    """
    asked, told = asked.casefold(), told.casefold()
    if asked == told or {asked, told} & {alias.casefold() for alias in aliases}:
        return True
    return any(_names(address, told) for address in passed[1:])


def _names(address: str, doi: str) -> bool:
    """Return whether a URL contains a DOI as a whole."""
    _, found, rest = f"{unquote(address).casefold()}/".partition(f"/{doi}")
    return bool(found) and rest[:1] in ("/", "?", "#")


def is_of_search(text: str, records: Sequence[Record]) -> bool:
    """Return whether hits may be those of a search for ``text``: a word search finds works that share words with it.

    The result is also true if nothing can be decided: for a text with few long words, for one in a script that registries may
    have transliterated, and without hits.
    """
    asked = _long(text)
    if len(asked) < _ENOUGH_WORDS or not records:
        return True
    return any(asked & _long(_text_of(record)) for record in records)


def _text_of(record: Record) -> str:
    """Return the text by which a search engine may have found a record."""
    work = record.work
    people = (*work.author, *work.editor, *work.translator)
    names = (f"{name.family or ''} {name.given or ''} {name.literal or ''}" for name in people)
    titles = (work.title, work.subtitle, work.title_short, *work.original_title)
    places = (work.container_title, *work.container_title_alternative, work.publisher)
    return " ".join((*filter(None, (*titles, *places)), *names))


def _long(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) >= _LONG and word.isascii() and word.isalpha())


def answers(registry: str, batch: Collection[Id], records: Mapping[Id, Record | None]) -> dict[Id, Answer]:
    """Return the answer of a list for each identifier of a batch: ``records`` are those in it, ``None`` is one of another work.

    A list with a record that was not requested is not about the batch, so that missing identifiers do not count as not found.
    """
    other = OTHER_RECORD.of(registry)
    miss: Answer = not_found_here(registry) if records.keys() <= set(batch) else other
    found = {key: other if record is None else Found(record=record) for key, record in records.items()}
    return {key: found.get(key, miss) for key in batch}
