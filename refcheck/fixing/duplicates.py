"""Merging of BibTeX entries for one work: the fuller one stays, keeps its key, and gets what only the other has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from attrs import frozen

from refcheck.fixing.bibtex import bounds, whole_entry
from refcheck.fixing.edits import Edit, Refused
from refcheck.matching import compare
from refcheck.model import Bibliography, ListFinding, Reference, Scheme, Span
from refcheck.readers.data.bibtex.scanner import RawField
from refcheck.text.folding import alphanumerics, fold

CODE = "duplicate-reference"

_JOINED = {"abstract": "; ", "annote": "; ", "file": ";", "keywords": ", ", "note": "; "}
"""Fields for the owner's use in which no text is lost: if both entries have one, the separator that is put between the two."""

_OWN = _JOINED.keys() | {"date-added", "date-modified", "owner", "timestamp"}
"""Fields for the owner's use, in which two entries for one work may differ."""

_ABBREVIABLE = {
    **dict.fromkeys(("booktitle", "journaltitle"), "container-title"),
    "pages": "page",
    "publisher": "publisher",
}
"""Fields whose value may be written in full or abbreviated, and the names of the comparisons for them."""


@frozen(kw_only=True)
class Merges:
    """The edits that merge entries, the keys that are removed with those that stay, and the pairs that a person must review."""

    edits: tuple[Edit, ...] = ()
    keys: Mapping[str, str]
    refused: tuple[Refused, ...] = ()


def merges(
    bibliography: Bibliography, found: Iterable[ListFinding], held: Mapping[str, str] = MappingProxyType({})
) -> Merges:
    """Return the merges of the pairs that a list's findings report as one work.

    A pair is merged if it disagrees in no field, and has one DOI, or else people, title, year, and container, publisher, pages or
    volume in common. An entry takes part in one merge at a time. ``held`` are the keys that must stay, and why.
    """
    by_key = {each.key: each for each in bibliography.references}
    keys: dict[str, str] = {}
    refused: list[Refused] = []
    edits: list[Edit] = []
    busy: set[str] = set()
    for finding in (each.finding for each in found if each.finding.code == CODE):
        pair = [by_key[key] for key in finding.references if key in by_key]
        if len(pair) != 2 or busy & {each.key for each in pair} or pair[0].key == pair[1].key:
            continue
        stays, gone = fuller_first(*pair) if not (why := why_not_merged(*pair)) else pair
        if why := why or held.get(gone.key, ""):
            refused.append(Refused(key=", ".join(finding.references), codes=(CODE,), why=why))
            continue
        keys[gone.key] = stays.key
        busy |= {each.key for each in pair}
        edits += _merged(bibliography.document.text, stays, gone)
    edits += _links(bibliography.references, keys)
    return Merges(edits=tuple(sorted(edits, key=lambda edit: edit.span.start)), keys=keys, refused=tuple(refused))


def fuller_first(one: Reference, other: Reference) -> tuple[Reference, Reference]:
    """Return the entry that stays and the one that is merged into it, of two that can be merged."""
    return (other, one) if len(_fields(other)) > len(_fields(one)) else (one, other)


def why_not_merged(one: Reference, other: Reference) -> str:
    """Return why two entries are not merged; empty if they are."""
    named = [_named(_fields(each)) for each in (one, other)]
    if not all(named):
        return "its entry is not well-formed BibTeX"
    dois = [{each.value.lower() for each in reference.of_scheme(Scheme.DOI)} for reference in (one, other)]
    if dois[0] and dois[1] and dois[0] != dois[1]:
        return "the two have different DOIs"
    if any(each.key in dict(_linked(reference)) for each, reference in ((one, other), (other, one))):
        return "one of the two names the other in a field"
    values = [{name: fold(field.text or "") for name, field in each} for each in named]
    is_longer = dois[0] & dois[1] and _continues(*(dict(each).get("booktitle") for each in named))
    same = _same(one, other) | ({"booktitle"} if is_longer else set())
    unknown = {name for each in named for name, field in each if field.text is None}
    both = [name for name in values[0] if name in values[1]]
    held = (name for name in both if name not in same)  # an abbreviation is compared in its full form
    differ = (name for name in held if name in unknown or (name not in _OWN and _differ(name, *values)))
    apart = [dict(named[0])[name].name for name in differ]
    months = {each.work.issued.month for each in (one, other) if each.work.issued} - {None}
    if len(months) > 1 and "month" not in both:
        apart.append("month")
    if apart:
        return f"the two disagree in {', '.join(apart)}: decide which is right"
    alike = values[0].keys() & values[1].keys()
    is_sure = bool(dois[0] and dois[1]) or all(alike & each for each in _REQUIRED)
    return "" if is_sure else "the two have too little in common to be certainly one work"


_PEOPLE = frozenset({"author", "editor"})

_IN_FULL = _PEOPLE | _ABBREVIABLE.keys() | {"date"}
"""Fields of which the longer value is kept."""

_REQUIRED = (_PEOPLE, {"title"}, {"date"}, _ABBREVIABLE.keys() | {"volume"})
"""Without a DOI, two entries are certainly one work if they agree in one field of each of these groups."""


