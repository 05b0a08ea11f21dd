"""From the text of a paper to its references and citations, whatever format it came in, and those that came along with it."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from refcheck.identifiers import find
from refcheck.model import TRACKABLE, Bibliography, Citation, Document, Part, Reference, Span, Unit, Work
from refcheck.parsing import Entry, apart, parse_list, split
from refcheck.parsing.splitting.evidence import PASSING, evidence
from refcheck.readers.citations import citations, citations_by_name
from refcheck.readers.entries import LONG_ENOUGH
from refcheck.readers.papers.links import Linked, confirmed, with_targets
from refcheck.readers.papers.sheet import Sheet, count_lines
from refcheck.text.folding import alphanumerics


def printings(
    entries: Sequence[Entry], references: Sequence[Reference]
) -> Mapping[int, tuple[str | None, tuple[Span, ...]]]:
    """Return the printed entries that hold a reference, by their place: that reference's key, and where they stand.

    Its title tells, a short one with the year and the first author, and else its DOI. The longest title comes first; each reference
    is printed once, and what holds one once more has no key.
    """
    marks = [(parts, each.key) for each in references for parts in _marks(each.work)]
    marks.sort(key=lambda each: -len(each[0][0]))
    dois = {each.work.doi.casefold(): each.key for each in references if each.work.doi}
    found: dict[int, tuple[str | None, tuple[Span, ...]]] = {}
    taken: set[str] = set()
    for place, entry in enumerate(entries):
        printed = alphanumerics(entry.raw) if marks else ""
        named = [dois[doi] for each in find(entry.raw) if (doi := each.value.casefold()) in dois] if dois else []
        if keys := [*(key for parts, key in marks if all(part in printed for part in parts)), *named]:
            key = next((key for key in keys if key not in taken), None)
            found[place] = (key, entry.spans)
            taken |= {key} if key else set()
    return found


def _marks(work: Work) -> Iterator[tuple[str, ...]]:
    """Yield what of a work is in no other reference by chance."""
    title = alphanumerics(work.title or "")
    if len(title) >= LONG_ENOUGH:
        yield (title,)
    elif title and work.author and work.issued and work.issued.year:
        name = alphanumerics(work.author[0].family or work.author[0].literal or "")
        if len(title) + len(name) >= LONG_ENOUGH:
            yield (title, name, str(work.issued.year))


_ALSO = "b"
"""The letter that is added to the key of a printed reference that one in a field has, too: both are counted from 1."""


def paper(
    sheet: Sheet,
    name: str,
    form: str,
    *,
    entries: Sequence[Entry] | None = None,
    attached: Sequence[Bibliography] = (),
    pointers: Sequence[Citation] = (),
    raised: Sequence[Span] = (),
    notes: tuple[str, ...] = (),
    parts: Sequence[Part] = (),
) -> Bibliography:
    """Return the references and citations of a text.

    Args:
        sheet: the text, whose marks are links.
        name: the document's name.
        form: the format's name.
        entries: where the printed references are, if that is known; they are looked for where it is not.
        attached: bibliographies that come along with the text, in fields or in files of their own. Their texts are added to
            the document's; a printed reference that is among them is left out. One with a name is a file of its own, at whose
            lines its references stand.
        pointers: the citations, if they are known; they are looked for where there are none.
        raised: what is set as superscript, as numbers are that cite.
        notes: what the reader has to say.
        parts: where in the text that of other files begins, and where the document's own goes on.

    Where a link of a reference leads to an identifier that is not printed, its target is added at the reference's end.
    """
    found: Sequence[Entry] = apart(split(sheet.text) if entries is None else entries)
    given = printings(found, [each for other in attached for each in other.references])
    found = [entry for place, entry in enumerate(found) if place not in given]
    linked = with_targets(sheet.text, found, sheet.marks)
    printed = parse_list(linked.entries)
    printed = tuple(
        _linked(confirmed(each, linked.links.get(place, ())), linked, place, found[place].raw)
        for place, each in enumerate(printed)
    )
    document = evolve(
        sheet.document(name, form),
        text=linked.text,
        nodes=tuple(linked.moved_nodes(sheet.nodes)),
        parts=tuple(evolve(part, start=linked.moved(Span(part.start, part.start)).start) for part in parts),
    )
    moved = tuple(evolve(pointer, span=linked.moved(pointer.span)) for pointer in pointers)
    places = {key: tuple(map(linked.moved, spans)) for key, spans in given.values() if key}
    in_fields = [evolve(each, spans=places.get(each.key, ())) for other in attached for each in other.references]
    own = Bibliography(
        document=document,
        references=printed,
        citations=_cited(moved, document, [*in_fields, *printed], tuple(map(linked.moved, raised))),
        notes=notes,
        printed=places,
    )
    shown = {key: "\n".join(span.of(sheet.text) for span in spans) for key, spans in given.values() if key}
    return with_attached(own, [_as_printed(each, shown) for each in attached])


_CITING = 2
"""A document whose list its notes cite has so many of them at least that look like references. Source: set by hand."""


def with_notes_told(bibliography: Bibliography, noted: Sequence[str]) -> Bibliography:
    """Return the bibliography; where nothing cites its list but footnotes and endnotes, it is told that these were not compared."""
    texts = [text for text in noted if any(map(str.isalpha, text))]
    if bibliography.citations or sum(evidence(text) >= PASSING for text in texts) < _CITING:
        return bibliography
    said = f"{len(texts)} footnotes and endnotes were not compared with the reference list."
    return evolve(bibliography, notes=(*bibliography.notes, said))


def _cited(
    pointers: Sequence[Citation], document: Document, references: Sequence[Reference], raised: Sequence[Span]
) -> tuple[Citation, ...]:
    """Return the citations of a text: its pointers, or what is found in it where there are none.

    Beside the fields of a citation program people type citations by name and year.
    """
    if not pointers:
        return citations(document.text, references, raised)
    by_name = citations_by_name(document.text, references) if document.format in TRACKABLE else ()
    typed = (each for each in by_name if not any(each.span.overlaps(other.span) for other in pointers))
    return tuple(sorted((*pointers, *typed), key=lambda each: each.span.start))


def _linked(reference: Reference, linked: Linked, place: int, printed: str) -> Reference:
    """Return a reference with what its links say of it, and what is printed of it where the target of one was added."""
    links, is_added = linked.strays.get(place, ()), linked.entries[place].raw != printed
    return evolve(reference, links=links, printed=printed if is_added else "") if links or is_added else reference


def _as_printed(bibliography: Bibliography, shown: Mapping[str, str]) -> Bibliography:
    """Return a bibliography whose references say how the document prints them."""
    references = (evolve(each, printed=shown.get(each.key, "")) for each in bibliography.references)
    return evolve(bibliography, references=tuple(references))


def with_attached(own: Bibliography, attached: Sequence[Bibliography]) -> Bibliography:
    """Return the bibliography with the references of others before its own, and their texts behind its own.

    Those that have names are files of their own.
    """
    texts, lines, parts = [own.document.text], [own.document.lines], list(own.document.parts)
    references: list[Reference] = []
    length = len(own.document.text)
    for each in attached:
        text = each.document.text
        references += [
            evolve(reference, spans=tuple(span.shifted(length + 1) for span in reference.spans))
            for reference in each.references
        ]
        home = each.document if each.document.name else own.document
        parts.append(Part(length + 1, home.name, home.format))
        texts.append(text)
        lines.append(each.document.lines or tuple(range(1, count_lines(text) + 1)))
        length += len(text) + 1
    if not attached:
        return own
    known = all(lines) and len(lines[0]) == count_lines(own.document.text)
    whole = evolve(
        own.document,
        text="\n".join(texts),
        lines=tuple(line for each in lines for line in each) if known else (),
        unit=own.document.unit if known else Unit.NOTHING,
        parts=tuple(parts) if any(each.document.name for each in attached) else own.document.parts,
    )
    taken = {each.key for each in references}
    printed = [evolve(each, key=f"{each.key}{_ALSO}") if each.key in taken else each for each in own.references]
    return evolve(
        own,
        document=whole,
        references=(*references, *printed),
        notes=(*own.notes, *(note for each in attached for note in each.notes)),
    )
