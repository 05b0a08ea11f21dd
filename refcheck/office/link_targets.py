"""Where a link leads once its text is corrected, and the links of a part whose text a change touches."""

from collections.abc import Callable, Sequence
from urllib.parse import unquote

from attrs import frozen

from refcheck.identifiers import find
from refcheck.identifiers.schemes import doi
from refcheck.model import Document, Identifier, Scheme, Span, TextNode
from refcheck.office.values import Change
from refcheck.text.edits import applied

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
        own = [each for each in changes if whole.start <= each.span.start and each.span.end <= whole.end]
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
