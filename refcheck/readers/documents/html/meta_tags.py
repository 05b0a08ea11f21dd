"""Machine-readable references of a page: ``citation_reference`` meta tags and JSON-LD.

Sources: Highwire Press tags as listed in Google Scholar's inclusion guidelines; schema.org, ``CreativeWork``.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import Date, Name, Span
from refcheck.parsing.dates import read_date
from refcheck.readers.entries import trimmed
from refcheck.readers.entries.items import Given, Item, given, given_date, item_of
from refcheck.readers.entries.stated import Stated
from refcheck.readers.sources.xml import Element, descendants, line_of

_PART = re.compile(r"\s*citation_(\w+)\s*=([^;]*)(?:;|$)")
"""A field of a ``citation_reference`` tag: "citation_title=On lists;", "citation_author=J Doe"."""

_VARIABLES = {
    "title": "title", "journal_title": "container_title", "journal_abbrev": "container_title", "inbook_title": "container_title",
    "book_title": "container_title", "conference_title": "container_title", "series_title": "collection_title", "volume": "volume",
    "issue": "issue", "number": "issue", "doi": "doi", "pmid": "pmid", "isbn": "isbn", "issn": "issn", "publisher": "publisher",
    "technical_report_institution": "publisher", "dissertation_institution": "publisher", "arxiv_id": "arxiv",
}  # fmt: skip
_DATES = frozenset({"publication_date", "date", "year"})
_DEEPEST = 6
"""The deepest nesting of JSON-LD that is searched for references."""
_MOST = 20_000
_LONGEST = 4_000_000


def described(page: Element) -> tuple[Item, ...]:
    """Return the references in the page's meta tags, or, if there are none, in its JSON-LD."""
    metas = (each for each in descendants(page, "meta") if (each.get("name") or "").lower() == "citation_reference")
    tags = ((" ".join((each.get("content") or "").split()), line_of(each)) for each in metas)
    items = tuple(Item(raw=raw, values=tuple(_parts(raw)), line=line) for raw, line in tags)
    return items or tuple(_of_scripts(page))


def _parts(raw: str) -> Iterator[Stated]:
    first_page: Stated | None = None
    for part in _PART.finditer(raw):
        name, text = part[1], part[2].strip()
        span = trimmed(Span(*part.span(2)), raw)
        if not text:
            continue
        if name in ("author", "editor"):
            yield Stated(name=name, value=_person(text), span=span)
        elif name in _DATES:
            yield Stated(name="issued", value=read_date(text) or Date(raw=text), span=span)
        elif name in ("pages", "firstpage"):
            first_page = Stated(name="page", value=text, span=span)
        elif name == "lastpage" and first_page is not None:
            first_page = Stated(
                name="page", value=f"{first_page.value}-{text}", span=Span(first_page.span.start, span.end)
            )
        elif name in _VARIABLES:
            yield Stated(name=_VARIABLES[name], value=text, span=span)
    if first_page is not None:
        yield first_page


def _person(text: str) -> Name:
    """Return the name in a text of the form "Doe, Jane" or "Jane Doe"."""
    family, comma, given = text.partition(",")
    if not comma:
        given, _, family = text.rpartition(" ")
    return Name(family=family.strip(), given=given.strip()) if given.strip() and family.strip() else Name(literal=text)


def _of_scripts(page: Element) -> Iterator[Item]:
    for script in descendants(page, "script"):
        text = script.text or ""
        if (script.get("type") or "").strip().lower() == "application/ld+json" and len(text) <= _LONGEST:
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                continue
            yield from _items(data, 0)


def _items(data: object, depth: int) -> Iterator[Item]:
    """Yield the items under every key ``citation``, down to the depth ``_DEEPEST``."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data[:_MOST]:
            yield from _items(each, depth + 1)
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key == "citation":
                yield from (item for each in _several(value)[:_MOST] if (item := _item(each)))
            else:
                yield from _items(value, depth + 1)


def _item(data: object) -> Item | None:
    if isinstance(data, str):
        return Item(raw=" ".join(data.split())) if data.strip() else None
    if not isinstance(data, Mapping):
        return None
    item = item_of(_givens(data))
    return item if item.raw else None


def _givens(data: Mapping[str, object]) -> Iterator[Given]:
    for role in ("author", "editor"):
        for person in _several(data.get(role)):
            is_person = not isinstance(person, Mapping) or person.get("@type") in (None, "Person")
            if name := _text(person):
                yield Given(name=role, value=_person(name) if is_person else Name(literal=name), text=name)
    yield from _plain(data, {"name": "title"} if _text(data.get("name")) else {"headline": "title"})
    yield from _of_whole(data.get("isPartOf"), 0)
    yield from _plain(data, {"volumeNumber": "volume", "issueNumber": "issue", "pagination": "page"})
    yield from given_date("issued", _text(data.get("datePublished")))
    yield from _plain(data, {"publisher": "publisher"})
    identifiers = [each for key in ("sameAs", "identifier", "@id", "url") for each in _several(data.get(key))]
    for identifier in identifiers:
        if isinstance(identifier, str) and identifier.startswith(("http", "10.", "doi:")):
            yield from given("url" if identifier.startswith("http") else "doi", identifier)


def _plain(data: Mapping[str, object], variables: Mapping[str, str]) -> Iterator[Given]:
    for key, variable in variables.items():
        yield from given(variable, _text(data.get(key)))


def _of_whole(data: object, depth: int) -> Iterator[Given]:
    """Yield the journal and the volume that an article is part of."""
    if not isinstance(data, Mapping) or depth > _DEEPEST:
        return
    yield from _plain(data, {"name": "container_title", "volumeNumber": "volume", "issueNumber": "issue"})
    yield from _of_whole(data.get("isPartOf"), depth + 1)


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str:
    """Return a string or an integer as text, of an object its ``name``; an empty string for any other value."""
    if isinstance(value, Mapping):
        value = value.get("name")
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""