def _differ(name: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    if name == "doi":
        return False
    left, right = ("".join(filter(str.isalnum, values[name])) for values in (one, other))
    if name == "date" and _DAY.fullmatch(one[name]) and _DAY.fullmatch(other[name]):
        return not (left.startswith(right) or right.startswith(left))
    return left != right


_DAY = re.compile(r"\d{4}(?:\W\d\d){0,2}")
"""A year, a month or a day, folded: ``1993``, ``1993 06``."""

_ALIASES = {
    "journal": "journaltitle", "year": "date", "school": "institution", "location": "address",
    "annotation": "annote", "archiveprefix": "eprinttype", "primaryclass": "eprintclass",
}  # fmt: skip
"""Fields of BibTeX and of biblatex with the same meaning. Source: the manual of biblatex, §2.2.5 and §2.3.8."""


def _named(fields: Sequence[RawField]) -> list[tuple[str, RawField]]:
    """Return the fields with the names by which they are compared; if an entry has two for one value, each keeps its own name."""
    own = {field.name for field in fields}
    meant = ((_ALIASES.get(field.name, field.name), field) for field in fields)
    return [(field.name if name in own else name, field) for name, field in meant]


_LINKS = frozenset({"crossref", "xref", "xdata", "related", "entryset"})
"""Fields that name other entries, separated by commas. Source: the manual of biblatex, §2.2.3."""

_KEY = re.compile(r"[^\s,]+")
"""A key in such a field: ``okafor2012`` in ``okafor2012, roe2013``."""


def _linked(reference: Reference) -> Iterator[tuple[str, Span]]:
    """Yield the keys that an entry names in fields, with their spans in its source."""
    for span in (field.span for field in _fields(reference) if field.name in _LINKS):
        yield from ((key[0], Span(*key.span())) for key in _KEY.finditer(reference.raw, span.start, span.end))


def _links(references: Iterable[Reference], keys: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits of fields that name a removed entry, so that they name the one that stays."""
    for reference in (each for each in references if each.key not in keys):
        yield from (_edit(reference, span, keys[key]) for key, span in _linked(reference) if key in keys)


def _edit(reference: Reference, span: Span, text: str) -> Edit:
    """Return the change of a span in the source of an entry."""
    place = span.shifted(reference.spans[0].start)
    return Edit(span=place, replacement=text, key=reference.key, codes=(CODE,))


def _same(one: Reference, other: Reference) -> set[str]:
    """Return the fields that agree although one is shortened: ``1127--52`` and ``1127--1152``, an abbreviated journal, people with
    initials or fewer given names, or only the first of them with ``and others``."""
    cut, whole = sorted((one.work, other.work), key=lambda work: not work.author_et_al)
    compared = {each.field: each for each in compare(cut, whole)}
    as_many = {name for name in _PEOPLE if len(getattr(cut, name)) == len(getattr(whole, name))}
    if cut.author_et_al:
        pairs = zip(cut.author, whole.author, strict=False)
        is_fuller = all(fold(a.headword) == fold(b.headword) and len(str(a)) <= len(str(b)) for a, b in pairs)
        is_more = len(cut.author) < len(whole.author) and not whole.author_et_al
        as_many = {"author"} if is_fuller and is_more else set()
    people = {name for name in as_many if name in compared and not compared[name].differs}
    return people | {name for name, field in _ABBREVIABLE.items() if field in compared and compared[field].agrees}


def _continues(*names: RawField | None) -> bool:
    """Return whether the longer name is the shorter one, continued after a comma: ``Tides, TD 2012, Oslo``, ``Tides``."""
    short, long = sorted((each.text or "" if each else "" for each in names), key=len)
    return short != "" and alphanumerics(short) in map(alphanumerics, accumulate(long.split(","), "{},{}".format))


def _joined(name: str, own: str, other: str) -> str:
    """Return the values of two fields for the owner's use together, without repetitions."""
    if name == "abstract" and (fold(own) in fold(other) or fold(other) in fold(own)):
        return max(own, other, key=_length)
    key = str.strip if name == "file" else fold
    sign = ";" if name != "keywords" or ";" in own else ","
    known = set(map(key, own.split(sign)))
    parts = re.split("[,;]", other) if name == "keywords" else other.split(";")
    new = [each.strip() for each in parts if key(each) not in known]
    return _JOINED[name].replace(",", sign).join(filter(str.strip, [own, *new]))


def _fields(reference: Reference) -> tuple[RawField, ...]:
    """Return the fields of an entry; none if it is malformed."""
    entry = whole_entry(reference.raw)
    return entry.fields if entry else ()


def _merged(text: str, stays: Reference, gone: Reference) -> Iterator[Edit]:
    """Yield the edits of a merge: fuller and joined values, fields that only the other entry has, and its removal."""
    held = _fields(stays)
    names, theirs = dict(_named(held)), _named(_fields(gone))
    others = dict(theirs)
    added = [field for name, field in theirs if name not in names]
    for name, field, more in ((name, field, others[name]) for name, field in names.items() if name in others):
        replacement = ""
        if name in _IN_FULL and field.text is not None and _length(more.text) > _length(field.text):
            if name == "date" and field.name != more.name:  # BibTeX reads only the year
                added.append(more)
                continue
            replacement = bounds(gone.raw, more).of(gone.raw)
        elif name in _JOINED and (joined := _joined(name, field.text or "", more.text or "")) != field.text:
            replacement = f"{{{joined}}}"
        if replacement:
            yield _edit(stays, bounds(stays.raw, field), replacement)
    if added:
        end = bounds(stays.raw, held[-1]).end
        lines = "".join(f",\n  {each.name} = {bounds(gone.raw, each).of(gone.raw)}" for each in added)
        yield _edit(stays, Span(end, end), lines)
    span = gone.spans[0]
    end = span.end
    while end < len(text) and text[end] in " \t\r\n" and text[span.end : end].count("\n") < _LINES:
        end += 1
    yield Edit(span=Span(span.start, end), replacement="", key=gone.key, codes=(CODE,))


def _length(text: str | None) -> int:
    return sum(map(str.isalnum, fold(text or "").removesuffix(" and others")))


_LINES = 2
"""The number of line ends that are removed after an entry: its own, and that of an empty line."""
