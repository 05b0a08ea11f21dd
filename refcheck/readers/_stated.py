"""Entries of structured sources: values that are stated as such, with their places, and the identifiers in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from attrs import evolve, fields_dict, frozen

from refcheck import identifiers
from refcheck.identifiers import arxiv, doi, isbn, issn, pmid, url
from refcheck.model import Date, Field, Identifier, Name, Reference, Repair, Scheme, Span, Work

_VARIABLES = fields_dict(Work)
_MANY = frozenset(name for name, attribute in _VARIABLES.items() if attribute.default == ())

_LABELS = {"isbn": "ISBN ", "issn": "ISSN ", "pmid": "PMID ", "arxiv": "arXiv:"}
"""What must stand before an identifier for it to be known, where the name of the field says what it is."""

_BEFORE, _BEHIND = ' \t\r\n{"', ' \t\r\n}"'
"""What may stand around an identifier that is all of a value."""

_FINDERS = {"doi": doi.find, "isbn": isbn.find, "issn": issn.find, "pmid": pmid.find, "arxiv": arxiv.find}
_VALIDATORS = {"isbn": isbn.is_valid, "issn": issn.is_valid, "pmid": pmid.is_valid, "arxiv": arxiv.is_valid}


@frozen
class Stated:
    """One value: ``name`` is a variable of ``Work``, or one of CSL's that a work has no place for; ``span`` lies in ``raw``."""

    name: str
    value: str | Name | Date
    span: Span


@frozen
class Place:
    """Where identifiers are looked for in ``raw``.

    ``name`` is the variable whose value should stand there, or empty for a note that may hold any. ``text`` is the value
    where it is another than stands there: one inherited, or put together.
    """

    name: str
    span: Span
    text: str | None = None


@frozen(kw_only=True)
class Entry:
    """An entry as its source states it. ``unread`` are values that are not understood."""

    key: str
    span: Span
    type: str | None = None
    values: tuple[Stated, ...] = ()
    places: tuple[Place, ...] = ()
    unread: tuple[Span, ...] = ()
    et_al: bool = False


def broken(key: str, text: str, span: Span) -> Reference:
    """An entry of ``text`` that cannot be read."""
    raw = span.of(text)
    return Reference(key=key, raw=raw, spans=(span,), work=Work(), unread=(Span(0, len(raw)),))


def reference(entry: Entry, text: str) -> Reference:
    """The reference that an entry of ``text`` makes."""
    raw = entry.span.of(text)
    read = _Identified(raw)
    for place in sorted(entry.places, key=lambda place: not place.name):
        read.look(place)
    values = sorted((*entry.values, *read.values), key=lambda stated: stated.span.start)
    if not values:
        return broken(entry.key, text, entry.span)
    repairs = {identifier.span: identifier.repairs for identifier in read.found}
    sources = {span: span.of(raw) for span in {stated.span for stated in values}}
    return Reference(
        key=entry.key,
        raw=raw,
        spans=(entry.span,),
        work=_work(entry, (*entry.values, *read.values)),
        fields=tuple(_field(stated, sources[stated.span], repairs.get(stated.span, ())) for stated in values),
        identifiers=tuple(sorted(read.found, key=lambda identifier: identifier.span.start)),
        unread=tuple(sorted((*entry.unread, *read.unread), key=lambda span: span.start)),
    )


def _work(entry: Entry, values: Iterable[Stated]) -> Work:
    given: dict[str, list[object]] = defaultdict(list)
    for stated in values:
        if stated.name in _VARIABLES:
            given[stated.name].append(stated.value)
    variables = {name: _several(found) if name in _MANY else found[0] for name, found in given.items()}
    return Work(type=entry.type, author_et_al=entry.et_al, **variables)  # type: ignore[arg-type]  # by name


def _several(values: list[object]) -> tuple[object, ...]:
    """The values, each once; but names may be those of two people."""
    return tuple(values if isinstance(values[0], Name) else dict.fromkeys(values))


def _field(stated: Stated, source: str, repairs: tuple[Repair, ...]) -> Field:
    value = str(stated.value)
    if value == source:
        value = source
    return Field(name=stated.name, value=value, span=stated.span, raw=source, repairs=repairs)


class _Identified:
    """The identifiers of one entry."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.found: list[Identifier] = []
        self.values: list[Stated] = []
        self.unread: list[Span] = []

    def look(self, place: Place) -> None:
        """Look for identifiers in one place."""
        source = place.span.of(self.raw)
        here = tuple(_find(place.name, source, place.span.start))
        for each in here:
            if not any(each.span.overlaps(other.span) for other in self.found):
                self.found.append(each)
                self.values.append(Stated(each.scheme.value, each.value, each.span))
        elsewhere = () if here or place.text in (None, source) else tuple(_find(place.name, place.text or "", 0))
        self.values += [Stated(each.scheme.value, each.value, place.span) for each in elsewhere]
        if place.name == "url" and not any(each.scheme is Scheme.URL for each in (*here, *elsewhere)):
            self.values += [Stated("url", each.value, place.span) for each in url.find(place.text or source)[:1]]
        if place.name and not here and not elsewhere:
            self.unread.append(place.span)


def _find(name: str, text: str, origin: int) -> Iterator[Identifier]:
    """The identifiers in a value of the variable ``name``, which stands at ``origin``; the value may be in braces or quotes."""
    bare = text.lstrip(_BEFORE)
    origin += len(text) - len(bare)
    label = _LABELS.get(name, "")
    found = _FINDERS[name](label + bare) if name in _FINDERS else ()
    if not found:
        label = ""
        found = identifiers.find(bare)
    by = origin - len(label)
    for each in found:
        yield evolve(each, span=each.span.shifted(by)) if by else each
    number = bare.rstrip(_BEHIND)
    if not found and name in _VALIDATORS and _VALIDATORS[name](number):
        yield Identifier(scheme=Scheme(name), raw=number, value=number, span=Span(origin, origin + len(number)))
