"""Fixes within a record of EndNote's XML, which change only the text of the element that a value was read from.

The reader writes the record out as a line; the text of an element may contain styles, character references and line ends.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape

from refcheck.fixing.accepting import Accept
from refcheck.fixing.edits import IN_A_NOTE, NOT_HERE, UNPLACED, Edit, RequestedEdit, Unwritable
from refcheck.fixing.planning import Planned, planned, requested_edits
from refcheck.fixing.xml_records import Element, records
from refcheck.gazetteer.variables import in_endnote
from refcheck.model import CheckedReference, Span
from refcheck.readers.data.endnote_xml import NAME
from refcheck.readers.entries.notations import page_range

FORMAT = NAME

(_DOI,) = in_endnote("doi")

_NOTES = frozenset({"abstract", "notes", "research-notes", "keyword", "custom1", "custom2"})

_BEFORE_DOI = ("urls", "accession-num", "isbn", "dates", "pages", "titles")
"""Elements that precede a DOI, the nearest first."""

_AFTER_DOI = {"url": "", "pmid": "PMID: ", "pmcid": "", "article_number": ""}
"""Values that are written out after a DOI, and their labels."""

_KEYS = frozenset({"database", "foreign-keys", "label", "rec-number", "ref-type", "source-app"})
"""Elements of a record that do not describe a work."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that XML cannot contain, even as a character reference. Source: XML 1.0, production 2."""


def plan_in_records(
    audited: Iterable[CheckedReference], accept: Accept, source: str, name: str, can_write: Callable[[str], bool]
) -> Planned:
    """Return the changes that the accepted fixes make in a file of EndNote's XML."""
    own = [each for each in audited if each.file == name]
    held = [record for record in records(source) if _is_read(record)]
    requests = [(request, at) for at, each in enumerate(own) for request in requested_edits(each, accept)]

    def write(request: RequestedEdit, at: int) -> list[Edit] | Unwritable:
        record = held[at] if len(held) == len(own) else []
        found = _written(request, record, source) if record else UNPLACED
        if isinstance(found, Unwritable):
            return found
        texts = (
            (span, "".join(each if can_write(each) else f"&#{ord(each)};" for each in text)) for span, text in found
        )
        return [request.edit(span, text, shown=_shown(request)) for span, text in texts]

    return planned(requests, write, source, own)


def _is_read(record: Sequence[Element]) -> bool:
    """Return whether a record has a value, and not only keys and a type."""
    return any(each.text and each.path[0] not in _KEYS for each in record)


_Change = tuple[Span, str]


def _written(request: RequestedEdit, record: Sequence[Element], source: str) -> list[_Change] | Unwritable:
    if _NOT_IN_XML.search(request.fix.replacement):
        return Unwritable("it contains a character that XML does not allow")
    if request.fix.adds:
        return _added(request, record, source)
    reference, span = request.reference, request.fix.span
    if request.is_of_people:
        return _people(request, record, source)
    homes = [*((each.name, each.span) for each in reference.fields), *(("doi", each) for each in reference.unread)]
    home = next(((name, each) for name, each in homes if each.holds(span)), None)
    if home is None:
        return UNPLACED
    names = () if home[0] in ("note", "annote") else in_endnote(home[0])
    value = home[1].of(reference.raw)
    changes = [
        change
        for each in record
        if set(names) & set(each.path) and (change := _change(each, value, request, home[1].start)) is not None
    ]
    if not changes:
        in_note = any(set(each.path) & _NOTES and value in each.text for each in record)
        return IN_A_NOTE if in_note else UNPLACED
    own = [(span, text) for span, text in changes if "<" not in span.of(source)]
    return own if len(own) == len(changes) else Unwritable("it would need characters of markup")


def _change(element: Element, value: str, request: RequestedEdit, start: int) -> _Change | None:
    """Return the change of an element whose text is the value, or contains it once."""
    text, span = element.text, request.fix.span.shifted(-start)
    if "page" in element.path[-1] and text != value == page_range(text):
        after = value[: span.start] + request.text + value[span.end :]
        return element.inner, escape(after)
    if text.count(value) != 1 or (text != value and element.path[-1] != "isbn"):
        return None
    places = [place for _, place in element.characters[text.index(value) :][: len(value)]]
    first = places[span.start].start if span.start < len(places) else places[-1].end
    last = places[span.end - 1].end if span.end > span.start else first
    return Span(first, last), escape(request.text)


def _people(request: RequestedEdit, record: Sequence[Element], source: str) -> list[_Change] | Unwritable:
    """Return the change of the list of authors, each an element like the first; elements of authors who remain are kept."""
    held = [each for each in record if "authors" in each.path[:-1] and each.text]
    parts = request.fix.replacement.split(", ")
    if not held or len(parts) % 2 or any(each.text.count(", ") != 1 for each in held):
        return UNPLACED
    own = {each.text: each.span.of(source) for each in held}
    first = held[0]
    inner = first.inner
    if "<" in inner.of(source) or ", ".join(own) != request.fix.span.of(request.reference.raw):
        return UNPLACED
    before, after = Span(first.span.start, inner.start).of(source), Span(inner.end, first.span.end).of(source)
    between = Span(held[0].span.end, held[1].span.start).of(source) if len(held) > 1 else ""
    names = [", ".join(parts[at : at + 2]) for at in range(0, len(parts), 2)]
    people = (own.get(name, f"{before}{escape(name)}{after}") for name in names)
    return [(Span(first.span.start, held[-1].span.end), between.join(people))]


def _added(request: RequestedEdit, record: Sequence[Element], source: str) -> list[_Change] | Unwritable:
    """Return the change that adds an element with the DOI after those that precede it, or fills an empty one."""
    held = next((each for each in record if each.path == (_DOI,)), None)
    if request.fix.adds != "DOI" or (held is not None and held.text):
        return Unwritable(f"it already has an element “{_DOI}” with another value")
    new = f"<{_DOI}>{escape(request.text)}</{_DOI}>"
    if held is not None:
        return [(held.span, new)]
    near = next((each for name in _BEFORE_DOI for each in record if each.path[0] == name and len(each.path) == 1), None)
    if near is None:
        return NOT_HERE
    before = source[source.rfind("\n", 0, near.span.start) + 1 : near.span.start]
    between = f"\n{before}" if before.isspace() else ""
    return [(Span(near.span.end, near.span.end), f"{between}{new}")]


def _shown(request: RequestedEdit) -> tuple[Span, str]:
    """Return the same change in the displayed text, where a value that does not end in a stop is followed by one."""
    raw, span, text = request.reference.raw, request.fix.span, request.fix.replacement
    if not request.fix.adds:
        is_last = any(each.span.end == span.end for each in request.reference.fields)
        had, has = (each.endswith((".", "?", "!")) for each in (raw[: span.end], raw[: span.start] + text))
        if is_last and had and not has and raw[span.end : span.end + 1] == " ":
            return span, f"{text}."
        is_doubled = is_last and has and raw.startswith(". ", span.end)
        return Span(span.start, span.end + is_doubled), text
    after = [each for each in request.reference.fields if each.name in _AFTER_DOI]
    if not after:
        return Span(len(raw), len(raw)), f"{'' if raw.endswith(('.', '?', '!')) else '.'} doi:{request.text}"
    first = min(after, key=lambda each: each.span.start)
    at = first.span.start - len(_AFTER_DOI[first.name])
    return Span(at, at), f"doi:{request.text}. "
