"""What the elements of an ODT text say: its layout, Zotero's reference marks, and LibreOffice's own bibliography entries.

Source: OpenDocument 1.3 (OASIS), part 3: text content, references, bibliography entries.
"""

from collections.abc import Iterator

from refcheck.model import Date, Name
from refcheck.parsing.dates import read_date
from refcheck.readers.entries.given import Given, written_out
from refcheck.readers.entries.items import Item
from refcheck.readers.papers.flow import Layout
from refcheck.readers.sources.xml import Element, attribute, names

LAYOUT = Layout(
    blocks=names(
        "body text p h list list-item section table table-row note note-body text-box bibliography index-body"
    ),
    breaks=names("line-break"),
    cells=names("tab table-cell"),
    blanks=names("s"),
    skipped=names(
        "tracked-changes annotation sequence-decls variable-decls user-field-decls forms note-citation scripts font-face-decls",
        "automatic-styles styles master-styles settings meta bibliography-source",
    ),
)

_TYPES = {
    "article": "article-journal", "book": "book", "booklet": "book", "conference": "paper-conference", "inbook": "chapter",
    "incollection": "chapter", "inproceedings": "paper-conference", "journal": "article-journal", "manual": "book",
    "mastersthesis": "thesis", "phdthesis": "thesis", "proceedings": "book", "techreport": "report", "www": "webpage",
}  # fmt: skip
_PLAIN = {
    "title": "title", "journal": "container_title", "booktitle": "container_title", "volume": "volume", "number": "issue",
    "pages": "page", "edition": "edition", "publisher": "publisher", "institution": "publisher", "school": "publisher",
    "address": "publisher_place", "series": "collection_title", "isbn": "isbn", "issn": "issn", "url": "url", "doi": "doi",
}  # fmt: skip


def entry(mark: Element) -> Item | None:
    """The reference that a ``<text:bibliography-mark>`` holds, with its identifier as key."""
    raw, values = written_out(_givens(mark))
    if not raw:
        return None
    kind = _TYPES.get(attribute(mark, "bibliography-type"))
    return Item(key=attribute(mark, "identifier") or None, raw=raw, values=values, kind=kind)


def _givens(mark: Element) -> Iterator[Given]:
    for role in ("author", "editor"):
        for name in filter(None, (part.strip() for part in attribute(mark, role).split(";"))):
            yield Given(name=role, value=_person(name), text=name)
    if year := attribute(mark, "year"):
        yield Given(name="issued", value=read_date(year) or Date(raw=year), text=year)
    for key, variable in _PLAIN.items():
        if text := attribute(mark, key):
            yield Given(name=variable, value=text, text=text)


def _person(text: str) -> Name:
    family, comma, given = text.partition(",")
    return Name(family=family.strip(), given=given.strip() or None) if comma else Name(literal=text)
