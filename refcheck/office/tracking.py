"""Changes of a document made in the words that differ, from the end to the beginning; or why they cannot be made."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

from refcheck.model import Document, Span, TextNode
from refcheck.office.link_targets import Link, follow
from refcheck.office.package import rewritten
from refcheck.office.values import Change, Rewritten
from refcheck.text.edits import differences

_WORDS = re.compile(r"\w+|\s|[^\w\s]")
"""A word, one blank, one sign: ``10``, ``.``, ``1016``, ``/``, `` ``, ``j``."""

_MOST = 2000
"""A change of more words is made as a whole: the comparison takes up to the square of time."""


def parts_of(change: Change, text: str) -> Iterator[Change]:
    """Yield the changes, in order, that together make one of a document's ``text``."""
    before = change.span.of(text)
    if max(len(_WORDS.findall(each)) for each in (before, change.replacement)) > _MOST:
        yield change
        return
    for start, end, replacement in differences(before, change.replacement, _WORDS, change.span.start):
        yield Change(span=Span(start, end), replacement=replacement)


_NONE = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n"}
"""Characters that XML has no place for. Source: XML 1.0, ``Char``."""


def can_stand(text: str) -> bool:
    """Return whether a document can hold a text."""
    return not any(character in _NONE or "\ud800" <= character <= "\udfff" for character in text)


class Tracked(ABC):
    """A document that is being changed. Its format says how text is put in and taken out."""

    def __init__(self, document: Document) -> None:
        """``document`` is what the reader told."""
        self._document = document

    @abstractmethod
    def parts(self) -> Mapping[str, bytes]:
        """Return the parts of the file that are written anew, by their names."""

    def changed(self, data: bytes, changes: Sequence[Change]) -> Rewritten:
        """Return the document's file with changes, which are in order and apart; those that cannot be made are told.

        Raises:
            SourceError: a part that is to be changed is broken.
        """
        links = [*self._links(changes)]
        refused = [(change, why) for change in reversed(changes) if (why := self._make(change))]
        made = [change for change in changes if change not in dict(refused)]
        followed = follow(links, made, self._document)
        if parts := self.parts():
            data = rewritten(data, self._document.name, parts)
        return Rewritten(data=data, followed=followed, refused=tuple(reversed(refused)))

    def _make(self, change: Change) -> str:
        """Make a change, or say why that cannot be done."""
        parts = list(parts_of(change, self._document.text))
        if why := next(filter(None, (self._why_not(each) for each in parts)), ""):
            return why
        for each in reversed(parts):
            if each.replacement:
                self._insert(each)
            for node in reversed(self._document.nodes_at(each.span)):
                self._delete(node)
        return ""

    def _why_not(self, change: Change) -> str:
        """Return why a change cannot be made, in a person's words; empty where it can."""
        span, nodes = change.span, self._nodes(change.span)
        if not nodes:
            return "it stands nowhere in the document as text"
        if program := next((node.program for node in nodes if node.program), ""):
            return f"{program} writes it, and would write it again: correct it in its library"
        if sum(len(node.span) for node in nodes) < len(span):
            is_end = "\n" in span.of(self._document.text)
            return "it goes over the end of a paragraph" if is_end else "a part of it is a link's address and no text"
        return "it goes from one part of the document to another" if len({node.part for node in nodes}) > 1 else ""

    def _nodes(self, span: Span) -> tuple[TextNode, ...]:
        """Return the stretches that a span covers; of an empty one the stretch before it, or else that behind."""
        if len(span):
            return self._document.nodes_at(span)
        before = self._document.nodes_at(Span(max(0, span.start - 1), span.start))
        return before or self._document.nodes_at(Span(span.start, span.start + 1))

    @abstractmethod
    def _links(self, changes: Sequence[Change]) -> Iterable[Link]:
        """Return the links of the parts in which something is to be changed."""

    @abstractmethod
    def _insert(self, change: Change) -> None:
        """Put text in behind what is taken out, else behind what stands before the place, or before what stands behind."""

    @abstractmethod
    def _delete(self, node: TextNode) -> None:
        """Mark a stretch as taken out; what refcheck itself has put in before goes without a trace."""
