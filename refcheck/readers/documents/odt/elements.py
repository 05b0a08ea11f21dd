"""What the elements of an ODT text say, and where they stand: layout, reference marks, bibliography entries.

Source: OpenDocument 1.3 (OASIS), part 3: text content, references, bibliography entries.
"""

from collections.abc import Iterator

from refcheck.model import Date, Name, Span, TextNode
from refcheck.parsing.dates import read_date
from refcheck.readers.documents.docx.programs import OTHER, program
from refcheck.readers.entries.items import Given, Item, written_out
from refcheck.readers.papers.flow import Layout
from refcheck.readers.sources.xml import Element, attribute, children, descendants, local, names, numbered

CONTENT = "content.xml"
"""The part of an ODT file with its text."""


_MARKS = tuple(f"{{*}}{kind}-{end}" for kind in ("reference-mark", "bookmark", "fieldmark") for end in ("start", "end"))
"""The marks between which a citation stands: those of programs, by their name, and Word's fields, by what they hold."""


class Places:
    """The elements below the root of the part, by their place in document order."""

    def __init__(self, root: Element) -> None:
        """Number them, and see which lie in a citation or in a list that is written by a program."""
        self._numbers = numbered(root)
        self._between = list(self._between_marks(root))
        self._inside = list(self._within(root))

    def node(self, element: Element, *, is_tail: bool) -> TextNode:
        """Where the text that an element begins with stands, or that behind its end, as an empty stretch."""
        number = self._numbers[element]
        between = (name for start, end, name in self._between if start <= number < end)
        inside = (name for start, end, name in self._inside if start + is_tail <= number < end)
        return TextNode(Span(0, 0), CONTENT, number, is_tail, program=next(between, "") or next(inside, ""))

    def _between_marks(self, root: Element) -> Iterator[tuple[int, int, str]]:
        """From where a mark of a program's citation begins to its end."""
        starts: dict[str, list[tuple[int, str]]] = {}
        for each in root.iter(*_MARKS):
            name, number = attribute(each, "name"), self._numbers[each]
            kind, _, end = local(each).rpartition("-")
            key = kind if kind == "fieldmark" else name
            if end == "start":
                code = "".join(attribute(part, "value") for part in children(each, "param")) if kind == key else ""
                starts.setdefault(key, []).append((number, program(code) if code else _program(name)))
            elif starts.get(key):
                start, writer = starts[key].pop()
                if writer:
                    yield start, number, writer

    def _within(self, root: Element) -> Iterator[tuple[int, int, str]]:
        """The sections and content controls that programs write, and LibreOffice's own citations and bibliography."""
        named = {"section": "name", "content-control": "tag"}
        for each in root.iter("{*}section", "{*}content-control", "{*}bibliography", "{*}bibliography-mark"):
            kind = local(each)
            writer = _program(attribute(each, named[kind])) if kind in named else "LibreOffice"
            if writer:
                number = self._numbers[each]
                yield number, number + 1 + sum(1 for _ in descendants(each)), writer


def _program(name: str) -> str:
    known = program(f"ADDIN {name}")
    return "" if known == OTHER else known


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
