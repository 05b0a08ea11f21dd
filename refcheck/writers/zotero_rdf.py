"""A bibliography as Zotero's RDF, one item per reference.

Source: the vocabularies that Zotero's export uses: BIBO's forerunner ``bib``, Dublin Core, PRISM, FOAF and its own ``z``. A
reference that was not understood is a document with its text as the title.
"""

from collections.abc import Iterator

from refcheck.gazetteer.item_types import WHOLE, ZOTERO
from refcheck.model import Bibliography, Name, Reference, Work
from refcheck.writers._common import beside, full_title
from refcheck.writers._xml import DECLARATION, plain, tag, text

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
}

_WHOLES = {"article-journal": "Journal", "article-magazine": "Periodical", "article-newspaper": "Newspaper"}
"""The class of the container of a work; else a book."""

_PLAIN = {
    "title_short": "z:shortTitle",
    "number_of_pages": "z:numPages",
    "edition": "prism:edition",
    "genre": "z:type",
    "language": "z:language",
    "note": "dc:description",
    "page": "bib:pages",
}
_PEOPLE = {"author": "bib:authors", "editor": "bib:editors", "translator": "z:translators"}


def render(bibliography: Bibliography) -> str:
    """Return the bibliography as items, in order."""
    spaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    items = "".join(f"{_item(each, place)}\n" for place, each in enumerate(bibliography.references, start=1))
    return f"{DECLARATION}<rdf:RDF{spaces}>\n{items}</rdf:RDF>\n"


def _item(reference: Reference, place: int) -> str:
    work = reference.work
    kind, resource = ZOTERO.get(work.type or "", ("document", "Document"))
    title = plain("dc:title", " ".join(reference.raw.split()) if work == Work() else full_title(work))
    about = f"#item_{place}"
    return tag(f"bib:{resource}", plain("z:itemType", kind), title, *_parts(reference), rdf__about=about)


def _parts(reference: Reference) -> Iterator[str]:
    work, more = reference.work, beside(reference)
    for role, element in _PEOPLE.items():
        people = (tag("rdf:li", tag("foaf:Person", *_name(name))) for name in getattr(work, role))
        yield tag(element, tag("rdf:Seq", *people))
    yield tag("dcterms:isPartOf", _whole(work))
    yield tag("dcterms:isPartOf", tag("bib:Series", plain("dc:title", work.collection_title)))
    place = tag("vcard:adr", tag("vcard:Address", plain("vcard:locality", work.publisher_place)))
    yield tag("dc:publisher", tag("foaf:Organization", place, plain("foaf:name", work.publisher)))
    yield plain("dc:date", work.issued)
    for variable, element in _PLAIN.items():
        yield plain(element, getattr(work, variable))
    yield plain("prism:number", work.number) if work.type in WHOLE else ""
    yield from (plain("dc:subject", each.strip()) for each in more.get("keyword", "").split(";"))
    yield plain("dcterms:abstract", more.get("abstract"))
    yield plain("z:libraryCatalog", more.get("source"))
    yield from (plain("dc:identifier", f"ISBN {each}") for each in work.isbn)
    yield plain("dc:identifier", f"DOI {work.doi}") if work.doi else ""
    yield tag("dc:identifier", tag("dcterms:URI", tag("rdf:value", text(work.url)))) if work.url else ""
    yield plain("dcterms:dateSubmitted", work.accessed)


def _whole(work: Work) -> str:
    """Return the container of the work, with the work's volume, issue and ISSN."""
    inner = (
        plain("dc:title", work.container_title),
        plain("dcterms:alternative", next(iter(work.container_title_alternative), None)),
        plain("prism:volume", work.volume),
        plain("prism:number", work.issue),
        *(plain("dc:identifier", f"ISSN {each}") for each in work.issn),
    )
    return tag(f"bib:{_WHOLES.get(work.type or '', 'Book')}", *inner)


def _name(name: Name) -> Iterator[str]:
    if name.family is None:
        yield plain("foaf:surname", name.literal or name.given)
        return
    yield plain("foaf:surname", name.full_family)
    yield plain("foaf:givenName", ", ".join(part for part in (name.given, name.suffix) if part))
