"""Which changes the findings of a document ask for."""

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import pairwise

from attrs import frozen

from refcheck.fixing import bibtex
from refcheck.fixing.edits import Edit, Refused, apart
from refcheck.model import FIXABLE, Audited, Document, Finding, Fix, Reference, Safety, Span

_PAGE_END = "\f"
_SPACES = (" ", "\t")


@frozen(kw_only=True)
class Planned:
    """The changes to make, in the order of the text; fixes that cannot be made; and how many were not wanted."""

    edits: tuple[Edit, ...] = ()
    refused: tuple[Refused, ...] = ()
    withheld: int = 0


@frozen(kw_only=True)
class _Wish:
    """A finding with a fix, and the reference that it is of."""

    reference: Reference
    finding: Finding
    fix: Fix

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """What is made first, where two cannot be made together: the safe, the grave, the early, the long."""
        span = self.fix.span
        return (self.fix.safety is not Safety.SAFE, -self.finding.rule.severity.rank, span.start, -len(span))


def is_fixable(document: Document) -> bool:
    """Whether documents of its format can be fixed."""
    return document.format in FIXABLE


def plan(
    document: Document, audited: Iterable[Audited], wanted: Set[Safety], can_write: Callable[[str], bool]
) -> Planned:
    """The changes that the findings ask for, as far as they are of a wanted safety and ``can_write`` allows their text.

    Where several fixes share a place, one is made: what the others are about is found again in the text that comes out, if it
    is still there.
    """
    wishes = [
        _Wish(reference=each.case.reference, finding=finding, fix=finding.fix)
        for each in audited
        for finding in each.findings
        if finding.fix is not None
    ]
    made = [wish for wish in wishes if wish.fix.safety in wanted]
    edits: list[Edit] = []
    refused: list[Refused] = []
    for wish in sorted(made, key=lambda wish: wish.order):
        edit = _edit(document, wish)
        if isinstance(edit, Refused):
            refused.append(edit)
        elif not can_write(edit.replacement):
            refused.append(_refused(wish, "the file's encoding lacks a character of it"))
        elif edit.span.of(document.text) != edit.replacement:
            edits.append(edit)
    return Planned(edits=apart(edits), refused=tuple(dict.fromkeys(refused)), withheld=len(wishes) - len(made))


def _edit(document: Document, wish: _Wish) -> Edit | Refused:
    """A fix as a change of the document's text."""
    fix = wish.fix
    if document.format == bibtex.FORMAT and wish.reference.structured:
        in_entry = bibtex.fix_of(wish.reference, wish.finding, fix)
        if in_entry is None:
            return _refused(wish, "it would not be sound BibTeX")
        fix = in_entry
    pieces = list(_pieces(wish.reference, fix.span))
    gaps = [Span(piece.end, following.start).of(document.text) for piece, following in pairwise(pieces)]
    if not pieces or not all(gap.isspace() and _PAGE_END not in gap for gap in gaps):
        return _refused(wish, "a page's end or other text stands between its lines")
    span = Span(pieces[0].start, pieces[-1].end)
    replacement = _with_line_end(document.text, span, fix.replacement, gaps[-1]) if gaps else fix.replacement
    joins = bool(gaps) and gaps[-1] not in replacement
    return Edit(
        span=span, replacement=replacement, key=wish.reference.key, codes=(wish.finding.rule.code,), joins=joins
    )


def _with_line_end(text: str, span: Span, replacement: str, line_end: str) -> str:
    """What is put over a line's end: the line ends behind it or before it where there is a space, so that it stays a line."""
    if text[span.end : span.end + 1] in _SPACES:
        return replacement + line_end
    if text[max(0, span.start - 1) : span.start] in _SPACES:
        return line_end + replacement
    return replacement


def _refused(wish: _Wish, why: str) -> Refused:
    return Refused(key=wish.reference.key, codes=(wish.finding.rule.code,), why=why)


def _pieces(reference: Reference, span: Span) -> Iterator[Span]:
    """The parts of the document that a span of ``raw`` covers; for an empty one the place in it, as an empty span."""
    offset = 0
    for piece in reference.spans:
        start, end = max(span.start, offset), min(span.end, offset + len(piece))
        if start < end or (start == end and span.start == span.end):
            yield Span(piece.start + start - offset, piece.start + end - offset)
        offset += len(piece) + 1
