"""Changes of a document, made only in the words that differ and from the end to the beginning; or why they cannot be made.

The target of a link is corrected if a change corrects its text.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from attrs import frozen

from refcheck.identifiers import find
from refcheck.identifiers.schemes import doi
from refcheck.model import Document, Identifier, Scheme, Span, TextNode
from refcheck.office.package import rewritten
from refcheck.office.values import Change, Rewritten
from refcheck.text.edits import applied, differences

_WORDS = re.compile(r"\w+|\s|[^\w\s]")
"""A word, one blank, one symbol: ``10``, ``.``, ``1016``, ``/``, `` ``, ``j``."""

_MOST = 2000
"""The most words that are compared: that takes time up to the square of their number. A longer change is made as a whole."""


def parts_of(change: Change, text: str) -> Iterator[Change]:
    """Yield the changes of single words, in order, that together make one change of a document's ``text``."""
    before = change.span.of(text)
    if max(len(_WORDS.findall(each)) for each in (before, change.replacement)) > _MOST:
        yield change
        return
    for start, end, replacement in differences(before, change.replacement, _WORDS, change.span.start):
        yield Change(span=Span(start, end), replacement=replacement)


_FORBIDDEN = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n"}
"""Characters that XML does not allow. Source: XML 1.0, ``Char``."""


def can_stand(text: str) -> bool:
    """Return whether a document can contain a text."""
    return not any(character in _FORBIDDEN or "\ud800" <= character <= "\udfff" for character in text)


_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org")
"""The hosts at which every DOI is resolved. Source: DOI Handbook, 3.7."""

_CLOSING = ".,;:)]>"
"""Punctuation at the end of a text that programs include in the link that they make of it."""


@frozen(kw_only=True)
class Link:
    """A link of a part: its first and last element, its target, and a function that writes the target, if it can be written."""

    part: str
    first: int
    last: int
    target: str
    write: Callable[[str], bool]

    def holds(self, node: TextNode) -> bool:
        """Return whether a stretch of text is within the link."""
        is_behind = node.is_tail and node.element == self.first
        return node.part == self.part and self.first <= node.element <= self.last and not is_behind


def follow(links: Sequence[Link], changes: Sequence[Change], document: Document) -> int:
    """Set the targets of links to what their text says now, if they agreed with it before; return the number of links set.

    Links whose text is not changed are left as they are, and so are links whose target differed from the text.
    """
    followed = 0
    for link in links:
        nodes = [node for node in document.nodes if link.holds(node)]
        if not nodes:
            continue
        whole = Span(nodes[0].span.start, nodes[-1].span.end)
        own = [each for each in changes if whole.holds(each.span)]
        if own and sum(len(node.span) for node in nodes) == len(whole):
            edits = ((each.span.start - whole.start, each.span.end - whole.start, each.replacement) for each in own)
            before = whole.of(document.text)
            target = following(link.target, before, applied(before, sorted(edits)))
            followed += target is not None and link.write(target)
    return followed


def following(target: str, before: str, after: str) -> str | None:
    """Return the new target of a link whose text was corrected; ``None`` if it is right already or did not match the old text.

    >>> following("https://doi.org/10.5555/%20ab.1", "doi: 10.5555/ ab.1", "doi: 10.5555/ab.1")
    'https://doi.org/10.5555/ab.1'
    >>> following("https://example.org/ab", "doi: 10.5555/ ab.1", "doi: 10.5555/ab.1")
    """
    was, now = _only(before), _only(after)
    if was is None or now is None or was.scheme is not now.scheme:
        return None
    if was.scheme is Scheme.DOI:
        head, _, rest = target.strip().partition("://")[2].partition("/")
        if head.lower() not in _RESOLVERS or _compared(rest) != _compared(was.raw):
            return None
        return None if unquote(rest).lower() == now.value.lower() else doi.format(now.value)
    is_same = was.scheme is Scheme.URL and _compared(target) == _compared(was.raw)
    return now.value if is_same and target != now.value else None


def _only(text: str) -> Identifier | None:
    found = find(text)
    return found[0] if len(found) == 1 else None


def _compared(address: str) -> str:
    return "".join(unquote(address).split()).rstrip(_CLOSING).lower()


class Tracked(ABC):
    """A document that is being changed; subclasses insert and delete text in their formats."""

    def __init__(self, document: Document) -> None:
        """Keep ``document``, as the reader recorded it."""
        self._document = document

    @abstractmethod
    def parts(self) -> Mapping[str, bytes]:
        """Return the changed parts of the file, by their names."""

    def changed(self, data: bytes, changes: Sequence[Change]) -> Rewritten:
        """Return the document's file with changes, which are in order and do not overlap, and those that cannot be made.

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
        """Make a change; return why it cannot be made, or an empty string."""
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
        """Return why a change cannot be made, for the user; empty where it can."""
        span, nodes = change.span, self._nodes(change.span)
        if not nodes:
            return "it is not in the text of the document"
        if program := next((node.program for node in nodes if node.program), ""):
            return f"{program} writes it, and would overwrite a fix: correct it in its library"
        if sum(len(node.span) for node in nodes) < len(span):
            is_end = "\n" in span.of(self._document.text)
            return "it extends over the end of a paragraph" if is_end else "a part of it is the URL of a link, not text"
        return "it extends over several parts of the document" if len({node.part for node in nodes}) > 1 else ""

    def _nodes(self, span: Span) -> tuple[TextNode, ...]:
        """Return the stretches that a span covers; for an empty span, the stretch before it, or else the one after it."""
        if len(span):
            return self._document.nodes_at(span)
        before = self._document.nodes_at(Span(max(0, span.start - 1), span.start))
        return before or self._document.nodes_at(Span(span.start, span.start + 1))

    @abstractmethod
    def _links(self, changes: Sequence[Change]) -> Iterable[Link]:
        """Return the links of the parts that are to be changed."""

    @abstractmethod
    def _insert(self, change: Change) -> None:
        """Insert text after the deleted text; without that, after the preceding stretch, or before the following one."""

    @abstractmethod
    def _delete(self, node: TextNode) -> None:
        """Mark a stretch as deleted; what refcheck itself inserted before is removed without a trace."""
