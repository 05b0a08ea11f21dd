"""Single references with their accepted edits, where the source itself is not written: what a page shows, or a program asks for."""

from collections.abc import Iterator

from attrs import evolve

from refcheck.fixing.accepting import Accept
from refcheck.fixing.edits import Edit, apart, applied
from refcheck.fixing.planning import STRUCTURED, one_a_place, plan
from refcheck.model import Bibliography, CheckedReference, Document, Span, Work
from refcheck.parsing import parse
from refcheck.readers import read

_LONGEST_LABEL = 12
"""Characters of a label before a reference; what is longer is no label."""


def corrected_text(audited: CheckedReference, accept: Accept) -> str:
    """Return the reference as printed with its accepted edits."""
    edits = [
        Edit(span=each.fix.span, replacement=each.fix.replacement, key=audited.key, codes=(each.code,))
        for each in one_a_place(audited, accept)
        if each.fix is not None and not each.fix.adds
    ]
    return applied(audited.case.reference.raw, apart(edits))


def corrected_work(audited: CheckedReference, accept: Accept) -> Work | None:
    """Return what is read of a reference with its accepted edits, by itself; ``None`` where that is not one reference."""
    reference = audited.case.reference
    form = audited.format if reference.structured else "plain"
    before = "- " if form == "csl-yaml" else ""  # an item is one of a list
    document = Document(name="", format=form, text=before + reference.raw)
    alone = evolve(reference, spans=(Span(len(before), len(document.text)),))
    planned = plan(document, [evolve(audited, case=evolve(audited.case, reference=alone))], accept, lambda text: True)
    text = applied(document.text, planned.edits)
    if not reference.structured:
        return parse(text).work
    references = read(text, format=form).references if form in STRUCTURED else ()
    return references[0].work if len(references) == 1 else None


def lines(bibliography: Bibliography) -> Iterator[str]:
    """Yield the references of a printed list, a line each, with the label that is printed before them, if any."""
    text = bibliography.document.text
    for reference in bibliography.references:
        start = reference.spans[0].start if reference.spans else 0
        label = text[text.rfind("\n", 0, start) + 1 : start].strip()
        label = label if 0 < len(label) <= _LONGEST_LABEL else ""
        yield " ".join(f"{label} {reference.raw}".split())
