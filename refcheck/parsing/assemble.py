"""Values → a work, and the fields that say where its values are printed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import fields_dict

from refcheck.identifiers.addresses import doi_at
from refcheck.model import Date, Field, Name, Safety, Scheme, Span, Work
from refcheck.model.csl import PEOPLE
from refcheck.parsing.dates import YEAR, of_its_type, read_date
from refcheck.parsing.kinds import Clues, kind_of
from refcheck.parsing.masking import Masked
from refcheck.parsing.names.name_words import ET_AL
from refcheck.parsing.official.forms import Mark, Official
from refcheck.parsing.parts import ORIGINAL, Part, read_body, read_people, read_segment
from refcheck.parsing.tagging.labels import Segment
from refcheck.text.deferred import deferred

_MANY = {*PEOPLE, "isbn", "issn"}
"""Variables that have many values."""

_VARIABLES = frozenset(fields_dict(Work))
"""Variables of a work; any other value becomes only a field."""

_SCHEMES = frozenset(scheme for scheme in Scheme if scheme.value in _VARIABLES)
"""Schemes for which a work has a variable."""

_TYPE_FIELDS = frozenset({"genre", "note", "number", "collection_title"})
"""Variables whose text may name the type."""

_BY_ORGANISATIONS = frozenset({"legislation", "regulation", "treaty"})
"""Official works that organisations issue, not persons."""

_NOTES = frozenset({"genre", "note"})
"""Variables whose text may describe the work."""

_LOW_CONFIDENCE = 0.49
"""The confidence of a year without a label: just below ``checks.certainty.SURE``, so that no rule relies on it. Source: a
judgement, not measured."""

_REPAIRED = {Safety.SAFE: 0.99, Safety.UNSAFE: 0.95}
"""The confidence of a repaired identifier. Fitted: of 1,837 repaired DOIs whose correct form is known, 99.7 % were right (November
2026); URLs were not measured, and a repair that a person should check has a lower value."""

_BRACKETED_YEAR = re.compile(r"[()]\s?(\d{4})[a-z]?\s?[()]")
"""A year in brackets, even mirrored ones, in any digits: "(1999)", ")2023(", "(۱۴۰۰)"."""

_NO_YEAR = r"(?:2[1-3]\d\d|(?:19|20)\d{3})"
_MISTYPED_YEAR = re.compile(
    rf"(?<=[.,] \(){_NO_YEAR}(?=\)[.,:] )|(?:(?<=[^\W\d]\. )|(?<=[^\W\d] )){_NO_YEAR}(?=;\d{{1,4}}[(:])", re.ASCII
)
"""Digits in the place of a year that are of no calendar's past: "Lund, B. (2103). ", "J Water. 20122;3(1)"."""

_DASHES = "-‐‑‒–—−~"
"""Dashes of a range of pages or volumes, which is not a year: "2012–2020"."""

_RANGE = re.compile(rf"\s?[{_DASHES}]\s?\d")
"""The text that follows the first of two numbers of a range."""

_DAYS = deferred(r"\b\d{1,2}\s?[-–]\s?\d{1,2}(?=,?\s)")
"""The days of a meeting before its month or year: "8-13 May 2016", "Jan 15-18 1984"."""

_ANNOUNCED = re.compile(r"\b[Ii]n\W{0,3}$")
""""In" or "in:" at the end of the text before a container."""


_TITLE_AFTER = re.compile(r"[\s.,:]*[^\W_a-z]")
"""The beginning of a title after "and others": ". Modelling", " 2D"."""


def assemble(
    text: str, found: Sequence[Segment], masked: Masked, known: Official | None = None
) -> tuple[Work, tuple[Field, ...]]:
    """Return the work that the segments of one reference describe, read with the form of its citation if known, and its fields."""
    parts: list[Part] = []
    named: set[tuple[str, str, str]] = set()
    et_al = False
    found = _with_archive(text, _others_with_authors(text, found))
    for place, segment in enumerate(found):
        start = found[place - 1].end if place else 0
        end = found[place + 1].start if place + 1 < len(found) else len(text)
        if segment.label in PEOPLE:
            by_organisation = known is not None and known.kind in _BY_ORGANISATIONS
            people, more = (read_body if by_organisation else read_people)(text, segment, end)
            # no person twice: "Orlov V. A. Title / V. A. Orlov, I. P. Kuznetsova"
            read = [part for part in people if _key(part) not in named]
            et_al = et_al or (more and segment.label == "author")
        else:
            read = list(read_segment(text, segment, start, end))
        named.update(_key(part) for part in read if part.name in PEOPLE)
        parts += read
    parts.extend(_masked_parts(masked))
    if "issued" not in {part.name for part in parts}:
        day = known.day(text) if known else None
        parts.extend(_read_day(text, day) if day else _loose_year(text, found))
    ordered = sorted(_without_labels(_without_pages(text, parts)), key=lambda part: part.span.start)
    parts = list(_reprinted(ordered))
    work = _work(text, parts, et_al=et_al, kind=known.kind if known else None)
    return work, tuple(_field(text, part) for part in parts)


