"""A bibliography as EndNote's XML, one record per reference.

Source: EndNote's document type ``RSXML``. A reference that was not understood is a generic record with its text as a note.
"""

from collections.abc import Iterator

from refcheck.gazetteer.item_types import ENDNOTE, PERIODICALS
from refcheck.gazetteer.variables import in_endnote, is_pubmed
from refcheck.identifiers.schemes import pmid
from refcheck.model import Bibliography, Name, Reference, Work
from refcheck.writers._common import beside, full_title, in_csl, other_addresses
from refcheck.writers._xml import DECLARATION, plain, tag, text

_PLAIN = (
    *("page", "volume", "edition", "publisher_place", "publisher", "doi", "genre", "language", "note"),
    "article_number",
)
_BESIDE = ("abstract", "annote", "call_number", "number_of_volumes", "section")
"""CSL variables that ``Work`` does not have."""


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as records, in order."""
    records = "".join(f"{_record(each, place)}\n" for place, each in enumerate(bibliography.references, start=1))
    return f"{DECLARATION}<xml><records>\n{records}</records></xml>\n"


def _record(reference: Reference, place: int) -> str:
    work = reference.work
    name, number = ENDNOTE.get(work.type or "", ("Generic", 13))
    parts = [plain("notes", reference.raw)] if work == Work() else _parts(reference)
    head = (plain("rec-number", place), plain("ref-type", number, name=name))
    return tag("record", *head, *parts, plain("label", reference.key))


def _parts(reference: Reference) -> Iterator[str]:
    work, more = reference.work, beside(reference)
    people = {role: getattr(work, role) for role in ("author", "editor", "translator")}
    groups = (tag(in_endnote(role)[0], *(plain("author", _name(each)) for each in people[role])) for role in people)
    yield tag("contributors", *groups)
    yield tag(
        "titles",
        plain("title", full_title(work)),
        plain("secondary-title", work.container_title),
        plain("tertiary-title", work.collection_title),
        plain("alt-title", next(iter(work.container_title_alternative), None)),
        plain("short-title", work.title_short),
        plain("translated-title", next(iter(work.original_title), None)),
    )
    for variable in _PLAIN:
        yield plain(in_endnote(variable)[0], getattr(work, variable))
    yield plain("number", work.issue if work.type in PERIODICALS else work.number or work.issue)
    yield tag("keywords", *(plain("keyword", each.strip()) for each in more.get("keyword", "").split(";")))
    if work.issued:
        day = "" if work.issued.month is None else str(work.issued)
        yield tag("dates", plain("year", work.issued.year or work.issued.raw), tag("pub-dates", plain("date", day)))
    yield plain("isbn", "; ".join((*work.isbn, *work.issn)))
    database = more.get("source") or ("PubMed" if work.pmid else "")
    is_numbered = is_pubmed(database)
    yield plain("accession-num", work.pmid if is_numbered else more.get("archive_location"))
    yield plain("remote-database-name", database)
    yield plain("custom2", work.pmcid)
    for variable in _BESIDE:
        yield plain(in_endnote(variable)[0], more.get(in_csl(variable)))
    urls = [work.url, *(other_addresses(reference) if work.url else ())]
    urls.append(None if is_numbered or not work.pmid else pmid.format(work.pmid))
    yield tag("urls", tag("related-urls", *(tag("url", text(each)) for each in urls if each)))
    yield plain("access-date", work.accessed)


def _name(name: Name) -> str:
    """Return ``Family, Given, Suffix``; the name of an organisation is followed by a comma."""
    if name.family is None:
        return f"{name.literal or name.given or ''},"
    return ", ".join(part for part in (name.full_family, name.given or "", name.suffix) if part is not None)
