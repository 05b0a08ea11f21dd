"""Fixes within a record of tagged lines: RIS, EndNote's tagged export, and PubMed's format."""

import re
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from attrs import frozen

from refcheck.fixing.edits import IN_A_NOTE, NOT_HERE, Change, RequestedEdit, Source, Unwritable, line_end
from refcheck.model import Span
from refcheck.readers.data import endnote_tagged, nbib, ris
from refcheck.readers.entries.tagged import Line, lines

_TAG = re.compile(r"[A-Z][A-Z0-9]{1,3}(?=[ \t]*-)|(?<=%)\w")
"""The tag at the start of a line: ``TY  - ``, ``%A ``."""


@frozen(kw_only=True)
class _Form:
    """A format: the pattern of a line, the form of a DOI, and the tags of a DOI, of a record's end, of two pages and of notes."""

    line: re.Pattern[str]
    doi: str
    beside: tuple[str, ...] = ()
    value: str = "{}"
    last: str = ""
    pages: tuple[str, str] = ("", "")
    notes: frozenset[str]


_RIS_NOTES = frozenset(
    {"AB", "AD", "KW", "M1", "M2", "N1", "N2", "RN", *(f"{kind}{at}" for kind in "CU" for at in range(1, 9))}
)
_NBIB_NOTES = frozenset({"AB", "AD", "CI", "CIN", "COIS", "GR", "MH", "OAB", "OABL", "OT", "PMCR"})
"""Tags of fields that are not printed in references."""

_FORMS = {
    ris.NAME: _Form(line=ris.LINE, doi="DO", last="ER", pages=("SP", "EP"), notes=_RIS_NOTES),
    endnote_tagged.NAME: _Form(line=endnote_tagged.LINE, doi="R", notes=frozenset("KXZ")),
    nbib.NAME: _Form(line=nbib.LINE, doi="LID", beside=("AID", "LID"), value="{} [doi]", notes=_NBIB_NOTES),
}

FORMATS = tuple(_FORMS)


def written(requested: RequestedEdit, source: Source) -> Change | Unwritable:
    """Return the change of the record's source."""
    form, raw = _FORMS[source.document.home_of(requested.reference.spans).format], requested.reference.raw
    held = list(lines(raw, form.line))
    change = _added(requested, form, held) if requested.fix.adds else _replaced(requested, form, held)
    if isinstance(change, Unwritable):
        return change
    changed = {line.tag for line in held if change.span.start <= line.value.start < change.span.end}
    own = changed if requested.is_of_people else set()
    if _tags(held, form, own) != _tags(lines(change.made_in(raw), form.line), form, own):
        return Unwritable("another line would start within it")
    return change


def _tags(held: Iterable[Line], form: _Form, own: Set[str]) -> list[str]:
    """Return the tags of lines, except those that a change may add or remove."""
    return [line.tag for line in held if line.tag not in (form.doi, form.pages[1], *own)]


def _replaced(requested: RequestedEdit, form: _Form, held: Sequence[Line]) -> Change | Unwritable:
    raw, span = requested.reference.raw, requested.fix.span
    within = {line.tag for line in held if span.start <= line.value.start <= span.end}
    if requested.is_of_people and len(within) == 1:
        return Change(span, requested.fix.replacement)
    for line in held:
        if line.value.holds(span):
            if line.tag in form.notes:
                return IN_A_NOTE
            is_whole = span.of(raw) == line.value.of(raw).strip()
            if requested.variable == "page" and is_whole and line.tag == form.pages[0] and "-" not in span.of(raw):
                return _pages(requested, form, line, held)
            return Change(span, requested.text)
    return Unwritable("it is not within one line's value")


def _pages(requested: RequestedEdit, form: _Form, line: Line, held: Sequence[Line]) -> Change:
    """Return the change of the first and the last page, which have a line each; the second is added or removed with its value."""
    raw, span = requested.reference.raw, requested.fix.span
    first, _, last = requested.text.partition("-")
    lasts = [(one, other) for one, other in pairwise((*held, None)) if one and one.tag == form.pages[1]]
    if not lasts:
        more = f"{line_end(raw)}{_label(raw, line, form.pages[1])}{last}" if last else ""
        return Change(Span(span.start, line.value.end), f"{first}{raw[span.end : line.value.end]}{more}")
    other, following = lasts[0]
    place = other.value if last else Span(other.start, following.start if following else other.value.end)
    text = f" {last}" if last and raw[place.start - 1] == "-" else last
    if place.start >= span.end:
        return Change(Span(span.start, place.end), f"{first}{raw[span.end : place.start]}{text}")
    return Change(Span(place.start, span.end), f"{text}{raw[place.end : span.start]}{first}")


def _added(requested: RequestedEdit, form: _Form, held: Sequence[Line]) -> Change | Unwritable:
    """Return the change that adds a line after those of the same kind, or else after the last one, or fills an empty one."""
    raw = requested.reference.raw
    if requested.fix.adds != "DOI" or not held:
        return NOT_HERE
    value = form.value.format(requested.text)
    own = [line for line in held if line.tag == form.doi and not form.beside]
    empty = next((line.value for line in own if not line.value.of(raw).strip()), None)
    if empty is not None:
        return Change(empty, value if raw[empty.start - 1].isspace() else f" {value}")
    if own:
        return Unwritable(f"it already has a line “{form.doi}” with another value")
    preceding = [line for line in held if line.tag in form.beside] or [line for line in held if line.tag != form.last]
    end = preceding[-1].value.end
    return Change(Span(end, end), f"{line_end(raw)}{_label(raw, preceding[-1], form.doi)}{value}")


def _label(raw: str, line: Line, tag: str) -> str:
    """Return the tag and its separator, spaced as in another line."""
    label = raw[line.start : line.value.start].lstrip("\ufeff")
    width = len(found[0]) if (found := _TAG.search(label)) else len(tag)
    label = _TAG.sub(tag, label, count=1)
    if len(tag) > width:
        label = label.replace(tag + " " * (len(tag) - width), tag, 1)
    elif len(tag) < width:
        label = label.replace(tag, tag + " " * (width - len(tag)), 1)
    return label if label[-1:].isspace() else f"{label} "
