"""A bibliography as RIS, one tag a line.

Source: the RIS specification of Research Information Systems, with the tags that EndNote and Zotero add. A reference that was
not understood becomes ``GEN`` with its text as a note.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from refcheck.gazetteer.item_types import RIS
from refcheck.model import Bibliography, Date, Name, Reference, Work
from refcheck.writers._common import beside, full_title

_PLAIN = {
    "title_short": "ST",
    "container_title": "T2",
    "collection_title": "T3",
    "event_title": "C3",
    "volume": "VL",
    "issue": "IS",
    "number": "M1",
    "article_number": "C7",
    "number_of_pages": "SP",
    "publisher": "PB",
    "publisher_place": "CY",
    "edition": "ET",
    "genre": "M3",
    "language": "LA",
    "note": "N1",
    "doi": "DO",
    "url": "UR",
}
"""Variables of a work, and their tags."""

_BESIDE = {
    "abstract": "AB",
    "annote": "RN",
    "call-number": "CN",
    "number-of-volumes": "NV",
    "section": "SE",
    "source": "DB",
}
"""CSL variables beside those of a work."""

_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical"})
"""Of an article, ``ET`` is the day when it was first online, as EndNote has it."""

_PEOPLE = {"author": "AU", "editor": "A2", "translator": "A4"}
_LABELLED = {"pmid": "PMID: ", "pmcid": "", "arxiv": "arXiv:"}


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as records, in order."""
    return "\n".join(_record(reference) for reference in bibliography.references)


def _record(reference: Reference) -> str:
    kind = RIS.get(reference.work.type or "", "GEN")
    lines = [("TY", kind), ("ID", reference.key), *_lines(reference), ("ER", "")]
    return "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines)


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    work, more = reference.work, beside(reference)
    if work == Work():
        yield "N1", reference.raw
        return
    yield from _people(work, more)
    yield from _titles(work)
    for variable, tag in _PLAIN.items():
        if (value := getattr(work, variable)) and not (tag == "SP" and work.page):
            yield tag, value
    if number := more.get("collection-number"):
        yield "M1" if work.type == "book" and work.collection_title and not work.number else "SV", number
    yield from _dates(work)
    yield from _pages(work)
    yield from (("SN", number) for number in (*work.isbn, *work.issn))
    yield from (("AN", label + value) for variable, label in _LABELLED.items() if (value := getattr(work, variable)))
    yield from ((tag, more[variable]) for variable, tag in _BESIDE.items() if variable in more)
    yield from (("KW", keyword) for keyword in more.get("keyword", "").split(";") if keyword.strip())


def _titles(work: Work) -> Iterator[tuple[str, str]]:
    if work.title:
        yield "TI", full_title(work)
    yield from (("TT", title) for title in work.original_title)
    yield from (("J2", title) for title in work.container_title_alternative)


def _people(work: Work, more: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for role, tag in _PEOPLE.items():
        for name in getattr(work, role):
            yield tag, _name(name)
    if work.author and work.author_et_al:
        yield "AU", "et al."
    for name in more.get("collection-editor", ()):
        yield "A3", _name(Name(**name))


def _name(name: Name) -> str:
    """``Family, Given, Suffix``; a name that is not to be split as it is."""
    if name.family is None:
        return name.literal or name.given or ""
    parts = [name.full_family, name.given or "", name.suffix or ""]
    return ", ".join(parts).rstrip(", ") if name.given or name.suffix else f"{name.full_family},"


def _dates(work: Work) -> Iterator[tuple[str, str]]:
    issued = work.issued
    if issued is not None and issued.year is None:
        yield "PY", issued.raw or ""
    elif issued is not None:
        yield "PY", f"{issued.year:04d}"
        if issued.month:
            yield "DA", _date(issued)
    if work.issued_alternative and work.type in _PERIODICALS:
        yield "ET", _date(work.issued_alternative[0])
    if work.accessed is not None:
        yield "Y2", _date(work.accessed)


def _date(date: Date) -> str:
    """``YYYY/MM/DD/``, as far as it is known."""
    if date.year is None:
        return date.raw or ""
    return "/".join([f"{date.year:04d}", *(f"{part:02d}" if part else "" for part in (date.month, date.day)), ""])


def _pages(work: Work) -> Iterator[tuple[str, str]]:
    first, dash, last = (work.page or "").partition("-")
    if not dash or "," in last or first == last:
        first, last = work.page or "", ""
    if first:
        yield "SP", first
    if last:
        yield "EP", last
