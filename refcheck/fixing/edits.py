"""Changes of a text, and the text with them."""

from bisect import bisect
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from refcheck.model import Span


@frozen(kw_only=True)
class Edit:
    """One change of a document's text: what stands at ``span`` becomes ``replacement``.

    ``key`` is the reference's, ``codes`` are the findings that ask for it. ``joins`` says that a line's end is taken out.
    ``fields`` are the fields of a structured reference that may be read otherwise then.
    """

    span: Span
    replacement: str
    key: str
    codes: tuple[str, ...]
    joins: bool = False
    fields: frozenset[str] = frozenset()

    def touches(self, span: Span) -> bool:
        """Whether the two share a place, or meet at one: then only one of them can be made at a time."""
        return self.span.start <= span.end and span.start <= self.span.end


@frozen(kw_only=True)
class Refused:
    """A fix that cannot be made: the key of the reference, the codes of the findings, and why."""

    key: str
    codes: tuple[str, ...]
    why: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits, which are in order and apart."""
    parts, end = [], 0
    for edit in edits:
        parts += [text[end : edit.span.start], edit.replacement]
        end = edit.span.end
    return "".join([*parts, text[end:]])


def apart(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Those of the edits that can be made together, the first before the later ones; in the order of the text.

    Equal ones are one, with the codes of all.
    """
    kept: dict[tuple[Span, str], Edit] = {}
    taken: list[Span] = []
    for edit in edits:
        same = (edit.span, edit.replacement)
        at = bisect(taken, edit.span.start, key=lambda span: span.start)
        if same in kept:
            codes = tuple(dict.fromkeys((*kept[same].codes, *edit.codes)))
            kept[same] = evolve(edit, codes=codes, fields=kept[same].fields | edit.fields)
        elif not any(edit.touches(other) for other in taken[max(0, at - 1) : at + 1]):
            kept[same] = edit
            taken.insert(at, edit.span)
    return tuple(sorted(kept.values(), key=lambda edit: edit.span.start))
