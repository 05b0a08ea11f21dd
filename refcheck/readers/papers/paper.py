"""The text of a paper, in any format, and the bibliographies attached to it → its references and citations."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from refcheck.identifiers import find
from refcheck.model import TRACKABLE, Bibliography, Citation, Document, Part, Reference, Span, Unit, Work
from refcheck.parsing import Entry, apart, parse_list, split
from refcheck.parsing.splitting import STANDALONE_YEAR, has_year
from refcheck.parsing.splitting.evidence import CERTAIN_REFERENCE, PASSING, evidence
from refcheck.readers.citations import citations, citations_by_name
from refcheck.readers.entries import LONG_ENOUGH
from refcheck.readers.papers.links import Linked, confirmed, with_targets
from refcheck.readers.papers.notes import which
from refcheck.readers.papers.sheet import Sheet, count_lines
from refcheck.text.folding import alphanumerics, fold_name
from refcheck.text.visible import brief


def printings(
    entries: Sequence[Entry], references: Sequence[Reference]
) -> Mapping[int, tuple[str | None, tuple[Span, ...]]]:
    """Return the printed entries that contain one of the references, by their place: the reference's key, and the entry's spans.

    A reference is recognised by its title (a short one with the year and the first author), or else by its DOI. The longest title
    is tried first. Each reference is printed once; another entry that contains it has no key.
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
    """Yield texts of a work that are not together in another reference by chance."""
    title = alphanumerics(work.title or "")
    if len(title) >= LONG_ENOUGH:
        yield (title,)
    elif title and work.author and work.issued and work.issued.year:
        name = alphanumerics(work.author[0].family or work.author[0].literal or "")
        if len(title) + len(name) >= LONG_ENOUGH:
            yield (title, name, str(work.issued.year))


_ALSO = "b"
"""The letter that is added to the key of a printed reference if one in a field has the same key: both are numbered from 1."""


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
    noted: Sequence[tuple[Span, int]] = (),
    parts: Sequence[Part] = (),
) -> Bibliography:
    """Return the references and citations of a text.

    Args:
        sheet: the text, whose marks are links.
        name: the document's name.
        form: the format's name.
        entries: the printed references, if they are known; otherwise they are looked for.
        attached: bibliographies that accompany the text, in fields or in files of their own. Their texts are added to the
            document's; a printed reference that is among them is left out. One with a name is a file of its own, to whose
            lines the places of its references refer.
        pointers: the citations, if they are known; otherwise they are looked for.
        raised: the superscript text, such as the numbers of citations.
        notes: the reader's notes.
        noted: the footnotes and endnotes, with their numbers, 0 if unknown.
        parts: the positions where the text of other files starts, and where the document's own continues.

    If a link of a reference leads to an identifier that is not printed, its target is added at the reference's end.
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
    cited = _cited(moved, document, [*in_fields, *printed], tuple(map(linked.moved, raised)))
    own = Bibliography(
        document=document,
        references=printed,
        citations=cited,
        notes=(*notes, *_on_footnotes(sheet.text, noted, found, [*in_fields, *printed], is_cited=bool(cited))),
        printed=places,
    )
    shown = {key: "\n".join(span.of(sheet.text) for span in spans) for key, spans in given.values() if key}
    return with_attached(own, [_as_printed(each, shown) for each in attached])


_CITING, _SHOWN = 2, 80
"""The smallest number of notes like references in a document whose notes cite its list, and the most characters of a note that are
shown. Source: a judgement; not fitted."""


def _on_footnotes(
    text: str,
    noted: Sequence[tuple[Span, int]],
    entries: Sequence[Entry],
    references: Sequence[Reference],
    *,
    is_cited: bool,
) -> Iterator[str]:
    """Yield notes on the footnotes and endnotes beside a list: that only they cite it, and which contain other references."""
    starts = {each.spans[0].start for each in entries}
    if not references or not all(starts.isdisjoint(range(span.start, span.end)) for span, _ in noted):
        return
    texts = {note: printed for note in noted if any(map(str.isalpha, printed := note[0].of(text)))}
    if not is_cited and sum(evidence(each) >= PASSING for each in texts.values()) >= _CITING:
        yield f"{len(texts)} footnotes and endnotes were not compared with the reference list."
    authors = ((author, each.raw) for each in references for author in (each.work.author or each.work.editor)[:1])
    firsts = [(f" {fold_name(author.family or author.literal or '')} ", raw) for author, raw in authors]
    full = [
        (note, Entry(key=None, raw=each, spans=()))
        for note, each in texts.items()
        if has_year(each) and evidence(each) >= CERTAIN_REFERENCE and not _repeats(each, firsts)
    ]
    known = printings([entry for _, entry in full], references)
    other = [pair for place, pair in enumerate(full) if place not in known]
    works = [each.work for each in parse_list([entry for _, entry in other])]
    other = [pair for pair, work in zip(other, works, strict=True) if work.author and work.title]
    if other:
        numbers, first = which([note for note, _ in other], noted), brief(other[0][1].raw, _SHOWN)
        said = "Footnotes and endnotes with references that are not in the list were not read"
        yield f"{said}: {numbers}. The first: “{first}”"


def _repeats(note: str, firsts: Sequence[tuple[str, str]]) -> bool:
    """Return whether a note has the name and the year of a reference; ``firsts`` are first authors or editors, with the texts."""
    words, years = f" {fold_name(note)} ", STANDALONE_YEAR.findall(note)
    return any(name in words and any(year in raw for year in years) for name, raw in firsts)


def _cited(
    pointers: Sequence[Citation], document: Document, references: Sequence[Reference], raised: Sequence[Span]
) -> tuple[Citation, ...]:
    """Return the citations of a text: its pointers, or those that are found in it if there are none.

    Authors also type citations by name and year beside the fields of a citation program.
    """
    if not pointers:
        return citations(document.text, references, raised)
    by_name = citations_by_name(document.text, references) if document.format in TRACKABLE else ()
    typed = (each for each in by_name if not any(each.span.overlaps(other.span) for other in pointers))
    return tuple(sorted((*pointers, *typed), key=lambda each: each.span.start))


def _linked(reference: Reference, linked: Linked, place: int, printed: str) -> Reference:
    """Return a reference with its links that lead elsewhere, and with its printed form if the target of a link was added."""
    links, is_added = linked.strays.get(place, ()), linked.entries[place].raw != printed
    return evolve(reference, links=links, printed=printed if is_added else "") if links or is_added else reference


def _as_printed(bibliography: Bibliography, shown: Mapping[str, str]) -> Bibliography:
    """Return a bibliography whose references have their printed form in the document."""
    references = (evolve(each, printed=shown.get(each.key, "")) for each in bibliography.references)
    return evolve(bibliography, references=tuple(references))


def with_attached(own: Bibliography, attached: Sequence[Bibliography]) -> Bibliography:
    """Return the bibliography with the references of attached ones before its own, and their texts after its own.

    Attached bibliographies with names are files of their own.
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
