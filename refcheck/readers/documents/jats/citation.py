"""One citation of a JATS reference: its text as rendered, and the values in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import NamedTuple

from refcheck.model import Span
from refcheck.parsing.names import read_names
from refcheck.parsing.splitting import has_year
from refcheck.readers.documents.jats.values import LINKS, TITLES, Valued, kind_of, values, within
from refcheck.readers.entries import trimmed
from refcheck.readers.entries.items import Item, set_beside, written_out
from refcheck.readers.entries.stated import Stated
from refcheck.readers.papers.flow import Layout, Mark, paragraphs
from refcheck.readers.sources.xml import Element, attribute, children, local
from refcheck.text.deferred import deferred

_INLINE = Layout(blocks=frozenset(), breaks=frozenset({"break"}), skipped=frozenset({"label", "tex-math", "graphic"}))

_LETTER = deferred(r"(?:^|(?<=[\s;,.:])|(?<=\())\(?\s?(?P<letter>[a-z])\s?\)")
"""The letter before each of several works in a reference: "(a)", "b)"."""

_WORD = deferred(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 4
"""The fewest words between the values of a citation that may be a title; "and references therein" is not one. Source: a
judgement; not fitted."""


class _Rendered(NamedTuple):
    """The text of a citation as rendered, its links, and the span of each of its elements."""

    text: str
    links: Sequence[Mark]
    places: Mapping[Element, Span]


def cited(citation: Element, printed: Element | None = None) -> Iterator[Item]:
    """Yield the works of one ``<element-citation>``, ``<mixed-citation>`` or older name for them.

    Values of printed prose are used only if they identify the work (:func:`_identifies`). ``printed`` is the same citation in its
    printed form; it is the text if the values identify the work, which otherwise are written out.
    """
    own, elements = _rendered(citation), list(children(citation))
    found = list(values(citation, elements))
    givens, beside = [each.given for each in found], None if printed is None else _rendered(printed)
    if beside is not None and beside.text and _identifies(found):
        raw, placed = set_beside(givens, beside.text)
        links, is_printed = tuple(beside.links), True
    elif found and not _is_prose(citation):
        raw, placed = written_out(givens)
        links, is_printed = tuple(Mark(Span(0, len(raw)), mark.value) for mark in own.links), False
    else:
        yield from (_prose(citation, own, part) for part in _works(own.text))
        return
    kind, is_cut = _kind(citation, elements), _is_cut(own, elements, found)
    yield Item(raw=raw, values=placed, links=links, kind=kind, et_al=is_cut, is_printed=is_printed)


def _prose(citation: Element, own: _Rendered, part: Span) -> Item:
    """Return the work cited in a part of the printed text."""
    elements = [each for each, place in own.places.items() if each.getparent() is citation and part.holds(place)]
    found = [each for each in values(citation, elements) if each.first in own.places]
    placed = [_placed(each, own.places) for each in found]
    has_title = any(each.given.name == "title" for each in found)
    is_usable = _identifies(found) and (has_title or not _has_more(own.text, part, placed))
    moved = [each._replace(span=each.span.shifted(-part.start)) for each in placed] if is_usable else ()
    return Item(
        raw=part.of(own.text),
        values=tuple(moved),
        links=tuple(Mark(link.span.shifted(-part.start), link.value) for link in own.links if part.holds(link.span)),
        kind=_kind(citation, elements),
        et_al=_is_cut(own, elements, found),
        is_printed=True,
    )


def _works(text: str) -> Sequence[Span]:
    """Return the parts of a printed text that are separate works, "(a) …, 2001; (b) …, 2002"; else the whole."""
    marks = [mark for mark in _LETTER.finditer(text) if mark["letter"].islower()]
    counted = [mark for mark, letter in zip(marks, ascii_lowercase, strict=False) if mark["letter"] == letter]
    edges = [*(place for mark in counted for place in mark.span()), len(text)][1:]
    parts = [_trimmed(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    is_counted = len(counted) == len(marks) >= len("ab") and counted[0].start() == 0
    return parts if is_counted and all(has_year(part.of(text)) for part in parts) else [Span(0, len(text))]


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the span of a part without white space around it, and without the separator before the next part, e.g. "; and"."""
    part = text[start:end].rstrip()
    kept = next((part.removesuffix(word) for word in ("; and", ", and", ";", ",") if part.endswith(word)), part)
    return trimmed(Span(start, start + len(kept)), text)


def _identifies(found: Iterable[Valued]) -> bool:
    """Return whether the values identify a work: a title and another value, or at least author, journal and date."""
    names = {each.given.name for each in found}
    return ("title" in names and len(names) > 1) or names >= {"author", "container_title", "issued"}


def _has_more(text: str, part: Span, placed: Iterable[Stated]) -> bool:
    """Return whether there are words between the values that may be a title."""
    spans = sorted((each.span for each in placed), key=lambda span: span.start)
    edges = [part.start, *(edge for span in spans for edge in (span.start, span.end)), part.end]
    between = (text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return any(len(_WORD.findall(each)) >= _FEWEST_WORDS for each in between)


def _is_cut(own: _Rendered, elements: Iterable[Element], found: Sequence[Valued]) -> bool:
    """Return whether the list of authors is marked as cut: by an element, or by words after the last author."""
    if any(local(each) == "etal" for each in within(elements)):
        return True
    ends = [own.places[each.last].end for each in found if each.given.name == "author" and each.last in own.places]
    starts = [own.places[each.first].start for each in found if each.first in own.places]
    after = min((start for start in starts if ends and start >= ends[-1]), default=len(own.text))
    return bool(ends) and read_names(own.text[ends[-1] : after]).et_al


def _placed(valued: Valued, places: Mapping[Element, Span]) -> Stated:
    first = places[valued.first]
    last = places.get(valued.last, first)
    span = Span(first.start, max(first.end, last.end))
    return Stated(name=valued.given.name, value=valued.given.value, span=span)


def _is_prose(citation: Element) -> bool:
    """Return whether the citation has words or punctuation of its own between its elements."""
    between = [citation.text or "", *(child.tail or "" for child in citation)]
    return any(text.strip() for text in between)


def _rendered(citation: Element) -> _Rendered:
    """Return a citation as rendered."""
    elements: dict[str, Element] = {}

    def marked(element: Element) -> str:
        if element is citation:
            return ""
        number = str(len(elements))
        elements[number] = element
        return number

    texts: list[str] = []
    places: dict[Element, Span] = {}
    length = 0
    for paragraph in paragraphs(citation, _INLINE, marked):
        places |= {elements[mark.value]: mark.span.shifted(length) for mark in paragraph.marks}
        texts.append(paragraph.text)
        length += len(paragraph.text) + 1
    links = [
        Mark(span, target)
        for element, span in places.items()
        if local(element) in LINKS and (target := attribute(element, "href"))
    ]
    return _Rendered("\n".join(texts), links, places)


def _kind(citation: Element, elements: Iterable[Element]) -> str | None:
    kind = kind_of(citation)
    inner = {local(each) for each in within(elements)}
    return "chapter" if kind == "book" and "source" in inner and inner & TITLES else kind
