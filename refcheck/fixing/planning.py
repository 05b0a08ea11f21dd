"""Plan of the changes that the findings of a document request."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from attrs import evolve, frozen

from refcheck.fixing import bibtex, json_items, tagged, yaml_items
from refcheck.fixing.accepting import Accept, united
from refcheck.fixing.edits import NOT_ENCODED, NOT_HERE, Change, Edit, Refused, RequestedEdit, Source, Unwritable, apart
from refcheck.identifiers import find
from refcheck.model import DATA, CheckedReference, Document, Finding, Fix, Identifier, Reference, Scheme, Span
from refcheck.readers.sources.decoding import LONE_SURROGATE

_PAGE_END = "\f"
_SPACES = (" ", "\t")

_NOTATIONS: Mapping[str, Callable[[RequestedEdit, Source], Change | Unwritable]] = {
    bibtex.FORMAT: bibtex.written,
    **dict.fromkeys(tagged.FORMATS, tagged.written),
    json_items.FORMAT: json_items.written,
    **dict.fromkeys(yaml_items.FORMATS, yaml_items.written),
}
"""The functions that write a requested edit, by the formats with fields."""

STRUCTURED = frozenset(_NOTATIONS)
"""The formats with fields, of those that can be fixed."""

_IDENTIFIERS = frozenset(each.value for each in Scheme)


@frozen(kw_only=True)
class Planned:
    """The edits to make, in text order; fixes that cannot be made; the count of those not wanted; notes on additional changes."""

    edits: tuple[Edit, ...] = ()
    refused: tuple[Refused, ...] = ()
    withheld: int = 0
    notes: tuple[str, ...] = ()


def plan(
    document: Document, audited: Iterable[CheckedReference], accept: Accept, can_write: Callable[[str], bool]
) -> Planned:
    """Return the changes that the accepted fixes make, as far as ``can_write`` allows their text: one edit per place.

    Fixes of one safety that touch are one edit. If a safe and an unsafe one touch, the safe one is made: the subject of the other
    is found again in the resulting text, if it is still there.
    """
    references = list(audited)
    source = Source(document=document, can_write=can_write, is_ascii=document.text.isascii())
    requests = [(requested, None) for each in references for requested in requested_edits(each, accept)]
    return planned(requests, lambda requested, _: _edit(source, requested), document.text, references)


Kin = TypeVar("Kin")


def planned(
    requests: Sequence[tuple[RequestedEdit, Kin]],
    write: Callable[[RequestedEdit, Kin], Iterable[Edit] | Unwritable],
    text: str,
    references: Iterable[CheckedReference],
) -> Planned:
    """Return the changes of a text that ``write`` makes of the requests; it also gets the second item of each request."""
    edits: list[Edit] = []
    refused: list[Refused] = []
    for requested, kin in sorted(requests, key=lambda one: one[0].order):
        found = write(requested, kin)
        if isinstance(found, Unwritable):
            refused.append(Refused(key=requested.reference.key, codes=(requested.finding.code,), why=found.why))
        else:
            edits += [edit for edit in found if edit.span.of(text) != edit.replacement]
    proposed = sum(finding.fix is not None for each in references for finding in each.findings)
    withheld = proposed - len(requests)
    return Planned(edits=apart(edits), refused=tuple(dict.fromkeys(refused)), withheld=withheld)


def one_per_place(audited: CheckedReference, accept: Accept) -> Iterator[Finding]:
    """Yield the findings of a reference whose fixes are accepted; those of one safety that touch share one fix."""
    reference = audited.case.reference
    accepted = (
        evolve(finding, fix=_with_target(reference, fix))
        for finding in audited.findings
        if (fix := accept(reference, finding)) is not None
    )
    return united(reference, accepted)


def _with_target(reference: Reference, fix: Fix) -> Fix:
    """Return the fix of an identifier that is a link's text, extended to the link's target, if it puts another in its place."""
    if (exchanged := exchange(reference, fix)) is None:
        return fix
    shown, made = exchanged
    own = reference.of_scheme(shown.scheme)
    target = next((each for each in reference.identifiers if each.id == shown.id and each not in own), None)
    if target is None or shown not in own or fix.span.end > target.span.start:
        return fix
    between = reference.raw[fix.span.end : target.span.start]
    text = f"{fix.replacement}{between}{made.value}"
    return evolve(fix, span=Span(fix.span.start, target.span.end), replacement=text)


def exchange(reference: Reference, fix: Fix) -> tuple[Identifier, Identifier] | None:
    """Return the identifier that a fix replaces by another one, and the new one; ``None`` if it does not replace one."""
    shown = [each for each in reference.identifiers if each.span.overlaps(fix.span)]
    made = find(fix.replacement) if len(shown) == 1 else ()
    return (shown[0], made[0]) if len(made) == 1 and made[0].id != shown[0].id else None


def requested_edits(audited: CheckedReference, accept: Accept) -> Iterator[RequestedEdit]:
    """Yield the edits that the accepted fixes of a reference request."""
    for finding in one_per_place(audited, accept):
        if finding.fix is not None:
            yield RequestedEdit(reference=audited.case.reference, finding=finding, fix=finding.fix)


def _edit(source: Source, requested: RequestedEdit) -> tuple[Edit] | Unwritable:
    """Return a fix as a change of the document's text."""
    form = source.document.home_of(requested.reference.spans).format
    notation = _NOTATIONS.get(form)
    if notation is None:
        return Unwritable(f"{form} cannot be fixed") if form in DATA else _in_print(source, requested)
    if not requested.reference.structured:
        return Unwritable("its entry was not understood")
    if LONE_SURROGATE.search(requested.text):
        return Unwritable("it contains an incomplete character")
    change = notation(requested, source)
    if isinstance(change, Unwritable):
        return change
    if not source.can_write(change.text):
        return NOT_ENCODED
    span = change.span.shifted(requested.reference.spans[0].start)
    return (requested.edit(span, change.text, fields=_touched(requested)),)


def _touched(requested: RequestedEdit) -> frozenset[str]:
    """Return the fields that an edit concerns; with an identifier, all identifiers, since it may be split, or read as another."""
    if requested.variable == "DOI":
        return _IDENTIFIERS
    names = {field.name for field in requested.reference.fields if field.span.overlaps(requested.fix.span)}
    return frozenset(names | _IDENTIFIERS if names & _IDENTIFIERS else names)


def _in_print(source: Source, requested: RequestedEdit) -> tuple[Edit] | Unwritable:
    """Return the change of a printed reference, whose pieces are lines of the text."""
    document, fix = source.document, requested.fix
    if fix.adds:
        return NOT_HERE
    pieces = requested.reference.locate(fix.span)
    gaps = [Span(piece.end, following.start).of(document.text) for piece, following in pairwise(pieces)]
    if not pieces or not all(gap.isspace() and _PAGE_END not in gap for gap in gaps):
        return Unwritable("a page break or other text is between its lines")
    span = Span(pieces[0].start, pieces[-1].end)
    is_spaced = document.text[span.end : span.end + 1] in _SPACES
    replacement = fix.replacement + gaps[-1] if gaps and is_spaced else fix.replacement  # the line ends after it
    if not source.can_write(replacement):
        return NOT_ENCODED
    return (requested.edit(span, replacement, joins=bool(gaps) and gaps[-1] not in replacement),)
