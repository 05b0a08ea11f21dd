"""Entries of structured sources: stated values with their spans, and the identifiers in them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from attrs import asdict, evolve, fields_dict, frozen

from refcheck import identifiers
from refcheck.gazetteer.variables import is_pubmed
from refcheck.identifiers import doi_grammars
from refcheck.identifiers.schemes import arxiv, doi, isbn, issn, pmid, url
from refcheck.model import DOUBTED, Date, Field, Identifier, Name, Reference, Repair, Scheme, Span, Work
from refcheck.readers.entries import trimmed
from refcheck.readers.entries.notations import taken_back
from refcheck.text.markup import clean

_VARIABLES = fields_dict(Work)
_MANY = frozenset(name for name, attribute in _VARIABLES.items() if attribute.default == ())

_LABELS = {"isbn": "ISBN ", "issn": "ISSN ", "pmid": "PMID ", "arxiv": "arXiv:"}
"""Labels by which a scheme recognises a number, put before a value whose field already states the scheme."""

_BEFORE, _AFTER = ' \t\r\n{"', ' \t\r\n}"'
"""Characters that may surround an identifier that is a whole value."""

_CLOSING = ' \t\r\n}">).,;'
"""Characters that may follow a DOI that is a whole value: the ends of groups, quotations and sentences."""

_OTHER = re.compile(r"10[.,/]|doi|arxiv|pubmed|pm[ic]|ncbi|hdl|handle|is[bs]n|97[89]", re.IGNORECASE)
"""Parts of a URL that may be, or contain, another identifier: ``https://doi.org/10.1000/182``."""

_SCHEMES = {"isbn": isbn, "issn": issn, "pmid": pmid, "arxiv": arxiv}


class Stated(NamedTuple):
    """One value: ``name`` is a variable of ``Work``, or one of CSL's that ``Work`` lacks; ``span`` is relative to ``raw``."""

    name: str
    value: str | Name | Date
    span: Span


class Place(NamedTuple):
    """A span of ``raw`` in which identifiers are looked for.

    ``name`` is the variable whose value should be there, or empty for a note that may hold any identifier. ``text`` is the value
    if it differs from the text there: an inherited value, or one of several pieces.
    """

    name: str
    span: Span
    text: str | None = None


@frozen(kw_only=True)
class Entry:
    """An entry as its source states it.

    ``unread`` are values that are not understood, ``doubted`` the variables whose values may be misread.
    """

    key: str
    span: Span
    type: str | None = None
    values: tuple[Stated, ...] = ()
    places: tuple[Place, ...] = ()
    unread: tuple[Span, ...] = ()
    et_al: bool = False
    doubted: Set[str] = frozenset()


def broken(key: str, text: str, span: Span) -> Reference:
    """Return the reference for an entry of ``text`` that cannot be read."""
    return Reference(key=key, raw=span.of(text), spans=(span,), work=Work(), unread=(Span(0, len(span)),))


def reference(entry: Entry, text: str) -> Reference:
    """Return the reference for an entry of ``text``."""
    raw = entry.span.of(text)
    read = _Identified(raw)
    for place in sorted(entry.places, key=lambda place: not place.name):
        read.look(place)
    genres = ((each, taken_back(str(each.value))) for each in entry.values if each.name == "genre")
    statuses = (Stated("status", done, each.span) for each, done in genres if done)
    values = (*map(_cleaned, entry.values), *read.values, *statuses)
    if not values:
        return broken(entry.key, text, entry.span)
    return Reference(
        key=entry.key,
        raw=raw,
        spans=(entry.span,),
        work=_work(entry, values),
        fields=tuple(_fields(sorted(values, key=_start), entry, raw, read.mended)),
        identifiers=tuple(sorted(read.found, key=_start)),
        unread=tuple(sorted((*entry.unread, *read.unread), key=lambda span: span.start)),
    )


_start = attrgetter("span.start")


def _cleaned(stated: Stated) -> Stated:
    """Return the value without markup, entities and mojibake, which bibliographies have as often as pasted lists."""
    value = stated.value
    if isinstance(value, str):
        return stated._replace(value=clean(value)) if not value.isascii() or "<" in value or "&" in value else stated
    if isinstance(value, Name) and ("&" in str(value) or not str(value).isascii()):
        parts = asdict(value, value_serializer=lambda _, __, part: clean(part) if part else part)
        return stated._replace(value=Name(**parts))
    return stated


def _work(entry: Entry, values: Iterable[Stated]) -> Work:
    given: dict[str, list[object]] = defaultdict(list)
    for stated in values:
        if stated.name in _VARIABLES:
            given[stated.name].append(stated.value)
    variables = {name: _several(found) if name in _MANY else found[0] for name, found in given.items()}
    if notes := given.get("note"):  # an entry may have any number of notes
        variables["note"] = "; ".join(dict.fromkeys(map(str, notes)))
    return Work(type=entry.type, author_et_al=entry.et_al, **variables)  # type: ignore[arg-type]  # by name


