"""What a record is found by: its words, and keys that tell it from most others at once.

A key joins two of what a reference always has: volume and first page, year and first page, the first author's family name and
either year or first page. One of them finds a reference without a title, where no word of it would.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from refcheck.registries.index.keeping import DATES
from refcheck.registries.index.searching.index_folding import STOP_WORDS, family_key, first_page, folded

_MOST_NAMES = 20
"""Authors that are looked at: no reference lists more, and a collaboration has thousands."""

_TEXTS = (
    "title",
    "subtitle",
    "original-title",
    "container-title",
    "short-container-title",
    "container-title-short",
)

_NAMES = ("family", "name", "literal")

_JALALI = range(1300, 1411)
"""Years of the Persian calendar, in which some journals deposit. The year of ours is 621 or 622 more."""


def words_of(item: Mapping[str, Any]) -> str:
    """The words of a record's titles, containers and names, once each, joined by spaces."""
    found = [text for field in _TEXTS if (value := item.get(field)) for text in texts(value)]
    for field in ("author", "editor"):
        for name in _objects(item.get(field))[:_MOST_NAMES]:
            found += [text for part in _NAMES if (value := name.get(part)) for text in texts(value)]
    return " ".join({word for word in folded(" \n".join(found)) if len(word) > 1} - STOP_WORDS)


def keys_of(item: Mapping[str, Any]) -> str:
    """The keys of a record, joined by spaces."""
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
    """The keys that these values give together. The values are folded."""
    for page in pages:
        yield from (f"v{volume}p{page}" for volume in volumes)
        yield from (f"y{year}p{page}" for year in years)
        yield from (f"{family}_p{page}" for family in families)
    for year in years:
        yield from (f"{family}_y{year}" for family in families)


def isbn_key(isbn: str) -> str:
    """The key of an ISBN: the nine digits that its long and its short form share, neither prefix nor check digit."""
    return "i" + "".join(character for character in isbn if character.isalnum())[-10:-1]


def years_of(item: Mapping[str, Any]) -> set[int]:
    """The years that may be cited."""
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
            years |= {year + 621, year + 622} if year in _JALALI else {year}
    return years


def texts(value: object) -> list[str]:
    """The texts of a field that holds one or several; a number is one."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for text in value if isinstance(text, str)]
    return [str(value)] if isinstance(value, int) else []


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
