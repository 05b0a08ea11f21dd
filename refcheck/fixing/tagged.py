"""Fixes within a record of tagged lines: RIS, EndNote's tagged export, and PubMed's format."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from attrs import frozen

from refcheck.fixing.edits import IN_A_NOTE, NOT_ENCODED, NOT_HERE, Change, RequestedEdit, Source, Unwritable
from refcheck.model import Span
from refcheck.readers.data import endnote_tagged, nbib, ris

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")

_SIGN = re.compile(r"[A-Z][A-Z0-9]{1,3}(?=[ \t]*-)|(?<=%)\w")
"""The tag at a line's beginning: ``TY  - ``, ``%A ``."""


@frozen(kw_only=True)
class _Form:
    """A format: what a line is, how a DOI is written, and the tags of a DOI, of a record's end, of two pages and of notes."""

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
"""Tags of what no reference is printed from."""

_FORMS = {
    ris.NAME: _Form(line=ris.LINE, doi="DO", last="ER", pages=("SP", "EP"), notes=_RIS_NOTES),
    endnote_tagged.NAME: _Form(line=endnote_tagged.LINE, doi="R", notes=frozenset("KXZ")),
    nbib.NAME: _Form(line=nbib.LINE, doi="LID", beside=("AID", "LID"), value="{} [doi]", notes=_NBIB_NOTES),
}

FORMATS = tuple(_FORMS)


@frozen
class _Line:
    """A line and those that go on with it: its tag, where it begins, where its value begins, and where it ends."""

    tag: str
    start: int
    value: int
    end: int

    @property
    def span(self) -> Span:
        """Where the value stands, with the white space around."""
        return Span(self.value, self.end)


def written(requested: RequestedEdit, source: Source) -> Change | Unwritable:
    """Return the change of the record's source."""
    form, raw = _FORMS[source.document.format], requested.reference.raw
    lines = list(_lines(raw, form))
    change = _added(requested, form, lines) if requested.fix.adds else _replaced(requested, form, lines)
    if isinstance(change, Unwritable):
        return change
    if not source.can_write(change.text):
        return NOT_ENCODED
    own = (
        {line.tag for line in lines if change.span.start <= line.value < change.span.end}
        if requested.is_of_people
        else {""}
    )
    if _tags(lines, form, own) != _tags(_lines(change.made_in(raw), form), form, own):
        return Unwritable("another line would begin within it")
    return change


def _tags(lines: Iterable[_Line], form: _Form, own: Set[str]) -> list[str]:
    """Return the tags of lines, but for those that a change may bring or take."""
    return [line.tag for line in lines if line.tag not in (form.doi, form.pages[1], *own)]


def _lines(raw: str, form: _Form) -> Iterator[_Line]:
    last: _Line | None = None
    for found in _LINE.finditer(raw):
        tagged = form.line.fullmatch(raw, *found.span())
        if tagged is not None:
            if last is not None:
                yield last
            value = tagged.start(2) if tagged.start(2) >= 0 else found.end()
            last = _Line(tagged[1], found.start(), value, found.end())
        elif last is not None and found[0].strip():
            last = _Line(last.tag, last.start, last.value, found.end())
    if last is not None:
        yield last


def _replaced(requested: RequestedEdit, form: _Form, lines: Sequence[_Line]) -> Change | Unwritable:
    raw, span = requested.reference.raw, requested.fix.span
    within = {line.tag for line in lines if span.start <= line.value <= span.end}
    if requested.is_of_people and len(within) == 1:
        return Change(span, requested.fix.replacement)
    for line in lines:
        if line.value <= span.start and span.end <= line.end:
            if line.tag in form.notes:
                return IN_A_NOTE
            is_whole = span.of(raw) == line.span.of(raw).strip()
            if requested.variable == "page" and is_whole and line.tag == form.pages[0] and "-" not in span.of(raw):
                return _pages(requested, form, line, lines)
            return Change(span, requested.text)
    return Unwritable("it is not within one line's value")


def _pages(requested: RequestedEdit, form: _Form, line: _Line, lines: Sequence[_Line]) -> Change:
    """Return the first and the last page, which have a line each; the second comes or goes with its value."""
    raw, span = requested.reference.raw, requested.fix.span
    first, _, last = requested.text.partition("-")
    held = [(one, other) for one, other in pairwise((*lines, None)) if one and one.tag == form.pages[1]]
    if not held:
        more = f"{_line_end(raw)}{_label(raw, line, form.pages[1])}{last}" if last else ""
        return Change(Span(span.start, line.end), f"{first}{raw[span.end : line.end]}{more}")
    other, behind = held[0]
    place = other.span if last else Span(other.start, behind.start if behind else other.end)
    text = f" {last}" if last and raw[place.start - 1] == "-" else last
    if place.start >= span.end:
        return Change(Span(span.start, place.end), f"{first}{raw[span.end : place.start]}{text}")
    return Change(Span(place.start, span.end), f"{text}{raw[place.end : span.start]}{first}")


def _added(requested: RequestedEdit, form: _Form, lines: Sequence[_Line]) -> Change | Unwritable:
    """Return a line of its own, behind those of its kind or else the last one; one that is there and empty is filled."""
    raw = requested.reference.raw
    if requested.fix.adds != "DOI" or not lines:
        return NOT_HERE
    value = form.value.format(requested.text)
    held = [line for line in lines if line.tag == form.doi and not form.beside]
    empty = next((line for line in held if not line.span.of(raw).strip()), None)
    if empty is not None:
        return Change(empty.span, value if raw[empty.value - 1].isspace() else f" {value}")
    if held:
        return Unwritable(f"it has a line “{form.doi}” already, which holds something else")
    kin = [line for line in lines if line.tag in form.beside] or [line for line in lines if line.tag != form.last]
    line = kin[-1]
    return Change(Span(line.end, line.end), f"{_line_end(raw)}{_label(raw, line, form.doi)}{value}")


def _label(raw: str, line: _Line, tag: str) -> str:
    """Return the tag and its sign, as another line has them."""
    label = raw[line.start : line.value].lstrip("\ufeff")
    width = len(found[0]) if (found := _SIGN.search(label)) else len(tag)
    label = _SIGN.sub(tag, label, count=1)
    if len(tag) > width:
        label = label.replace(tag + " " * (len(tag) - width), tag, 1)
    elif len(tag) < width:
        label = label.replace(tag, tag + " " * (width - len(tag)), 1)
    return label if label[-1:].isspace() else f"{label} "


def _line_end(raw: str) -> str:
    found = _LINE_END.search(raw)
    return found[0] if found else "\n"