def _several(values: list[object]) -> tuple[object, ...]:
    """Return the values, each once; but equal names are kept, as they may be those of two people."""
    return tuple(values if isinstance(values[0], Name) else dict.fromkeys(values))


def _fields(
    values: Sequence[Stated], entry: Entry, raw: str, repairs: Mapping[int, tuple[Repair, ...]]
) -> Iterator[Field]:
    """Yield the values as fields. ``repairs`` are those of the identifiers, by the start of each value.

    Many values may share one long span (a list of names that was composed): its source is kept once.
    """
    place, source = Span(0, 0), ""
    for name, stated, span in values:
        if span is not place:
            place, source = span, span.of(raw)
        value = str(stated)
        if value == source:
            value = source
        yield Field(
            name=name,
            value=value,
            span=span,
            raw=source,
            confidence=DOUBTED if name in entry.doubted else None,
            repairs=repairs.get(span.start, ()),
        )


class _Identified:
    """The identifiers of one entry. ``looked`` are the offsets that were searched already: inherited values share a span."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.found: list[Identifier] = []
        self.values: list[Stated] = []
        self.unread: list[Span] = []
        self.looked: set[int] = set()
        self.mended: dict[int, tuple[Repair, ...]] = {}

    def look(self, place: Place) -> None:
        """Look for identifiers in one place, and in the value itself if the place has another text and no identifiers."""
        source = place.span.of(self.raw)
        found = _find(place.name, source, place.span.start)
        if not place.name:  # a note, or the whole entry: identifiers with their own field are not repeated
            found = [each for each in found if not any(each.span.overlaps(other.span) for other in self.found)]
        if place.span.start not in self.looked:
            self.found += found
            spans = [_of_value(place, found, self.raw) or each.span for each in found]
            self.mended |= {span.start: each.repairs for each, span in zip(found, spans, strict=True) if each.repairs}
            self.values += [Stated(each.scheme.value, each.value, at) for each, at in zip(found, spans, strict=True)]
        self.looked.add(place.span.start)
        if not found and place.text is not None and place.text != source:
            found = _find(place.name, place.text, 0)
            self.values += [Stated(each.scheme.value, each.value, place.span) for each in found]
        if place.name == "url" and not any(each.scheme is Scheme.URL for each in found):
            self.values += [Stated("url", each.value, place.span) for each in url.find(place.text or source)[:1]]
        if place.name and not found:
            self.unread.append(place.span)


def _of_value(place: Place, found: Sequence[Identifier], raw: str) -> Span | None:
    """Return the span of the value in a field that holds one DOI and at most a resolver or label around it."""
    if place.name != "doi" or len(found) != 1 or found[0].scheme is not Scheme.DOI:
        return None
    source = place.span.of(raw)
    after = raw[found[0].span.end : place.span.end]
    if place.text not in (None, source) or after.strip(_CLOSING):
        return None
    return trimmed(place.span, raw)


def _find(name: str, text: str, origin: int) -> Sequence[Identifier]:
    """Return the identifiers in a value of the variable ``name`` at ``origin``; it may be in braces or quotation marks."""
    bare = text.lstrip(_BEFORE)
    by = origin + len(text) - len(bare)
    if bare != text:
        bare = bare.rstrip(_AFTER)
    if name == "doi" and doi_grammars.is_sound(bare):
        return [_whole(Scheme.DOI, bare, by)]
    if name == "url" and (spaced := url.whole(bare)) is not None:
        return [_moved(spaced, by)]
    found = _known(name, bare) if name in _LABELS else _found(name, bare)
    return [_moved(each, by) for each in found] if by else found


def _whole(scheme: Scheme, text: str, start: int) -> Identifier:
    """Return an identifier that is the whole text, and needs no repair."""
    return Identifier(scheme=scheme, raw=text, value=text, span=Span(start, start + len(text)))


def _moved(each: Identifier, by: int) -> Identifier:
    return evolve(each, span=each.span.shifted(by))


@lru_cache(maxsize=4096)
def _known(name: str, text: str) -> tuple[Identifier, ...]:
    """Return the identifiers of a scheme that is recognised by its label only; cached, as many entries have the same ISSN."""
    label = _LABELS[name]
    found = tuple(_moved(each, -len(label)) for each in _SCHEMES[name].find(label + text))
    number = text.rstrip(_AFTER)
    base, _, rest = text.partition(" ")
    if name == "pmid" and rest and is_pubmed(base):
        return tuple(_moved(each, len(base) + 1) for each in _known(name, rest))
    if not found and _SCHEMES[name].is_valid(number):
        return (_whole(Scheme(name), number, 0),)
    return found or identifiers.find(text)


def _found(name: str, text: str) -> tuple[Identifier, ...]:
    if name == "doi":
        return doi.find(text) or identifiers.find(text)
    return identifiers.find(text) if name != "url" or _OTHER.search(text) else url.find(text)