def _others_with_authors(text: str, found: Sequence[Segment]) -> list[Segment]:
    """Return the segments, with "and others" moved from a title's beginning to the authors before it: "Nowak A., i in. Title"."""
    segments = list(found)
    for place, (before, segment) in enumerate(pairwise(found), start=1):
        if before.label != "author" or segment.label != "title":
            continue
        others = ET_AL.match(text, segment.start, segment.end)
        if others and others[0].lstrip(" ,;([")[:1].islower() and _TITLE_AFTER.match(text, others.end(), segment.end):
            segments[place - 1] = before._replace(end=others.end())
            segments[place] = segment._replace(start=others.end())
    return segments


def _with_archive(text: str, found: Sequence[Segment]) -> list[Segment]:
    """Return the segments, with a publisher behind the bracket of another one as the archive: "[Thesis, University]. Archive"."""
    return [
        segment._replace(label="archive")
        if before is not None
        and before.label == segment.label == "publisher"
        and text[before.end : segment.start].startswith("]")
        else segment
        for before, segment in zip([None, *found], found, strict=False)
    ]


def _without_pages(text: str, parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts without a date that starts a range, if another remains: in "10, 1930–17, 2018" the first is a page."""
    dates = [part for part in parts if part.name == "issued"]
    if len(dates) < 2:
        return parts
    ranged = [part for part in dates if _RANGE.match(text, part.span.end)]
    return [part for part in parts if part not in ranged] if len(ranged) < len(dates) else parts


_OF_PUBLISHER = frozenset({"publisher", "publisher_place"})
"""Fields that precede the year of a reprint."""


def _reprinted(parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts, with a first edition's year as the original date if a publisher has a later one: "Tides. 1929. Gate, 1991".

    The first year follows the title, or precedes the name of the later edition, and then its publisher is not the reprint's:
    "Oslo: Pier, 1929. Reprint, Bergen: Gate, 1991". A year after the authors is kept: the text cites the work by it.
    """
    dates = [part for part in parts if part.name == "issued" and isinstance(part.value, Date) and part.value.year]
    if len(dates) != 2 or str(dates[0].value) >= str(dates[1].value)[:4]:
        return parts
    first, last = map(parts.index, dates)
    before, between = parts[:first], parts[first + 1 : last]
    is_titled = any(part.name == "title" for part in before)
    is_original = before and (
        before[-1].name == "title" or (is_titled and between and between[0].name in ("edition", "note"))
    )
    if not (is_original and {part.name for part in between} & _OF_PUBLISHER):
        return parts
    named = (part._replace(name=f"original_{part.name}") if part.name in _OF_PUBLISHER else part for part in before)
    return [*named, dates[0]._replace(name=ORIGINAL), *parts[first + 1 :]]


def _without_labels(parts: Sequence[Part]) -> Iterator[Part]:
    """Return the parts without the authors of a label before the reference if they are named again: "Lund 1979: A. Lund, Tides"."""
    authors = [(part, part.value) for part in parts if part.name == "author" and isinstance(part.value, Name)]
    named = {name.headword: part.span.start for part, name in authors if name.given}
    of_label = [part for part, name in authors if not name.given and part.span.start < named.get(name.headword, 0)]
    return (part for part in parts if part not in of_label) if of_label else iter(parts)


def _key(part: Part) -> tuple[str, str, str]:
    name = part.value
    if not isinstance(name, Name):
        return (part.name, "", "")
    return (part.name, name.headword.casefold(), (name.given or "")[:1].casefold())


def _masked_parts(masked: Masked) -> Iterator[Part]:
    addresses = (masked.address,) if masked.address else ()
    for identifier in (*masked.identifiers, *addresses):
        if identifier.scheme in _SCHEMES:
            name = str(identifier.scheme)
            sure = min((_REPAIRED[repair.safety] for repair in identifier.repairs), default=1.0)
            yield Part(
                name=name, value=identifier.value, span=identifier.span, confidence=sure, repairs=identifier.repairs
            )
    for side_note in masked.side_notes:
        if side_note.name in ("accessed", "language", "note"):
            yield Part(name=side_note.name, value=side_note.value, span=side_note.span, confidence=1.0)


def _read_day(text: str, day: Mark) -> Iterator[Part]:
    """Yield the date of an official work that is in its title."""
    date = read_date(text[day.start : day.end])
    if date and date.year:
        yield Part(name="issued", value=date, span=Span(day.start, day.end), confidence=_LOW_CONFIDENCE)


def _loose_year(text: str, found: Sequence[Segment]) -> Iterator[Part]:
    """Yield a year if no date was read: first one in brackets, then in unlabelled text or a note, then in another field."""
    bracketed = _BRACKETED_YEAR.search(text)
    date = read_date(bracketed[1], text) if bracketed else None
    if bracketed and date:
        yield Part(name="issued", value=date, span=Span(*bracketed.span(1)), confidence=_LOW_CONFIDENCE)
        return
    for labels in (
        ("other", "note", "citation-number"),
        ("publisher", "location", "volume", "issue", "pages", "container"),
    ):
        for segment in found:
            year = YEAR.search(text, segment.start, segment.end) if segment.label in labels else None
            joining = set(_DASHES if segment.label == "pages" else "-")
            date = read_date(year[1], text) if year else None
            if year and date and joining.isdisjoint(_DAYS.sub("", text[segment.start : segment.end])):
                yield Part(name="issued", value=date, span=Span(*year.span()), confidence=_LOW_CONFIDENCE)
                return
    if mistyped := _MISTYPED_YEAR.search(text):
        value = Date(raw=mistyped[0])
        yield Part(name="issued", value=value, span=Span(*mistyped.span()), confidence=_LOW_CONFIDENCE)


def _work(text: str, parts: Sequence[Part], *, et_al: bool, kind: str | None) -> Work:
    """Return the work with every name, ISBN, ISSN, note and number, and the first value of every other variable."""
    values = defaultdict(list)
    for part in parts:
        values[part.name].append(part.value)
    variables = {
        name: tuple(found) if name in _MANY else found[0] for name, found in values.items() if name in _VARIABLES
    }
    for name in variables.keys() & {"note", "number"}:
        variables[name] = "; ".join(map(str, dict.fromkeys(values[name])))
    if ORIGINAL in values:  # a record may have either date
        variables["issued_alternative"] = tuple(values[ORIGINAL])
    if "doi" in variables:  # a short DOI is an alias of another, which may be printed beside it
        variables["doi"] = min(map(str, values["doi"]), key=lambda doi: doi.startswith("10/"))
    elif "url" in variables and (named := doi_at(str(variables["url"]))):
        variables["doi"] = named
    kind = kind or kind_of(_clues(text, parts))
    if isinstance(issued := variables.get("issued"), Date):
        variables["issued"] = of_its_type(issued, kind)
    return Work(type=kind, author_et_al=et_al, **variables)  # type: ignore[arg-type]  # by name


def _clues(text: str, parts: Sequence[Part]) -> Clues:
    """Return the evidence for the type of the work."""
    container = next((part for part in parts if part.name == "container_title"), None)
    return Clues(
        raw=text,
        read=frozenset(part.name for part in parts),
        container=str(container.value) if container else "",
        publisher=next((str(part.value) for part in parts if part.name == "publisher"), ""),
        genre=" ".join([str(part.value) for part in parts if part.name in _TYPE_FIELDS]),
        notes=tuple([str(part.value) for part in parts if part.name in _NOTES]),
        dated=any(part.name == "issued" and isinstance(part.value, Date) and part.value.day for part in parts),
        announced=container is not None
        and bool(_ANNOUNCED.search(text, max(container.span.start - 8, 0), container.span.start)),
        doi=next((str(part.value) for part in parts if part.name == "doi"), ""),
    )


def _field(text: str, part: Part) -> Field:
    value, raw = str(part.value), part.span.of(text)
    return Field(
        name=part.name,
        value=value,
        span=part.span,
        raw=value if value == raw else raw,  # one string for both: a list may have many thousand fields
        repairs=part.repairs,
        confidence=part.confidence,
    )
