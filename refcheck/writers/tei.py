"""A bibliography as a TEI ``<listBibl>``: one ``<biblStruct>`` per reference, with the printed form as a note.

Source: TEI P5 Guidelines, chapter 3.12. A reference that was not understood is a ``<bibl>`` with its text.
"""

from collections.abc import Iterator

from refcheck.gazetteer.item_types import IN_BOOKS
from refcheck.gazetteer.variables import TEI_IDENTIFIERS, TEI_SCOPES
from refcheck.model import Bibliography, Name, Reference, Work
from refcheck.writers._common import full_title
from refcheck.writers._xml import DECLARATION, address, identity, iso, plain, printed, tag, text

_SCOPES = {variable: names.split()[0] for variable, names in TEI_SCOPES.items()}
_IDS = {variable: TEI_IDENTIFIERS[variable] for variable in ("doi", "pmid", "pmcid", "arxiv", "number")}
_EXPRESSED = frozenset({"article-journal", "book", "chapter", "paper-conference"})
"""Types that the levels of the titles, or a meeting, already express."""


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as a list, in order."""
    seen: set[str] = set()
    entries = "".join(f"{_entry(each, identity(each.anchor or each.key, seen))}\n" for each in bibliography.references)
    return f'{DECLARATION}<listBibl xmlns="http://www.tei-c.org/ns/1.0">\n{entries}</listBibl>\n'


def _entry(reference: Reference, name: str) -> str:
    shown = printed(reference, lambda identifier: text(identifier.value))
    named = {"xml__id": name, "n": " ".join(reference.key.split())}
    if reference.work == Work():
        return tag("bibl", shown or text(reference.raw), **named)
    note = tag("note", shown, type="raw_reference") if shown else ""
    kind = reference.work.type if reference.work.type not in _EXPRESSED else None
    return tag("biblStruct", *_parts(reference.work), note, type=kind, **named)


def _parts(work: Work) -> Iterator[str]:
    authors = [_person("author", name) for name in work.author]
    editors = [_person("editor", name) for name in work.editor]
    people = [*authors, *(_person("editor", name, role="translator") for name in work.translator)]
    ids = [
        *(plain("idno", getattr(work, each), type=kind) for each, kind in _IDS.items()),
        tag("ptr", target=address(work.url)),
    ]
    meeting = plain("meeting", work.event_title)
    own = plain("title", full_title(work), level="a" if work.container_title else "m")
    whole = "m" if work.type in IN_BOOKS else "j"
    if work.container_title:
        of_part, of_whole = ([], editors) if work.type in IN_BOOKS else (editors, [])
        yield tag("analytic", *people, *of_part, own, *ids)
        yield tag("monogr", *of_whole, meeting, plain("title", work.container_title, level=whole), *_whole(work))
    else:
        yield tag("monogr", *people, *editors, meeting, own or "<title/>", *ids, *_whole(work))
    yield tag("series", plain("title", work.collection_title, level="s"))


def _whole(work: Work) -> Iterator[str]:
    """Yield the values of the containing work, or of the work itself, in the schema's order."""
    yield from (plain("idno", each, type="ISBN") for each in work.isbn)
    yield from (plain("idno", each, type="ISSN") for each in work.issn)
    yield plain("edition", work.edition)
    yield tag("imprint", *_imprint(work)) or "<imprint><date/></imprint>"


def _imprint(work: Work) -> Iterator[str]:
    yield plain("pubPlace", work.publisher_place)
    yield plain("publisher", work.publisher)
    for variable, unit in _SCOPES.items():
        yield plain("biblScope", getattr(work, variable), unit=unit)
    if issued := work.issued:
        yield plain("date", issued.raw or issued, when=iso(issued))
    if accessed := work.accessed:
        yield plain("date", accessed.raw or accessed, type="accessed", when=iso(accessed))


def _person(element: str, name: Name, role: str | None = None) -> str:
    if name.family is None:
        return plain(element, name.literal or name.given, role=role)
    given = " ".join(part for part in (name.given, name.suffix) if part)
    return tag(element, tag("persName", plain("forename", given), plain("surname", name.full_family)), role=role)
