"""Links of references: identifiers that are not printed, readings that links confirm, and targets that are added to the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, permutations
from urllib.parse import unquote

from attrs import evolve, frozen

from refcheck import identifiers
from refcheck.model import Candidate, Id, Identifier, Link, Reference, Scheme, Span, TextNode, make_id
from refcheck.parsing import Entry
from refcheck.readers.papers.flow import Mark
from refcheck.text.deferred import deferred
from refcheck.text.folding import alphanumerics

_HEAD = deferred(r"(?:doi:?\s*)?(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/)?", re.IGNORECASE)
"""Text that is displayed before a DOI: "https://doi.org/", "doi: "."""

_PAGE = deferred(
    r"(?:https?://)?(?:www\.)?(?P<site>(?:[\w-]+\.)+[a-z]{2,})/(?P<path>[^\s/][^\s#]*)(?:#\S*)?", re.IGNORECASE
)
"""A URL with a path, with or without its scheme: "https://www.example.org/reports/1", "example.org/a#b"."""

_SHORTENED = ("…", "...")
"""Endings of a text that is not displayed in full."""


def missing(raw: str, links: Iterable[Mark]) -> Iterator[str]:
    """Yield the targets of links that lead to a DOI, PMID, PMCID, arXiv identifier or Handle which the reference does not print.

    For a relative URL, only the identifier is yielded.

    A target that is the start of a printed identifier is left out, since some programs link an identifier only up to the first
    space. So is any other URL: the target of a title or a button is not part of the reference.
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
    """Return the reference, with each identifier in the reading that one of the links leads to, if it has that reading.

    A link to only the start of the identifier confirms nothing: it was cut at a space.
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
    """Return the links whose text is one DOI or URL and nothing else, and that lead to another one.

    Left out are a link to the start of the DOI, which was cut at a space or a line end; one to the DOI with more characters after
    it; one whose text ends in an ellipsis, which is abbreviated; and one whose URL contains the DOI, and leads to it indirectly.
    For a URL, one to another site is left out too: it may be a proxy, or a service that shortens or counts links.
    """
    return tuple(
        link
        for link in links
        if _leads_elsewhere(shown := link.span.of(text).strip(), link) or _leads_to_another_page(shown, link.value)
    )


def _leads_to_another_page(shown: str, target: str) -> bool:
    """Return whether a text is a URL, and a link leads to another page of the same site; neither contains the other."""
    if shown.endswith(_SHORTENED) or _PAGE.fullmatch(shown) is None:
        return False
    if [each.scheme for each in (*identifiers.find(shown), *identifiers.find(target))] != [Scheme.URL, Scheme.URL]:
        return False
    pages = [_PAGE.fullmatch("".join(unquote(each).split()).lower()) for each in (shown, target)]
    sites = {page["site"] for page in pages if page}
    paths = [alphanumerics(page["path"]) for page in pages if page]
    return len(paths) == 2 and len(sites) == 1 and not any(a in b for a, b in permutations(paths))


def _leads_elsewhere(shown: str, link: Mark) -> bool:
    target, found = leads_to(link), identifiers.find(shown)
    if target is None or [each.scheme for each in (target, *found)] != [Scheme.DOI, Scheme.DOI]:
        return False
    before, after = shown[: found[0].span.start], shown[found[0].span.end :]
    if not _HEAD.fullmatch(before) or any(map(str.isalnum, after)) or shown.endswith(_SHORTENED):
        return False
    url = "".join(unquote(link.value).split()).lower()
    return not any(_is_led(each.value, target.id.value, url) for each in _readings(found[0]))


def _is_led(printed: str, target: str, url: str) -> bool:
    """Return whether a URL leads to a printed DOI, or to as much of it as the link includes."""
    _, is_in, after = url.partition(printed)
    is_same = alphanumerics(printed) == alphanumerics(target)
    return is_same or printed.startswith(target) or (bool(is_in) and not after[:1].isalnum())


def leads_to(link: Mark) -> Identifier | None:
    """Return the identifier whose resolver a link leads to, if any."""
    if any(map(str.isspace, link.value.strip())):
        return None
    found = identifiers.find(link.value)
    return found[0] if len(found) == 1 and found[0].scheme is not Scheme.URL else None


def _readings(identifier: Identifier) -> Iterator[Id]:
    return (make_id(identifier.scheme, reading.value) for reading in identifier.readings())


@frozen(kw_only=True)
class Linked:
    """A text with link targets written into it, the references in it, and the links of each by its place.

    ``strays`` are the links that lead to another DOI than they display, by the place of their reference, with spans in its text.

    ``_ends`` are the offsets in the original text at which targets were added, ``_grown`` how much was added before each.
    """

    text: str
    entries: tuple[Entry, ...]
    links: Mapping[int, tuple[Mark, ...]]
    strays: Mapping[int, tuple[Link, ...]]
    _ends: Sequence[int]
    _grown: Sequence[int]

    def moved_nodes(self, nodes: Iterable[TextNode]) -> Iterator[TextNode]:
        """Yield nodes of the original text at their new places, split where a target was added within them."""
        for node in nodes:
            first, last = bisect_right(self._ends, node.span.start), bisect_left(self._ends, node.span.end)
            if first >= last:
                yield node.moved(self._grown[first])
                continue
            edges = [node.span.start, *self._ends[first:last], node.span.end]
            for place, (start, end) in enumerate(pairwise(edges), start=first):
                yield node.cut(Span(start, end)).moved(self._grown[place])

    def moved(self, span: Span) -> Span:
        """Return the new place of a span of the original text; a target that was added at its end belongs to it."""
        return _moved(span, self._ends, self._grown)


def with_targets(text: str, entries: Sequence[Entry], links: Sequence[Mark]) -> Linked:
    """Add to each reference, at its end, the targets of its links that it does not print."""
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
    """Return the links of a text that are in a piece of a reference, with spans in the reference."""
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
    """Return the links in each reference, or at its end, by its place; references without links are left out."""
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
