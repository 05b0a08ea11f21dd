"""Segments → the fields of a work, with their places."""

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from refcheck.model import Date, Field, Name, Repair, Span, Work
from refcheck.parsing.calibration import calibrated
from refcheck.parsing.dates import YEAR, read_date
from refcheck.parsing.kinds import Clues, kind_of
from refcheck.parsing.masking import Masked
from refcheck.parsing.names import read_names
from refcheck.parsing.numbering import read_issue, read_volume
from refcheck.parsing.pages import read_pages
from refcheck.parsing.segments import Segment
from refcheck.parsing.trim import trimmed

Value = str | Name | Date


@frozen(kw_only=True)
class Part:
    """One value of one variable of a work, as read: where it stands, and how sure the reading is."""

    name: str
    value: Value
    span: Span
    confidence: float
    repairs: tuple[Repair, ...] = ()


@frozen(kw_only=True)
class Assembled:
    """A work and where its values stand."""

    work: Work
    fields: tuple[Field, ...]


def assemble(text: str, found: Sequence[Segment], masked: Masked) -> Assembled:
    """The work that the segments of one reference make."""
    parts: list[Part] = []
    et_al = False
    for place, segment in enumerate(found):
        start = found[place - 1].span.end if place else 0
        end = found[place + 1].span.start if place + 1 < len(found) else len(text)
        wide = Span(start, end)
        if segment.label in _NAMES:
            people, more = _people(text, segment, wide)
            parts.extend(people)
            et_al = et_al or (more and segment.label == "author")
            continue
        parts.extend(_READERS.get(segment.label, _nothing)(text, segment, wide))
    parts.extend(_masked_parts(masked))
    if not any(part.name == "issued" for part in parts):
        parts.extend(_loose_year(text, found))
    parts.sort(key=lambda part: part.span.start)
    return Assembled(work=_work(text, parts, et_al=et_al), fields=tuple(_field(text, part) for part in parts))


def _nothing(text: str, segment: Segment, wide: Span) -> Iterator[Part]:
    return iter(())


def _text_reader(name: str) -> Callable[[str, Segment, Span], Iterator[Part]]:
    """A reader for variables that are printed as they are."""

    def read(text: str, segment: Segment, wide: Span) -> Iterator[Part]:
        span = trimmed(text, wide if name in _WIDE else segment.span)
        span = trimmed(text, _without_lead(text, name, span))
        if len(span):
            yield Part(name=name, value=_clean(span.of(text)), span=span, confidence=calibrated(segment))

    return read


#: Variables whose last mark matters: a title's question mark, a place's bracket.
_WIDE = frozenset(
    {
        "title",
        "container_title",
        "publisher",
        "publisher_place",
        "collection_title",
        "genre",
        "note",
        "number",
        "edition",
        "archive",
    }
)

#: Words that introduce a container or publisher: "In:", "in", "Published in", "dans".
_LEADS = {
    "container_title": re.compile(
        r"(?i:(?:published\s+)?(?:in|dans|en|em|w|в)\b\s*[:.]?)\s*(?=[^\W\d_a-z]|[\"“„«\[(])|//\s*|(?:in|In|IN)\s*:\s*|[见載载]\s"
    ),
    "publisher": re.compile(
        r"(?i:(?:published\s+(?:in\s+[^,.;:]{0,40}?\s)?by|under\s+exclusive\s+licen[cs]e\s+to|by|ed\.|éd\.|verlag:))\s+(?=[^\W\d_a-z])"
    ),
    "publisher_place": re.compile(r"(?i:(?:published\s+)?in\s+(?:the\s+)?)(?=[A-Z])"),
}
#: A copyright year at the end of a publisher's name: "Springer Nature Switzerland AG 2024", "Wiley, 1999".
_TRAILING_YEAR = re.compile(r"[\s,(\[©c]+(?:1[5-9]|20)\d\d[)\]]?$")


def _without_lead(text: str, name: str, span: Span) -> Span:
    lead = _LEADS.get(name)
    found = lead.match(text, span.start, span.end) if lead else None
    start = found.end() if found and found.end() < span.end else span.start
    end = span.end
    if name == "publisher":
        year = _TRAILING_YEAR.search(text, start, end)
        end = year.start() if year else end
    return Span(start, end)


def _clean(text: str) -> str:
    """A value on one line, without soft hyphens."""
    return " ".join(text.replace("\u00ad", "").split())


def _people(text: str, segment: Segment, wide: Span) -> tuple[list[Part], bool]:
    """The names of a segment, and whether it says that there are more."""
    span = Span(segment.span.start, wide.end)
    names = read_names(span.of(text))
    confidence = calibrated(segment)
    people = [
        Part(name=segment.label, value=person.name, span=person.span.shifted(span.start), confidence=confidence)
        for person in names.names
    ]
    return people, names.et_al


