"""From the text of a paper to its references and citations, whatever format it came in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from attrs import evolve

from refcheck.model import Bibliography, Document, Span
from refcheck.parsing import Entry, parse_list, split
from refcheck.parsing.splitting.lines import Line
from refcheck.parsing.splitting.numbering import numbered
from refcheck.readers._citations import citations
from refcheck.readers._flow import Mark
from refcheck.readers._links import confirmed, missing
from refcheck.readers._sheet import Sheet


def paper(
    sheet: Sheet, name: str, form: str, *, entries: Sequence[Entry] | None = None, notes: tuple[str, ...] = ()
) -> Bibliography:
    """The references and citations of a text.

    Args:
        sheet: the text, whose marks are links.
        name: the document's name.
        form: the format's name.
        entries: where the references are, if that is known; they are looked for where it is not.
        notes: what the reader has to say.

    Where a link of a reference leads to an identifier that is not printed, its target is added at the reference's end.
    """
    found = split(sheet.text) if entries is None else entries
    text, found, links = with_targets(sheet.text, found, sheet.marks)
    read = parse_list(found)
    references = tuple(confirmed(reference, links.get(place, ())) for place, reference in enumerate(read))
    return Bibliography(
        document=Document(name=name, format=form, text=text, lines=sheet.lines),
        references=references,
        citations=citations(text, references),
        notes=notes,
    )


def entries_of(text: str, groups: Iterable[Sequence[Span]]) -> tuple[Entry, ...]:
    """The references of a list whose parts are known, each as its lines, without the numbers that are printed before them."""
    spans = [tuple(line for span in group for line in _lines(text, span)) for group in groups]
    firsts = [Line(text=group[0].of(text), start=group[0].start, edge=len(group[0])) for group in spans]
    told = numbered(firsts) if len(firsts) > 1 else firsts
    if [line.start for line in told] != [line.start for line in firsts]:
        told = firsts
    return tuple(_entry(text, line, group) for line, group in zip(told, spans, strict=True))


def _entry(text: str, first: Line, spans: Sequence[Span]) -> Entry:
    kept = (Span(first.start + first.skip, spans[0].end), *spans[1:])
    kept = tuple(span for span in kept if span) if len(kept) > 1 else kept
    return Entry(key=first.key, raw="\n".join(span.of(text) for span in kept), spans=kept)


def _lines(text: str, span: Span) -> Iterable[Span]:
    """The lines of a span that are not blank; the span itself where there is none."""
    start = span.start
    found = []
    for line in span.of(text).split("\n"):
        blanks = len(line) - len(line.lstrip())
        if line.strip():
            found.append(Span(start + blanks, start + len(line.rstrip())))
        start += len(line) + 1
    return found or [span]


def with_targets(
    text: str, entries: Sequence[Entry], links: Sequence[Mark]
) -> tuple[str, tuple[Entry, ...], Mapping[int, tuple[Mark, ...]]]:
    """The text with the targets of links added to references that do not print them; the references in it; and their links."""
    own = _own_links(entries, links)
    added = {place: "".join(f" {target}" for target in missing(entries[place].raw, own[place])) for place in own}
    by_end = sorted((entries[place].spans[-1].end, addition) for place, addition in added.items() if addition)
    ends = [end for end, _ in by_end]
    grown = [0, *accumulate(len(addition) for _, addition in by_end)]
    pieces = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    whole = "".join(
        piece + addition for piece, addition in zip(pieces, [*(each for _, each in by_end), ""], strict=True)
    )
    moved = tuple(
        evolve(
            entry,
            raw=entry.raw + added.get(place, ""),
            spans=tuple(
                Span(span.start + grown[bisect_right(ends, span.start)], span.end + grown[bisect_right(ends, span.end)])
                for span in entry.spans
            ),
        )
        for place, entry in enumerate(entries)
    )
    return whole, moved, own


def _own_links(entries: Sequence[Entry], links: Sequence[Mark]) -> Mapping[int, tuple[Mark, ...]]:
    """The links that stand in each reference, or at its end; none for one without any."""
    pieces = sorted((span.start, span.end, place) for place, entry in enumerate(entries) for span in entry.spans)
    starts = [start for start, _, _ in pieces]
    own: dict[int, list[Mark]] = {}
    for link in links:
        number = bisect_right(starts, link.span.start)
        if number == 0 or pieces[number - 1][1] < link.span.start:
            number = bisect_left(starts, link.span.start) + 1
            if number > len(pieces) or pieces[number - 1][0] >= link.span.end:
                continue
        own.setdefault(pieces[number - 1][2], []).append(link)
    return {place: tuple(found) for place, found in own.items()}
