"""DOCX: the text of body, footnotes and endnotes, and the references that citation programs and Word keep in its fields.

Marks: ``PK``.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby

from refcheck.errors import SourceError
from refcheck.model import Bibliography, Citation, Span
from refcheck.readers.documents.docx.fields import ROOT, attached, cited, sources
from refcheck.readers.documents.docx.text import Para, Text, has_tracked_changes
from refcheck.readers.entries.items import Item
from refcheck.readers.papers.list_place import listed
from refcheck.readers.papers.notes import keyed_by_notes
from refcheck.readers.papers.paper import paper
from refcheck.readers.papers.sheet import Block, Sheet
from refcheck.readers.papers.unmarked_list import found_among
from refcheck.readers.sources.archive import Archive, external_relationships, members, relations_of
from refcheck.readers.sources.encodings import ZIP
from refcheck.readers.sources.xml import Element, attribute, local, numbered

NAME = "docx"

ACCEPTED = "Tracked changes were read as if they had been accepted."

_BODY = "word/document.xml"
_NOTES = ("word/endnotes.xml", "word/footnotes.xml")


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file is an archive that contains the body of a Word document."""
    return data.startswith(ZIP) and _BODY in members(data)


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of a document: those whose data are in fields, and those that are only printed.

    If nothing indicates where the printed list is, and no field holds a reference, body and notes are searched for it.

    Raises:
        SourceError: the archive or the document's body is broken, or too large when unpacked.
    """
    archive = Archive(data, name)
    text, sheet = Text(), Sheet()
    root, remarks = archive.xml(_BODY)
    is_changed = has_tracked_changes(root)
    body = _written(text.paragraphs(_BODY, root, _targets(archive, _BODY)), sheet)
    notes: list[tuple[Para, Span]] = []
    starts: list[tuple[Span, int]] = []
    for part in filter(archive.holds, _NOTES):
        note, more = archive.xml(part)
        is_changed |= has_tracked_changes(note)
        here = _written(text.paragraphs(part, note, _targets(archive, part)), sheet)
        starts += _numbered(root, note, here)
        notes += here
        remarks += more
    entries = listed(sheet.text, _blocks(body))
    kinds = {word for each in text.fields for word in each.instruction.split()[:1]}
    is_sourced = not entries or kinds & {"CITATION", "BIBLIOGRAPHY"}  # else they may be other documents' sources
    given = attached(cited(text.fields), _own_sources(archive) if is_sourced else ())
    pointers = [
        Citation(span=mark.span.shifted(span.start), keys=keys)
        for para, span in (*body, *notes)
        for mark in para.fields
        if (keys := given.keys.get(int(mark.value)))
    ]
    found = entries
    if not entries and not given.bibliographies:
        found, more = keyed_by_notes(sheet.text, found_among(sheet.text, _blocks(body), _blocks(notes)), starts)
        remarks = (*remarks, *more)
    return paper(
        sheet,
        name,
        NAME,
        entries=found,
        attached=given.bibliographies,
        pointers=pointers,
        raised=[each.shifted(span.start) for para, span in (*body, *notes) for each in para.raised],
        notes=(*remarks, *([ACCEPTED] if is_changed else ())),
        noted=starts,
    )


def _written(paras: Iterable[Para], sheet: Sheet) -> list[tuple[Para, Span]]:
    return [(para, sheet.write(para.text, marks=para.links, nodes=para.nodes)) for para in paras]


def _numbered(body: Element, part: Element, paras: Iterable[tuple[Para, Span]]) -> Iterator[tuple[Span, int]]:
    """Yield each note's span and its number: 0 if it has none, or if numbering restarts or does not start at 1."""
    are_plain = next(body.iter("{*}numRestart", "{*}numStart"), None) is None
    marks = (
        attribute(each, "id")
        for each in body.iter(f"{{*}}{local(part).removesuffix('s')}Reference")
        if are_plain and not attribute(each, "customMarkFollows") and next(each.iterancestors("{*}del"), None) is None
    )
    numbers: dict[str, int] = {}
    for number, mark in enumerate(marks, start=1):
        numbers.setdefault(mark, number)
    places = numbered(part)
    for note, group in groupby(
        paras, key=lambda each: bisect_right(part, each[0].nodes[0].element, key=places.__getitem__)
    ):
        spans = [span for _, span in group]
        yield Span(spans[0].start, spans[-1].end), numbers.get(attribute(part[note - 1], "id"), 0)


def _blocks(paras: Sequence[tuple[Para, Span]]) -> tuple[Block, ...]:
    """Return the paragraphs as blocks with their levels and styles; a style may mark one as a reference."""
    return tuple(
        Block(span=span, item=number, level=para.level, cell=para.cell, has_style=para.is_reference)
        for number, (para, span) in enumerate(paras)
    )


def _own_sources(archive: Archive) -> Iterator[Sequence[Item]]:
    """Yield the sources in Word's own bibliographies, one sequence for each part of the archive."""
    for part in archive.matching("customXml/item", ".xml"):
        with suppress(SourceError):
            root, _ = archive.xml(part)
            if local(root) == ROOT:
                yield tuple(sources(root))


def _targets(archive: Archive, part: str) -> Mapping[str, str]:
    """Return the targets of a part's links, by the ids of their relationships."""
    try:
        root, _ = archive.xml(relations_of(part))
    except SourceError:  # the part of relationships is broken or missing
        return {}
    return {name: attribute(each, "Target") for name, each in external_relationships(root).items()}
