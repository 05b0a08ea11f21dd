"""A bibliography as a JATS ``<ref-list>``: every reference by its elements, and as printed, with its identifiers repaired.

Source: JATS: Journal Article Tag Suite 1.3 (ANSI/NISO Z39.96-2021), Journal Publishing Tag Set. A reference that was printed has
both forms, side by side in ``<citation-alternatives>``; one that was not understood has only the printed form.
"""

from collections.abc import Iterator

from refcheck.gazetteer.item_types import JATS as TYPES
from refcheck.gazetteer.variables import JATS, JATS_IDENTIFIERS
from refcheck.model import Bibliography, Identifier, Name, Reference, Scheme, Work
from refcheck.text.pages import whole_pages
from refcheck.writers._common import beside, full_title, is_numbered
from refcheck.writers._xml import DECLARATION, address, identity, iso, plain, printed, tag, text

_PLAIN = (
    *("event_title", "volume", "issue", "edition", "collection_title", "publisher", "publisher_place"),
    *("article_number", "note"),
)
"""Variables with an element of their own."""

_NUMBERS = {"patent": "patent", "standard": "std"}
_IDS = {variable: JATS_IDENTIFIERS[variable].split()[0] for variable in ("doi", "pmid", "pmcid", "arxiv")}
_ROLES = ("author", "editor", "translator")


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as a list, in order."""
    seen: set[str] = set()
    refs = "".join(f"{_ref(each, identity(each.anchor or each.key, seen))}\n" for each in bibliography.references)
    return f'{DECLARATION}<ref-list xmlns:xlink="http://www.w3.org/1999/xlink">\n{refs}</ref-list>\n'


def _ref(reference: Reference, name: str) -> str:
    label = plain("label", reference.key) if is_numbered(reference.key) else ""
    kind = TYPES.get(reference.work.type or "", "other").split()[0]
    version = plain("version", beside(reference).get("version"))
    stated = tag("element-citation", *_elements(reference.work), version, publication_type=kind)
    shown = printed(reference, _marked)
    if reference.work == Work():
        return tag("ref", label, tag("mixed-citation", shown or text(reference.raw), publication_type="other"), id=name)
    if not shown:
        return tag("ref", label, stated, id=name)
    mixed = tag("mixed-citation", shown, publication_type=kind)
    return tag("ref", label, tag("citation-alternatives", stated, mixed), id=name)


def _marked(identifier: Identifier) -> str:
    if identifier.scheme is Scheme.URL:
        return plain("ext-link", identifier.value, ext_link_type="uri", xlink__href=address(identifier.value))
    kind = _IDS.get(identifier.scheme.value)
    return plain("pub-id", identifier.value, pub_id_type=kind) if kind else text(identifier.value)


def _elements(work: Work) -> Iterator[str]:
    for role in _ROLES:
        names = [_name(name) for name in getattr(work, role)]
        more = "<etal/>" if names and role == "author" and work.author_et_al else ""
        if names:
            yield tag("person-group", *names, more, person_group_type=role)
    if issued := work.issued:
        lettered = issued.year and issued.raw and issued.raw[:-1] == str(issued.year) and issued.raw[-1].isalpha()
        yield plain("year", issued.raw if lettered else issued.year or issued.raw, iso_8601_date=iso(issued))
        yield plain("month", issued.month)
        yield plain("day", issued.day)
    within = work.container_title
    title = "chapter-title" if work.type == "chapter" else "data-title" if work.type == "dataset" else "article-title"
    yield plain(title if within or work.type in ("article-journal", "dataset") else "source", full_title(work))
    yield from (plain("trans-title", each) for each in work.original_title)
    yield plain("source", within)
    yield from (plain(JATS[variable], getattr(work, variable)) for variable in _PLAIN)
    yield plain(_NUMBERS.get(work.type or "", ""), work.number) if work.type in _NUMBERS else ""
    yield from _pages(work)
    yield from (plain("isbn", each) for each in work.isbn)
    yield from (plain("issn", each) for each in work.issn)
    yield from (plain("pub-id", getattr(work, name), pub_id_type=kind) for name, kind in _IDS.items())
    yield plain("ext-link", work.url, ext_link_type="uri", xlink__href=address(work.url)) if work.url else ""
    if accessed := work.accessed:
        shown = accessed.raw or str(accessed)
        yield plain("date-in-citation", shown, content_type="access-date", iso_8601_date=iso(accessed))


def _name(name: Name) -> str:
    if name.family is None:
        return plain("collab", name.literal or name.given)
    parts = (("surname", name.full_family), ("given-names", name.given), ("suffix", name.suffix))
    return tag("name", *(plain(element, part) for element, part in parts))


def _pages(work: Work) -> Iterator[str]:
    first, dash, last = whole_pages(work.page or "").partition("-")
    if "," in first or "-" in last or "," in last:
        yield plain("page-range", work.page)
    else:
        yield plain("fpage", first)
        yield plain("lpage", last if dash else "")
    yield plain("size", work.number_of_pages, units="pages")
