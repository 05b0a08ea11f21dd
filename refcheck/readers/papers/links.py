"""Links of a reference: identifiers that are not printed, readings that they confirm, targets put into the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from urllib.parse import unquote

from attrs import evolve, frozen

from refcheck import identifiers
from refcheck.model import Candidate, Id, Identifier, Link, Reference, Scheme, Span, TextNode, make_id
from refcheck.parsing import Entry
from refcheck.readers.papers.flow import Mark
from refcheck.text.deferred import deferred
from refcheck.text.folding import alphanumerics

_HEAD = deferred(r"(?:doi:?\s*)?(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/)?", re.IGNORECASE)
"""A text that is shown before a DOI: "https://doi.org/", "doi: "."""

_SHORTENED = ("…", "...")
"""How a text ends of which not all is shown."""


def missing(raw: str, links: Iterable[Mark]) -> Iterator[str]:
    """Yield the targets of links that lead to a DOI, PMID, PMCID, arXiv identifier or Handle which the reference does not print.

    Of an address within a site the identifier alone is told.

    A target that is a printed identifier cut short, as programs make that link what they find up to the first blank, is not
    among them; nor is any other address: what a title or a button is linked with is no part of the reference.
    """
    printed = {reading for each in identifiers.find(raw) for reading in _readings(each)}
    for link in links:
        target = leads_to(link)
        if target is None or any(
            target.scheme is each.scheme and each.value.startswith(target.id.value) for each in printed
        ):
            continue
        printed.add(target.id)
        yield link.value.strip() if "://" in link.value else target.value


def confirmed(reference: Reference, links: Iterable[Mark]) -> Reference:
    """Return the reference with each identifier read as one of its links has it, where that is one of its readings.

    A link that has only the beginning of the identifier confirms nothing: it was cut at a blank.
    """
    targets = {target.id for link in links if (target := leads_to(link))}
    for identifier in reference.identifiers:
        if identifier.id in targets:
            continue
        others = [each for each in identifier.candidates if not identifier.value.startswith(each.value)]
        reading = next((each for each in others if make_id(identifier.scheme, each.value) in targets), None)
        if reading is not None:
            reference = _read_as(reference, identifier, reading)
    return reference


def _read_as(reference: Reference, identifier: Identifier, reading: Candidate) -> Reference:
    name = identifier.scheme.value
    fields = tuple(
        evolve(field, value=reading.value, repairs=reading.repairs)
        if field.name == name and field.span == identifier.span
        else field
        for field in reference.fields
    )
    work = reference.work
    if getattr(work, name, None) == identifier.value:
        work = evolve(work, **{name: reading.value})  # type: ignore[arg-type]  # by name
    return evolve(
        reference,
        work=work,
        fields=fields,
        identifiers=tuple(each.read_as(reading) if each is identifier else each for each in reference.identifiers),
    )


def elsewhere(text: str, links: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the links whose text is one DOI and nothing else, and that lead to another DOI.

    A link that has the beginning of the DOI was cut at a blank or a line's end, one that has more signs behind it took them along,
    one whose text ends in an ellipsis is shown in short; what holds the DOI somewhere leads there by another way.
    """
    return tuple(link for link in links if _leads_elsewhere(link.span.of(text).strip(), link))


def _leads_elsewhere(shown: str, link: Mark) -> bool:
    target, found = leads_to(link), identifiers.find(shown)
    if target is None or [each.scheme for each in (target, *found)] != [Scheme.DOI, Scheme.DOI]:
        return False
    before, behind = shown[: found[0].span.start], shown[found[0].span.end :]
    if not _HEAD.fullmatch(before) or any(map(str.isalnum, behind)) or shown.endswith(_SHORTENED):
        return False
    address = "".join(unquote(link.value).split()).lower()
    return not any(_is_led(each.value, target.id.value, address) for each in _readings(found[0]))


def _is_led(printed: str, target: str, address: str) -> bool:
    """Return whether an address leads to a printed DOI, as far as it goes."""
    _, is_in, behind = address.partition(printed)
    is_same = alphanumerics(printed) == alphanumerics(target)
    return is_same or printed.startswith(target) or (bool(is_in) and not behind[:1].isalnum())


