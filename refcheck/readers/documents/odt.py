"""OpenDocument texts (ODT).

Source: OpenDocument 1.3 (OASIS), part 3: text content, references, bibliography entries.

Marks: ``PK``, ``<``.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from refcheck.errors import LockedSourceError, SourceError
from refcheck.model import Bibliography, Citation, Name, Span, TextNode
from refcheck.readers.documents.docx import ACCEPTED
from refcheck.readers.documents.docx.fields import OTHER, Field, attached, cited, program
from refcheck.readers.entries.items import Given, Item, given, given_date, item_of
from refcheck.readers.papers.flow import Layout, Mark, Paragraph, paragraphs
from refcheck.readers.papers.list_place import listed
from refcheck.readers.papers.notes import keyed_by_notes
from refcheck.readers.papers.paper import paper
from refcheck.readers.papers.sheet import NO_HEADING, Block, Sheet
from refcheck.readers.papers.unmarked_list import found_among
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.encodings import ZIP
from refcheck.readers.sources.xml import (
    Element,
    attribute,
    children,
    descendants,
    local,
    names,
    numbered,
    parse,
    root_name,
    text_of,
)

CONTENT = "content.xml"
"""The part of an ODT file with its text."""


_MARKS = tuple(f"{{*}}{kind}-{end}" for kind in ("reference-mark", "bookmark", "fieldmark") for end in ("start", "end"))
"""The marks around a citation: a program's, recognised by their name, and Word's fields, by their content."""


class Places:
    """The elements below the root of the part, with their positions in document order."""

    def __init__(self, root: Element) -> None:
        """Number the elements, and find those within a citation or list that a program writes."""
        self._numbers = numbered(root)
        self._between = list(self._between_marks(root))
        self._inside = list(self._within(root))

    def node(self, element: Element, *, is_tail: bool) -> TextNode:
        """Return the place of the text at the start of an element, or of its tail, with an empty span."""
        number = self._numbers[element]
        between = (name for start, end, name in self._between if start <= number < end)
        inside = (name for start, end, name in self._inside if start + is_tail <= number < end)
        return TextNode(Span(0, 0), CONTENT, number, is_tail, program=next(between, "") or next(inside, ""))

    def _between_marks(self, root: Element) -> Iterator[tuple[int, int, str]]:
        """Yield the start and end of each citation between a program's marks, and the program's name."""
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
        """Yield start, end and program of programs' sections and content controls, and of LibreOffice's citations and lists."""
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


def entry(mark: Element) -> Item:
    """Return the reference in a ``<text:bibliography-mark>``, with its identifier as key."""
    kind = _TYPES.get(attribute(mark, "bibliography-type"))
    return item_of(_givens(mark), key=attribute(mark, "identifier") or None, kind=kind)


def _givens(mark: Element) -> Iterator[Given]:
    for role in ("author", "editor"):
        for name in filter(None, (part.strip() for part in attribute(mark, role).split(";"))):
            yield Given(name=role, value=_person(name), text=name)
    yield from given_date("issued", attribute(mark, "year"))
    for key, variable in _PLAIN.items():
        yield from given(variable, attribute(mark, key))


def _person(text: str) -> Name:
    family, comma, given = text.partition(",")
    return Name(family=family.strip(), given=given.strip() or None) if comma else Name(literal=text)


NAME = "odt"

_KIND = b"application/vnd.oasis.opendocument.text"
_HEAD = 4096
_MANIFEST, _LOCKED = "META-INF/manifest.xml", b"encryption-data"
"""An archive's list of files, and the element in it of an encrypted file. Source: OpenDocument 1.3, part 2, 3.2 and 4.4."""
_START, _END, _ENTRY = "start ", "end ", "entry "
"""The prefixes of the values of marks that are not links: start and end of Zotero's mark; LibreOffice's own entry."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file is an archive declared as an OpenDocument text, or such a text in one XML file."""
    is_flat = root_name(data) == "document" and b"opendocument" in data[:_HEAD]
    return is_flat or (data.startswith(ZIP) and _KIND in data[:_HEAD])


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of a document: those whose data are in marks, and those that are only printed.

    Raises:
        LockedSourceError: the document needs a password.
        SourceError: the archive or its content is broken, or too large when unpacked.
    """
    root, notes = _packed(data, name) if data.startswith(ZIP) else parse(data, name)
    body = next((text for each in descendants(root, "body") for text in children(each, "text")), None)
    if body is None:
        raise SourceError(f"{name}: contains no text document")
    sheet = Sheet()
    node = Places(root).node
    blocks = _written(paragraphs(body, LAYOUT, _marked, lambda each: local(each) == "note", named=node), sheet)
    notes_in_it = list(descendants(body, "note"))
    noted = [_written(paragraphs(note, LAYOUT, _marked, named=node), sheet) for note in notes_in_it]
    starts = [
        (Span(each[0].span.start, each[-1].span.end), _number(note))
        for note, each in zip(notes_in_it, noted, strict=True)
        if each
    ]
    fields = _fields(sheet.marks)
    given = attached(cited([each for each, _ in fields]), [_own_entries(body)])
    pointers = [Citation(span=span, keys=keys) for each, span in fields if (keys := given.keys.get(each.number))]
    pointers += [
        Citation(span=mark.span, keys=(mark.value.removeprefix(_ENTRY),))
        for mark in sheet.marks
        if mark.value.startswith(_ENTRY) and len(mark.span)
    ]
    found = entries = listed(sheet.text, blocks)
    if not entries and not given.bibliographies:
        found, remarks = keyed_by_notes(sheet.text, found_among(sheet.text, blocks, list(chain(*noted))), starts)
        notes = (*notes, *remarks)
    return paper(
        sheet,
        name,
        NAME,
        entries=found,
        attached=given.bibliographies,
        pointers=sorted(pointers, key=lambda pointer: pointer.span.start),
        notes=(*notes, *([ACCEPTED] if next(descendants(body, "changed-region"), None) is not None else ())),
        noted=starts,
    )


def _number(note: Element) -> int:
    """Return the printed number of a note, 0 if it has a symbol instead."""
    shown = "".join(text_of(each).strip() for each in children(note, "note-citation"))
    return int(shown) if shown.isdecimal() else 0


def _marked(element: Element) -> str:
    """Return the URL of a link, the name of Zotero's mark, or the identifier of an entry; else an empty string."""
    name = local(element)
    if name == "a":
        return attribute(element, "href")
    if name in ("reference-mark-start", "reference-mark-end"):
        return (_START if name.endswith("start") else _END) + attribute(element, "name")
    return _ENTRY + attribute(element, "identifier") if name == "bibliography-mark" else ""


