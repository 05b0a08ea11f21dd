"""A bibliography as RIS, one tag per line.

Source: the RIS specification of Research Information Systems, with the tags that EndNote and Zotero add. A reference that was
not understood becomes ``GEN`` with its text as a note.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from refcheck.gazetteer.item_types import RIS, SERIALS
from refcheck.gazetteer.variables import RIS as TAGS
from refcheck.model import Bibliography, Date, Name, Reference, Work
from refcheck.text.pages import whole_pages
from refcheck.writers._common import beside, full_title, in_csl, other_addresses

_TAGS = {variable: tags.split()[0] for variable, tags in TAGS.items()}
"""Tags by variable."""

_PLAIN = (
    *("title_short", "container_title", "collection_title", "event_title", "volume", "issue", "number"),
    *("article_number", "number_of_pages", "publisher", "publisher_place", "edition", "genre", "language"),
    *("note", "doi", "url"),
)
_BESIDE = ("abstract", "annote", "archive_location", "call_number", "number_of_volumes", "section", "source")
"""CSL variables that ``Work`` does not have."""

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
    if work.title:
        yield "TI", full_title(work)
    yield from (("TT", title) for title in work.original_title)
    yield from (("J2", title) for title in work.container_title_alternative)
    for variable in _PLAIN:
        # SP is a page count only for a book
        is_page = variable == "number_of_pages" and (work.page or work.type != "book")
        if (value := getattr(work, variable)) and not is_page:
            yield _TAGS[variable], value
    if number := more.get("collection-number"):
        yield "M1" if work.type == "book" and work.collection_title and not work.number else "SV", number
    yield from _dates(work)
    yield from _pages(work)
    yield from (("SN", number) for number in (*work.isbn, *work.issn))
    yield from (("AN", label + value) for variable, label in _LABELLED.items() if (value := getattr(work, variable)))
    yield from (("UR", address) for address in other_addresses(reference))
    beyond = ((_TAGS[variable], more.get(in_csl(variable))) for variable in _BESIDE)
    yield from ((tag, value) for tag, value in beyond if value is not None)
    yield from (("KW", keyword) for keyword in more.get("keyword", "").split(";") if keyword.strip())


def _people(work: Work, more: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor", "translator"):
        for name in getattr(work, role):
            yield _TAGS[role], _name(name)
    if work.author and work.author_et_al:
        yield "AU", "et al."
    for name in more.get("collection-editor", ()):
        yield "A3", _name(Name(**name))


def _name(name: Name) -> str:
    """Return ``Family, Given, Suffix``; a name that must not be split is returned as it is."""
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
    if work.issued_alternative and work.type in SERIALS:  # ``ET`` is the date of online publication, as in EndNote
        yield "ET", _date(work.issued_alternative[0])
    if work.accessed is not None:
        yield "Y2", _date(work.accessed)


def _date(date: Date) -> str:
    """Return a date as ``YYYY/MM/DD/``, as far as it is known."""
    if date.year is None:
        return date.raw or ""
    return "/".join([f"{date.year:04d}", *(f"{part:02d}" if part else "" for part in (date.month, date.day)), ""])


def _pages(work: Work) -> Iterator[tuple[str, str]]:
    first, dash, last = whole_pages(work.page or "").partition("-")
    if not dash or "," in last or first == last:
        first, last = work.page or "", ""
    if first:
        yield "SP", first
    if last:
        yield "EP", last