def leads_to(link: Mark) -> Identifier | None:
    """Return the identifier whose resolver a link leads to."""
    if any(map(str.isspace, link.value.strip())):
        return None
    found = identifiers.find(link.value)
    return found[0] if len(found) == 1 and found[0].scheme is not Scheme.URL else None


def _readings(identifier: Identifier) -> Iterator[Id]:
    return (make_id(identifier.scheme, reading.value) for reading in identifier.readings())


@frozen(kw_only=True)
class Linked:
    """A text with targets written into it, the references in it, and the links of each by its place.

    ``strays`` are those links that lead elsewhere than they say, by the place of their reference, within its text.

    ``_ends`` are the offsets of the text before where something was added, ``_grown`` how much it has grown before each.
    """

    text: str
    entries: tuple[Entry, ...]
    links: Mapping[int, tuple[Mark, ...]]
    strays: Mapping[int, tuple[Link, ...]]
    _ends: Sequence[int]
    _grown: Sequence[int]

    def moved_nodes(self, nodes: Iterable[TextNode]) -> Iterator[TextNode]:
        """Yield where stretches of the text before are now, parted where something was added within them."""
        for node in nodes:
            first, last = bisect_right(self._ends, node.span.start), bisect_left(self._ends, node.span.end)
            if first >= last:
                yield node.moved(self._grown[first])
                continue
            edges = [node.span.start, *self._ends[first:last], node.span.end]
            for place, (start, end) in enumerate(pairwise(edges), start=first):
                yield node.cut(Span(start, end)).moved(self._grown[place])

    def moved(self, span: Span) -> Span:
        """Return where a span of the text before is now; what was added at its end belongs to it."""
        return _moved(span, self._ends, self._grown)


def with_targets(text: str, entries: Sequence[Entry], links: Sequence[Mark]) -> Linked:
    """Write the targets of links that a reference does not print behind it."""
    own = _own_links(entries, links)
    strays = {place: elsewhere(text, own[place]) for place in own}
    added = {
        place: "".join(
            f" {target}"
            for target in missing(entries[place].raw, [each for each in own[place] if each not in strays[place]])
        )
        for place in own
    }
    by_end = sorted((entries[place].spans[-1].end, addition) for place, addition in added.items() if addition)
    ends = [end for end, _ in by_end]
    grown = [0, *accumulate(len(addition) for _, addition in by_end)]
    pieces = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    additions = [*(addition for _, addition in by_end), ""]
    return Linked(
        text="".join(piece + addition for piece, addition in zip(pieces, additions, strict=True)),
        entries=tuple(
            evolve(
                entry,
                raw=entry.raw + added.get(place, ""),
                spans=tuple(_moved(span, ends, grown) for span in entry.spans),
            )
            for place, entry in enumerate(entries)
        ),
        links=own,
        strays={place: _within(entries[place], links) for place, links in strays.items() if links},
        ends=ends,
        grown=grown,
    )


def _within(entry: Entry, links: Sequence[Mark]) -> tuple[Link, ...]:
    """Return links of a text as those of a reference in it, as far as they stand in one of its pieces."""
    found: list[Link] = []
    offset = 0
    for piece in entry.spans:
        within = (link for link in links if piece.holds(link.span))
        found += [Link(link.span.shifted(offset - piece.start), link.value.strip()) for link in within]
        offset += len(piece) + 1
    return tuple(found)


def _moved(span: Span, ends: Sequence[int], grown: Sequence[int]) -> Span:
    return Span(span.start + grown[bisect_right(ends, span.start)], span.end + grown[bisect_right(ends, span.end)])


def _own_links(entries: Sequence[Entry], links: Sequence[Mark]) -> Mapping[int, tuple[Mark, ...]]:
    """Return the links that stand in each reference, or at its end; none for one without any."""
    pieces = sorted((span.start, span.end, place) for place, entry in enumerate(entries) for span in entry.spans)
    starts = [start for start, _, _ in pieces]
    own: dict[int, list[Mark]] = {}
    for link in links:
        number = bisect_right(starts, link.span.start) - 1
        if number < 0 or pieces[number][1] < link.span.start:
            number = bisect_left(starts, link.span.start)
            if number == len(pieces) or pieces[number][0] >= link.span.end:
                continue
        own.setdefault(pieces[number][2], []).append(link)
    return {place: tuple(found) for place, found in own.items()}