def _fields(marks: Sequence[Mark]) -> list[tuple[Field, Span]]:
    """Return Zotero's marks as the fields that they would be in Word, each with its span."""
    starts: dict[str, int] = {}
    fields: list[tuple[Field, Span]] = []
    for mark in marks:
        name = mark.value.removeprefix(_START).removeprefix(_END)
        if mark.value.startswith(_START):
            starts[name] = mark.span.start
        elif mark.value.startswith(_END) and starts.get(name, mark.span.end) < mark.span.end:
            field = Field(number=len(fields), instruction=f"ADDIN {name}", data="")
            fields.append((field, Span(starts[name], mark.span.end)))
    return fields


def _own_entries(body: Element) -> list[Item]:
    """Return the entries of LibreOffice's own bibliography that the text cites, each once."""
    marks = {attribute(mark, "identifier"): mark for mark in reversed(list(descendants(body, "bibliography-mark")))}
    return [item for item in map(entry, reversed(marks.values())) if item.raw]


def _packed(data: bytes, name: str) -> tuple[Element, tuple[str, ...]]:
    """Return the content of an archive, and notes on what is wrong with it."""
    archive = Archive(data, name)
    if archive.holds(_MANIFEST) and _LOCKED in archive.read(_MANIFEST):
        raise LockedSourceError(f"{name}: needs a password; save it without one, or copy the reference list as text")
    return archive.xml(CONTENT)


def _written(found: Iterable[Paragraph], sheet: Sheet) -> list[Block]:
    each = list(found)
    return [_block(paragraph.element, span) for paragraph, span in zip(each, sheet.write_all(each), strict=True)]


def _block(element: Element | None, span: Span) -> Block:
    is_heading = element is not None and local(element) == "h"
    level = attribute(element, "outline-level") if element is not None and is_heading else ""
    around = () if element is None else element.iterancestors()
    return Block(
        span=span,
        item=element,
        level=int(level) if level.isdecimal() else int(is_heading) or NO_HEADING,
        cell=next((each for each in around if local(each) == "table-cell"), None),
    )
