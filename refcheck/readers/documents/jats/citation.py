"""One citation of a JATS reference: the text as it is set, and the values that stand in it."""

from collections.abc import Iterable, Mapping

from refcheck.gazetteer.item_types import FROM_JATS
from refcheck.model import Span
from refcheck.readers.documents.jats.values import LINKS, TITLES, Valued, values
from refcheck.readers.entries.items import Item, found_in, written_out
from refcheck.readers.entries.stated import Stated
from refcheck.readers.papers.flow import Layout, Mark, paragraphs
from refcheck.readers.sources.xml import Element, attribute, descendants, local

_INLINE = Layout(blocks=frozenset(), breaks=frozenset({"break"}), skipped=frozenset({"label", "tex-math", "graphic"}))


def cited(citation: Element, printed: Element | None = None) -> Item:
    """Return what one ``<element-citation>``, ``<mixed-citation>`` or older name for them says.

    Printed prose has values only where at least its title is marked, and something beside it. ``printed`` is the same citation
    as it is printed, which is the text then.
    """
    found = list(values(citation))
    is_told = _tells(each.given.name for each in found)
    if printed is not None and is_told and (set_text := _set(printed))[0]:
        raw, links, _ = set_text
        placed = tuple(found_in(each.given, raw) for each in found)
    elif _is_prose(citation):
        raw, links, places = _set(citation)
        placed = tuple(_placed(each, places) for each in found if each.first in places)
        placed = placed if _tells(each.name for each in placed) else ()
    else:
        _, links, _ = _set(citation)
        raw, placed = written_out(each.given for each in found)
        links = [Mark(Span(0, len(raw)), mark.value) for mark in links]
    is_cut = next(descendants(citation, "etal"), None) is not None
    return Item(raw=raw, values=placed, links=tuple(links), kind=_kind(citation), et_al=is_cut)


def _tells(names: Iterable[str]) -> bool:
    """Return whether a title is among the names of values, and something beside it."""
    return "title" in (told := set(names)) and len(told) > 1


def _placed(valued: Valued, places: Mapping[Element, Span]) -> Stated:
    first = places[valued.first]
    last = places.get(valued.last, first)
    span = Span(first.start, max(first.end, last.end))
    return Stated(name=valued.given.name, value=valued.given.value, span=span)


def _is_prose(citation: Element) -> bool:
    """Return whether the citation has words or punctuation of its own between its elements."""
    between = [citation.text or "", *(child.tail or "" for child in citation)]
    return any(text.strip() for text in between)


def _set(citation: Element) -> tuple[str, list[Mark], dict[Element, Span]]:
    """Return the text of a citation, its links, and where each of its elements stands."""
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
    return "\n".join(texts), links, places


def _kind(citation: Element) -> str | None:
    named = (attribute(citation, "publication-type") or attribute(citation, "citation-type")).lower()
    kind = FROM_JATS.get(named)
    has_both = all(next(descendants(citation, *names), None) is not None for names in (TITLES, ("source",)))
    return "chapter" if kind == "book" and has_both else kind
