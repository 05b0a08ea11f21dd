"""Texts, names, dates and pages in the data of services and web pages; since the data are untidy, nothing here raises."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from refcheck.model import Date, Name, Work
from refcheck.registries.failures import WITHHELD, Failure, broken
from refcheck.text.markup import clean

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)")
"""A date: 2021-06-29T08:00:00+00:00, 2021/06/29, 2021/6, 2021"""

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
"""A year of publication: "2015 Jan 3", "May 2011", "c1987"."""

SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV", "2nd", "3rd"})
"""Suffixes that follow a name, with or without a comma: Ben Okafor Jr."""


def texts(item: object, key: str) -> tuple[str, ...]:
    """Return the texts of a field that has one or several, cleaned, without empty ones (``[""]`` occurs)."""
    value = item.get(key) if isinstance(item, Mapping) else None
    values = value if isinstance(value, list) else [value]
    cleaned = (clean(str(each)) for each in values if isinstance(each, str | int) and not isinstance(each, bool))
    return tuple(text for text in cleaned if text)


def bare_numbers(item: object, key: str) -> tuple[str, ...]:
    """Return the ISSNs or ISBNs of a field, without spaces, and without the URL in which one may be given."""
    bare = ("".join(value.rsplit("/", 1)[-1].split()).upper() for value in texts(item, key))
    return tuple(filter(None, bare))


def first_text(item: object, key: str) -> str | None:
    """Return the first text of a field, if it has any."""
    return next(iter(texts(item, key)), None)


def stated(item: object, **keys: str) -> dict[str, Any]:
    """Return the first text of each field, or ``None``, by the name of the field in a ``Work``.

    >>> stated({"number": 3}, issue="number", volume="volume")
    {'issue': '3', 'volume': None}
    """
    return {name: first_text(item, key) for name, key in keys.items()}


def entries(item: object, key: str) -> tuple[Mapping[str, Any], ...]:
    """Return the objects of a field that has one or several."""
    value = item.get(key) if isinstance(item, Mapping) else None
    values = value if isinstance(value, list) else [value]
    return tuple(each for each in values if isinstance(each, Mapping))


def items_at(body: Any | Failure, *path: str, count: str) -> Sequence[Mapping[str, Any]] | Failure:
    """Return the objects of the list at a path in JSON; none only if the answer has that list, or 0 at ``count``.

    An answer without that list is not an answer to a search, and one that counts hits but has none withholds them: neither means
    that there are no hits. ``count`` is a path with dots, from the top.

    >>> items_at({"hits": {"total": "0"}}, "hits", "hit", count="hits.total")
    []
    >>> items_at({"error": "busy"}, "hits", "hit", count="hits.total").why
    'gave an answer in an unknown format'
    """
    if isinstance(body, Failure):
        return body
    found, counted = _at(body, path), str(_at(body, count.split(".")))
    if isinstance(found, list) and found:
        return [each for each in found if isinstance(each, Mapping)]
    if counted.isdecimal() and counted.strip("0"):
        return WITHHELD
    return [] if isinstance(found, list) or counted == "0" else broken("gave an answer in an unknown format")


def _at(body: object, path: Sequence[str]) -> object:
    """Return the value at a path; ``None`` if a part of the path is missing."""
    for name in path:
        body = body.get(name) if isinstance(body, Mapping) else None
    return body


def in_series(work: Work) -> Work:
    """Return a whole book with its container as its series; any other work unchanged.

    >>> in_series(Work(type="book", container_title="River Books")).collection_title
    'River Books'
    >>> in_series(Work(type="chapter", container_title="River Books")).collection_title is None
    True
    """
    if work.type != "book" or work.container_title is None:
        return work
    series = work.collection_title or work.container_title
    names = dict.fromkeys((work.container_title, *work.container_title_alternative))
    names.pop(series, None)
    return evolve(work, container_title=None, collection_title=series, container_title_alternative=tuple(names))


def stated_date(text: str | None) -> Date | None:
    """Return a machine-readable date; ``None`` if there is none.

    >>> str(stated_date("2021-06-29T08:00:00Z")), stated_date("yesterday")
    ('2021-06-29', None)
    """
    found = _DATE.match((text or "").strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if month is not None and not 1 <= month <= 12:
        return Date(year=year)
    return Date(year=year, month=month, day=day if day is not None and 1 <= day <= 31 else None)


def printed_year(text: str | None) -> Date | None:
    """Return the first year in a date of any form, with the text as ``raw``; ``None`` if there is none."""
    match = _YEAR.search(text or "")
    return Date(year=int(match[0]), raw=text) if match else None


def page_range(first: str | None, last: str | None) -> str | None:
    """Return the pages from the first to the last; only the first if there is no other."""
    return f"{first}-{last}" if first and last and first != last else first


def stated_names(item: Mapping[str, Any], key: str) -> tuple[Name, ...]:
    """Return the names in a field of objects that each have a ``name``."""
    names = (first_text(entry, "name") for entry in entries(item, key))
    return tuple(stated_name(name) for name in names if name)


def listed_names(item: object, key: str) -> tuple[Name, ...]:
    """Return the names in a field that has one or several."""
    return tuple(map(stated_name, texts(item, key)))


def stated_name(text: str) -> Name:
    """Return a person's name, written family name first with a comma, or given names first; a single word is not split.

    >>> stated_name("Okafor, Ben").family, stated_name("Ben Okafor").family
    ('Okafor', 'Okafor')
    >>> stated_name("Ben Okafor, Jr.").suffix, stated_name("Sukarno").literal
    ('Jr.', 'Sukarno')
    """
    before, suffix = _without_suffix(text)
    if len(before.split()) < 2:
        before, suffix = text, None
    family, comma, given = before.partition(",")
    if not comma:
        given, _, family = family.strip().rpartition(" ")
    family, given = family.strip(), given.strip()
    return Name(family=family, given=given, suffix=suffix) if family and given else Name(literal=text.strip(" ,"))


def person_name(family: str, given: str | None, *, suffix: str | None = None, particle: str | None = None) -> Name:
    """Return a person's name; a suffix that the registry has within the family or the given name is kept as one.

    >>> name = person_name("Okafor, Jr.", "Ben"); name.family, name.given, name.suffix
    ('Okafor', 'Ben', 'Jr.')
    """
    (family, behind), (own, last) = _without_suffix(family), _without_suffix(given)
    return Name(family=family, given=own or None, suffix=suffix or behind or last, particle=particle)


def _without_suffix(name: str | None) -> tuple[str, str | None]:
    """Return a part of a name without the suffix at its end, and the suffix.

    >>> _without_suffix("Okafor, Jr."), _without_suffix("Okafor III"), _without_suffix("Ben")
    (('Okafor', 'Jr.'), ('Okafor', 'III'), ('Ben', None))
    """
    before, _, last = (name or "").strip().rpartition(" ")
    return (before.rstrip(" ,"), last) if before and last.rstrip(".") in SUFFIXES else (name or "", None)
