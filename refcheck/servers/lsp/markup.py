"""Where in a source of markup that stands which a reader sees: ``10.5555/tides`` in ``\\emph{Tides}, doi: 10.5555/tides``."""

from difflib import SequenceMatcher

from attrs import frozen

from refcheck.model import Span

_LONGEST = 4_000
"""Code points of a stretch that is held against its source letter by letter. Source: set by hand, above any reference."""

_MARKS = frozenset('\\{}$&#^_%~*`<>@[]"|')
"""What may be a sign of markup in LaTeX, Markdown or Typst."""


@frozen
class Seen:
    """A place in the source. ``exact`` says that just this text stands there, once, so that it can be replaced."""

    span: Span
    exact: bool


def seen(printed: str, span: Span, source: str) -> Seen | None:
    """Find the place in a stretch of the source of what stands at ``span`` in what a reader sees of it."""
    wanted = span.of(printed)
    if not wanted.strip():
        return None
    at = source.find(wanted)
    if at >= 0 and (source.count(wanted) == 1 or printed.find(wanted) == span.start):
        return Seen(Span(at, at + len(wanted)), source.count(wanted) == 1)
    if max(len(printed), len(source)) > _LONGEST:
        return None
    blocks = SequenceMatcher(None, printed, source, autojunk=False).get_matching_blocks()
    places = [
        (block.b + max(span.start - block.a, 0), block.b + min(span.end - block.a, block.size))
        for block in blocks
        if block.a < span.end and span.start < block.a + block.size
    ]
    return Seen(Span(places[0][0], places[-1][1]), False) if places else None


def can_replace(before: str, after: str) -> bool:
    """Whether a text can stand for another one in markup: it brings no sign that the other has not."""
    return _MARKS.intersection(after) <= _MARKS.intersection(before) and "\n" not in after
