"""Changes of a document made in the words that differ, from the end to the beginning; or why they cannot be made.

A link whose text a change touches is led where the text leads now.
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


_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org")
"""The hosts at which every DOI is resolved. Source: DOI Handbook, 3.7."""

_CLOSING = ".,;:)]>"
"""Signs that programs take along from the end of a text that they make a link of."""


@frozen(kw_only=True)
class Link:
    """A link of a part: its elements from the first to the last, where it leads, and how that is written (or that it cannot be)."""

    part: str
    first: int
    last: int
    target: str
    write: Callable[[str], bool]

    def holds(self, node: TextNode) -> bool:
        """Return whether a stretch of text stands within the link."""
        is_behind = node.is_tail and node.element == self.first
        return node.part == self.part and self.first <= node.element <= self.last and not is_behind


def follow(links: Sequence[Link], changes: Sequence[Change], document: Document) -> int:
    """Let links lead where their text says now, if they led where it said before. Returns how many do.

    Links whose text no change touches stay as they are; so do those that led elsewhere.
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
    """Return where a link is to lead whose text was corrected; ``None`` where it leads there, or led elsewhere than its text said.

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
