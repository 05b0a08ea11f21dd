"""The terms of searches: folded words and keys, and their frequencies in the index.

A key joins two data that references usually have: volume and first page, year and first page, or the first author's family name
and either year or first page. A key can find the work of a reference without a title, which words alone could not.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from refcheck.gazetteer.calendars import from_solar
from refcheck.registries.index.shard import KEYS, WORDS, Shard
from refcheck.registries.index.stored import DATES
from refcheck.registries.services.crossref import JALALI
from refcheck.text.markup import clean

_REMEMBERED = 200_000
"""The number of words whose frequencies are cached: those of many references, in some 20 MB."""


class Frequencies:
    """The number of documents that contain a ``word`` or a ``key``. Threads may share it.

    The frequencies of words are cached, as common ones are in every other reference; keys are too many, and too rare.
    """

    def __init__(self, shards: Sequence[Shard]) -> None:
        """Count in these shards."""
        self._shards = shards
        self._remembered = lru_cache(_REMEMBERED)(partial(_frequency, shards, WORDS))

    def word(self, word: str) -> int:
        """Return the number of documents that contain a word."""
        return self._remembered(word)

    def key(self, key: str) -> int:
        """Return the number of documents that contain a key."""
        return _frequency(self._shards, KEYS, key)


def _frequency(shards: Sequence[Shard], field: str, text: str) -> int:
    return sum(shard.frequency(field, text) for shard in shards)


_WORD = re.compile(r"[^\W_]+")
"""A word: letters and digits of any script, "covid", "19", "москва"; not an underscore"""

_ACCENT = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
"""Combining accents, as a decomposed form has them: the acute of "é"; vowel signs of Indic scripts count as letters"""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"}
    | dict.fromkeys("'’‘ʼ`\u00ad\u200c", "")
)

STOP_WORDS = frozenset(
    word
    for words in (
        "a an and are as at be by for from has in into is it its of on or that the their this to was were with",
        "via using between among during after under over",
        "au aux dans de des du en et la le les par pour sur un une",
        "am auf aus das dem den der des die ein eine fur im mit und von zu zum zur",
        "al con del el las los para por su da das do dos em na no nas nos os um uma com ao",
        "di il lo gli nel della dei delle per su una",
        "в и на о по с для из к",
        "doi http https www org ed eds edn vol no pp ser available accessed retrieved",
    )
    for word in words.split()
)
"""Words that occur everywhere, and those that occur only in references. They are neither indexed nor searched for."""


def folded(text: str) -> list[str]:
    """Return the words of a text in order, without case, diacritics and apostrophes.

    >>> folded("Überblick: L'État, 2nd ed.")
    ['uberblick', 'letat', '2nd', 'ed']
    """
    if "<" in text or "&" in text:
        text = clean(text)
    if text.isascii():
        return _WORD.findall(text.lower().replace("'", "").replace("`", ""))
    text = _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _WORD.findall(text.lower().translate(_LETTERS))


def family_key(name: str) -> str:
    """Return the last word of a family name, folded, so that ``van der Berg`` and ``Berg`` are the same."""
    words = folded(name)
    return words[-1] if words else ""


def first_page(page: str) -> str:
    """Return the first page of a range, folded: ``L12`` of ``L12–L19`` is ``l12``."""
    words = folded(page)
    return words[0] if words else ""


_MOST_NAMES = 20
"""The most authors that are indexed: no reference lists more, while a collaboration has thousands."""

_TEXTS = ("title", "subtitle", "original-title", "container-title", "short-container-title", "container-title-short")

_NAMES = ("family", "name", "literal")


def words_of(item: Mapping[str, Any]) -> str:
    """Return the words of a record's titles, containers and names, once each, joined by spaces."""
    found = [text for field in _TEXTS if (value := item.get(field)) for text in texts(value)]
    for field in ("author", "editor"):
        for name in _objects(item.get(field))[:_MOST_NAMES]:
            found += [text for part in _NAMES if (value := name.get(part)) for text in texts(value)]
    return " ".join({word for word in folded(" \n".join(found)) if len(word) > 1} - STOP_WORDS)


def keys_of(item: Mapping[str, Any]) -> str:
    """Return the keys of a record, joined by spaces."""
    pages = {first_page(text) for field in ("page", "article-number") for text in texts(item.get(field))} - {""}
    volumes = {word for text in texts(item.get("volume")) for word in folded(text)[:1]}
    people = _objects(item.get("author")) or _objects(item.get("editor"))
    family = next((family_key(text) for person in people[:1] for text in texts(person.get("family"))), "")
    years = {str(year) for year in years_of(item)}
    isbns = (isbn_key(text) for text in texts(item.get("ISBN")))
    return " ".join({*keys(families=[family] if family else [], years=years, volumes=volumes, pages=pages), *isbns})


def keys(
    *, families: Iterable[str], years: Iterable[str], volumes: Iterable[str], pages: Iterable[str]
) -> Iterator[str]:
    """Yield the keys that combine these values, which are folded."""
    for page in pages:
        yield from (f"v{volume}p{page}" for volume in volumes)
        yield from (f"y{year}p{page}" for year in years)
        yield from (f"{family}_p{page}" for family in families)
    for year in years:
        yield from (f"{family}_y{year}" for family in families)


def isbn_key(isbn: str) -> str:
    """Return the key of an ISBN: the nine digits that its long and short forms share, without prefix and check digit."""
    return "i" + "".join(character for character in isbn if character.isalnum())[-10:-1]


def years_of(item: Mapping[str, Any]) -> set[int]:
    """Return the years of a record that may be cited."""
    years: set[int] = set()
    for field in DATES:
        if not (date := item.get(field)):
            continue
        try:
            year = date["date-parts"][0][0]
        except (KeyError, IndexError, TypeError):
            continue
        if isinstance(year, str) and year.isdecimal():
            year = int(year)
        if isinstance(year, int):
            years |= {from_solar(year), from_solar(year) + 1} if year in JALALI else {year}
    return years


def texts(value: object) -> list[str]:
    """Return the texts of a field that has one or several; a number counts as a text."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for text in value if isinstance(text, str)]
    return [str(value)] if isinstance(value, int) else []


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
