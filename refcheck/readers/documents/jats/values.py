"""The elements of a JATS citation → its values.

Source: JATS, Journal Article Tag Suite (NISO Z39.96), the elements of ``<element-citation>`` and ``<mixed-citation>``.
"""

from collections.abc import Iterator

from attrs import frozen

from refcheck.gazetteer.item_types import by_name
from refcheck.gazetteer.variables import JATS, JATS_IDENTIFIERS
from refcheck.lexicon import month_number
from refcheck.model import Date, Name
from refcheck.parsing.dates import read_date
from refcheck.readers.entries.items import Given
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local, text_of

LINKS = frozenset({"ext-link", "uri"})
TITLES = frozenset({"article-title", "chapter-title", "part-title", "data-title"})
_PLAIN = by_name(JATS) | {"comment": None}  # it may say anything
_IDS = by_name(JATS_IDENTIFIERS)
_ROLES = by_name({"editor": "editor editors ed", "translator": "translator translators"})
_PERSONS = frozenset({"name", "string-name", "collab", "institution-wrap"})
_DATES = frozenset({"year", "date-in-citation", "access-date"})
_WHOLE = _PERSONS | _DATES | TITLES | {"source"}
"""Elements whose own elements are no values of their own."""


@frozen(kw_only=True)
class Valued:
    """A value, and the first and last of the elements that hold it."""

    given: Given
    first: Element
    last: Element


def values(citation: Element) -> Iterator[Valued]:
    """Yield every value that the elements hold, in their order."""
    titled = next(descendants(citation, *TITLES), None) is not None
    for element in _leaves(citation):
        name, text = local(element), text_of(element)
        if not text:
            continue
        if name in _PERSONS:
            yield _person(element, text)
        elif name in _DATES:
            yield from _date(element, citation)
        elif name == "fpage":
            yield _pages(element, citation)
        elif variable := _variable(element, text, citation, titled=titled):
            yield _one(variable, text, text, element)


def _variable(element: Element, text: str, citation: Element, *, titled: bool) -> str | None:
    """Return the variable that an element with one plain value is of."""
    name = local(element)
    if name in TITLES:
        return "title"
    if name == "source":
        return "container_title" if titled else "title"
    if name in ("pub-id", "object-id"):
        return _IDS.get(attribute(element, "pub-id-type").lower())
    if name in LINKS:
        return "url" if text.lower().startswith(("http", "www.", "ftp")) else None
    if name == "page-range":
        return "page" if next(descendants(citation, "fpage"), None) is None else None
    if name == "size":
        return "number_of_pages" if attribute(element, "units").startswith("page") else None
    return _PLAIN.get(name)


def _leaves(citation: Element) -> Iterator[Element]:
    """Yield the elements that hold a value each, and of several forms of a name the first."""
    stack = list(children(citation))[::-1]
    while stack:
        element = stack.pop()
        if local(element) == "name-alternatives":
            stack += list(children(element))[:1]
            continue
        yield element
        if local(element) not in _WHOLE:
            stack += list(children(element))[::-1]


def _one(name: str, value: str | Name | Date, text: str, element: Element) -> Valued:
    return Valued(given=Given(name=name, value=value, text=text), first=element, last=element)


def _person(element: Element, text: str) -> Valued:
    parts = {local(each): text_of(each) for each in descendants(element)}
    role = _ROLES.get(_group(element), "author")
    if family := parts.get("surname"):
        name = Name(family=family, given=parts.get("given-names") or None, suffix=parts.get("suffix") or None)
        shown = text if local(element) == "string-name" else " ".join(filter(None, (family, parts.get("given-names"))))
    else:
        name, shown = Name(literal=text), text
    return _one(role, name, shown, element)


def _group(element: Element) -> str:
    parent = element.getparent()
    while parent is not None and local(parent) != "person-group":
        if local(parent) in ("ref", "element-citation", "mixed-citation"):
            return ""
        parent = parent.getparent()
    return "" if parent is None else attribute(parent, "person-group-type").lower()


def _date(element: Element, citation: Element) -> Iterator[Valued]:
    text = text_of(element)
    date = read_date(text)
    if local(element) != "year":
        if date:
            yield _one("accessed", date, text, element)
        return
    date = read_date(attribute(element, "iso-8601-date")) or date or Date(raw=text)
    parts = {local(each): text_of(each).strip(".") for each in descendants(citation, "month", "day")}
    month = _number(parts.get("month", "")) or month_number(parts.get("month", ""))
    if date.year is not None and date.month is None and month is not None and month <= 12:
        date = Date(year=date.year, month=month, day=_number(parts.get("day", "")), raw=text)
    yield _one("issued", date, text, element)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and 0 < int(text) <= 31 else None


def _pages(first: Element, citation: Element) -> Valued:
    last = next(descendants(citation, "lpage"), None)
    start, end = text_of(first), text_of(last)
    text = f"{start}-{end}" if end and end != start else start
    return Valued(given=Given(name="page", value=text, text=text), first=first, last=first if last is None else last)