def _issued(text: str, segment: Segment, wide: Span) -> Iterator[Part]:
    span = trimmed(text, segment.span)
    date = read_date(wide.of(text) if "[" in wide.of(text) else span.of(text))
    if date is not None and len(span):
        yield Part(
            name="issued",
            value=Date(year=date.year, month=date.month, day=date.day, raw=_clean(span.of(text))),
            span=span,
            confidence=calibrated(segment),
        )


def _accessed(text: str, segment: Segment, wide: Span) -> Iterator[Part]:
    date = read_date(segment.span.of(text))
    if date is not None and date.year is not None:
        yield Part(name="accessed", value=date, span=trimmed(text, segment.span), confidence=calibrated(segment))


def _pages(text: str, segment: Segment, wide: Span) -> Iterator[Part]:
    span = Span(segment.span.start, wide.end)
    pages = read_pages(span.of(text))
    if pages is None:
        return
    name = "number_of_pages" if pages.extent else "page"
    yield Part(
        name=name,
        value=pages.value,
        span=pages.span.shifted(span.start),
        confidence=calibrated(segment),
        repairs=pages.repairs,
    )


def _numbers_reader(
    read_parts: Callable[[str], list[tuple[str, Span]]],
) -> Callable[[str, Segment, Span], Iterator[Part]]:
    def read(text: str, segment: Segment, wide: Span) -> Iterator[Part]:
        span = Span(segment.span.start, wide.end)
        for name, place in read_parts(span.of(text)):
            spot = place.shifted(span.start)
            yield Part(name=name, value=_clean(spot.of(text)), span=spot, confidence=calibrated(segment))

    return read


_READERS: dict[str, Callable[[str, Segment, Span], Iterator[Part]]] = {
    "title": _text_reader("title"),
    "container": _text_reader("container_title"),
    "series": _text_reader("collection_title"),
    "publisher": _text_reader("publisher"),
    "location": _text_reader("publisher_place"),
    "edition": _text_reader("edition"),
    "genre": _text_reader("genre"),
    "note": _text_reader("note"),
    "archive": _text_reader("archive"),
    "report-number": _text_reader("number"),
    "date": _issued,
    "accessed": _nothing,
    "volume": _numbers_reader(read_volume),
    "issue": _numbers_reader(read_issue),
    "pages": _pages,
}


def _masked_parts(masked: Masked) -> Iterator[Part]:
    for identifier in masked.identifiers:
        if str(identifier.scheme) in ("doi", "url", "isbn", "issn", "arxiv", "pmid", "pmcid"):
            yield Part(
                name=str(identifier.scheme),
                value=identifier.value,
                span=identifier.span,
                confidence=1.0,
                repairs=identifier.repairs,
            )
    for aside in masked.asides:
        if aside.name not in ("medium", "review"):
            yield Part(name=aside.name, value=aside.value, span=aside.span, confidence=1.0)


def _loose_year(text: str, found: Sequence[Segment]) -> Iterator[Part]:
    """A year that no label claims, where no date was read: in what is unlabelled or a note, then behind a publisher."""
    for labels in (
        ("other", "note", "citation-number"),
        ("publisher", "location", "volume", "issue", "pages", "container"),
    ):
        for segment in found:
            year = YEAR.search(text, segment.span.start, segment.span.end) if segment.label in labels else None
            if year and segment.span.of(text).count("-") == 0:
                yield Part(
                    name="issued", value=Date(year=int(year[1]), raw=year[1]), span=Span(*year.span()), confidence=0.5
                )
                return


_NAMES = frozenset({"author", "editor", "translator"})
_MANY = frozenset({"isbn", "issn"})


def _work(text: str, parts: Sequence[Part], *, et_al: bool) -> Work:
    """The values by variable: every name, every ISBN and ISSN, the first of everything else."""
    values: dict[str, object] = {}
    for part in parts:
        if part.name in _NAMES or part.name in _MANY:
            earlier = values.get(part.name, ())
            values[part.name] = (*earlier, part.value)  # type: ignore[misc]  # a tuple by construction
        else:
            values.setdefault(part.name, part.value)
    container = next((part for part in parts if part.name == "container_title"), None)
    clues = Clues(
        raw=text,
        read=frozenset(values),
        container=str(container.value) if container else "",
        genre=" ".join(str(part.value) for part in parts if part.name in ("genre", "note", "number")),
        announced=container is not None and bool(re.search(r"\b[Ii]n\b\W*$", text[: container.span.start])),
        doi=str(values.get("doi", "")),
    )
    return Work(type=kind_of(clues), author_et_al=et_al, **values)  # type: ignore[arg-type]  # variables are attributes


def _field(text: str, part: Part) -> Field:
    return Field(
        name=part.name,
        value=str(part.value),
        span=part.span,
        raw=part.span.of(text),
        repairs=part.repairs,
        confidence=part.confidence,
    )
