"""The elements of a JATS citation → its values.

Source: JATS, Journal Article Tag Suite (NISO Z39.96), the elements of ``<element-citation>`` and ``<mixed-citation>``.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from refcheck.gazetteer.item_types import FROM_JATS, PERIODICALS, by_name
from refcheck.gazetteer.variables import JATS, JATS_IDENTIFIERS
from refcheck.identifiers.schemes import pmcid
from refcheck.lexicon import month_number
from refcheck.model import Date, Name
from refcheck.parsing.dates import read_date
from refcheck.parsing.names import read_names
from refcheck.readers.entries.items import Given
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local, text_of

LINKS = frozenset({"ext-link", "uri"})
TITLES = frozenset({"article-title", "chapter-title", "part-title", "data-title"})
_PLAIN = by_name(JATS) | {"comment": None}  # a comment may contain anything
_IDS = by_name(JATS_IDENTIFIERS)
_ROLES = by_name({"editor": "editor editors ed", "translator": "translator translators"})
_PERSONS = frozenset({"name", "string-name", "collab", "institution-wrap"})
_DATES = frozenset({"year", "date-in-citation", "access-date"})
_WHOLE = _PERSONS | _DATES | TITLES | {"source"}
"""Elements that are one value, whatever elements are in them."""


@frozen(kw_only=True)
class Valued:
    """A value, and the first and last of the elements that it was read from."""

    given: Given
    first: Element
    last: Element


def kind_of(citation: Element) -> str | None:
    """Return the type of work that a citation states."""
    return FROM_JATS.get((attribute(citation, "publication-type") or attribute(citation, "citation-type")).lower())


def within(elements: Iterable[Element], *names: str) -> Iterator[Element]:
    """Yield elements and their descendants, in document order; with ``names``, only those with one of these local names."""
    every = (each for element in elements for each in element.iter() if isinstance(each.tag, str))
    return (each for each in every if not names or local(each) in names)


def values(citation: Element, elements: Iterable[Element]) -> Iterator[Valued]:
    """Yield every value in elements of a citation, in their order."""
    elements = tuple(elements)
    of_source = "container_title" if _is_in_source(kind_of(citation), elements) else "title"
    for element in _leaves(elements):
        name, text = local(element), text_of(element)
        if not text:
            continue
        if name in _PERSONS:
            yield from _person(element, text)
        elif name in _DATES:
            yield from _date(element, elements)
        elif name == "fpage":
            yield _pages(element, elements)
        elif variable := of_source if name == "source" else _variable(element, text, elements):
            yield _one(variable, _whole_pmcid(text) if variable == "pmcid" else text, text, element)


def _is_in_source(kind: str | None, elements: Sequence[Element]) -> bool:
    """Return whether the work is part of the named source: it has its own title, or is cited like an article without a title."""
    there = {local(each) for each in within(elements)}
    is_numbered = (
        "volume" in there and there & {"fpage", "elocation-id", "page-range"} and "publisher-name" not in there
    )
    return bool(there & TITLES) or kind in PERIODICALS or (kind is None and bool(is_numbered))


def _whole_pmcid(text: str) -> str:
    """Return a valid PMCID from an element that may lack the prefix or have a space in it; else the text as it is."""
    whole = f"PMC{pmcid.compact(text).removeprefix('PMC').strip()}"
    return whole if pmcid.is_valid(whole) else text


def _variable(element: Element, text: str, elements: Sequence[Element]) -> str | None:
    """Return the variable of an element that holds one plain value."""
    name = local(element)
    if name in TITLES:
        return "title"
    if name in ("pub-id", "object-id"):
        return _IDS.get(attribute(element, "pub-id-type").lower())
    if name in LINKS:
        return "url" if text.lower().startswith(("http", "www.", "ftp")) else None
    if name == "page-range":
        return "page" if next(within(elements, "fpage"), None) is None else None
    if name == "size":
        return "number_of_pages" if attribute(element, "units").startswith("page") else None
    return _PLAIN.get(name)


def _leaves(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the elements that hold a value each; of alternative forms of a name, the first."""
    stack = list(elements)[::-1]
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


def _person(element: Element, text: str) -> Iterator[Valued]:
    """Yield the person or group named: a group without its members; a name without marked parts is parsed from its text."""
    role = _ROLES.get(_group(element), "author")
    members = text_of(next(descendants(element, "contrib-group"), None))
    parts = {} if members else {local(each): text_of(each) for each in descendants(element)}
    if family := parts.get("surname"):
        name = Name(family=family, given=parts.get("given-names") or None, suffix=parts.get("suffix") or None)
        shown = text if local(element) == "string-name" else " ".join(filter(None, (family, parts.get("given-names"))))
        yield _one(role, name, shown, element)
        return
    read = read_names(text)
    if read.et_al and not read.names:
        return
    persons = [each.name for each in read.names if each.name.family] if local(element) == "string-name" else []
    shown = text.removesuffix(members).strip() or text
    yield _one(role, persons[0] if len(read.names) == len(persons) == 1 else Name(literal=shown), shown, element)


def _group(element: Element) -> str:
    parent = element.getparent()
    while parent is not None and local(parent) != "person-group":
        if local(parent) in ("ref", "element-citation", "mixed-citation"):
            return ""
        parent = parent.getparent()
    return "" if parent is None else attribute(parent, "person-group-type").lower()


def _date(element: Element, elements: Sequence[Element]) -> Iterator[Valued]:
    text = text_of(element)
    date = read_date(text)
    if local(element) != "year":
        if date:
            yield _one("accessed", date, text, element)
        return
    date = read_date(attribute(element, "iso-8601-date")) or date or Date(raw=text)
    parts = {local(each): text_of(each).strip(".") for each in within(elements, "month", "day")}
    month = _number(parts.get("month", "")) or month_number(parts.get("month", ""))
    if date.year is not None and date.month is None and month is not None and month <= 12:
        date = Date(year=date.year, month=month, day=_number(parts.get("day", "")), raw=text)
    yield _one("issued", date, text, element)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and 0 < int(text) <= 31 else None


def _pages(first: Element, elements: Sequence[Element]) -> Valued:
    last = next(within(elements, "lpage"), None)
    start, end = text_of(first), text_of(last)
    text = f"{start}-{end}" if end and end != start else start
    return Valued(given=Given(name="page", value=text, text=text), first=first, last=first if last is None else last)
