"""The references of a report as a corrected bibliography: with their keys and order, and with what is certain corrected."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from refcheck.identifiers import repair_doi
from refcheck.model import (
    Bibliography,
    CheckedReference,
    Document,
    Finding,
    Found,
    Identifier,
    Record,
    Reference,
    Report,
    Safety,
    Scheme,
    Severity,
    Work,
)

REGISTERED = {
    "title": ("title", "subtitle"),
    "author": ("author", "author_et_al"),
    "editor": ("editor",),
    "issued": ("issued",),
    "container-title": ("container_title",),
    "volume": ("volume",),
    "issue": ("issue",),
    "page": ("page",),
    "publisher": ("publisher",),
    "edition": ("edition",),
    "DOI": ("doi",),
}
"""CSL variables that a finding may be about, and the fields of the record's work that replace them."""

_WHERE = {Scheme.DOI: "doi", Scheme.URL: "url"}
"""The field of a work that contains an identifier of each scheme."""


def corrected(report: Report) -> Bibliography:
    """Return the references with their safe fixes: identifiers are repaired; where only a person can judge, they stay as printed.

    A repaired identifier that a registry has a record of is safe, whatever the repairs were.
    """
    references = tuple(_with_safe_identifiers(audited) for audited in report.references)
    name = report.references[0].file if report.references else ""
    return Bibliography(document=Document(name=name, format="report", text=""), references=references)


def with_registered(report: Report) -> Report:
    """Return the report with the unsafe fixes made, too: where a finding says that the record differs, with the record's value."""
    return evolve(report, references=tuple(map(_with_registered, report.references)))


def only_corrected(report: Report, wanted: Report) -> Report:
    """Return ``wanted`` with only those references that differ between its corrected bibliography and the printed list.

    ``wanted`` is the report itself, or the report ``with_registered`` values.
    """
    rows = zip(report.references, wanted.references, corrected(wanted).references, strict=True)
    kept = (after for before, after, written in rows if _as_printed(before.case.reference) != written.work)
    return evolve(wanted, references=tuple(kept))


def as_printed_work(work: Work, identifier: Identifier) -> Work:
    """Return the work with the identifier as it is printed."""
    name = _WHERE.get(identifier.scheme)
    return _set(work, **{name: identifier.raw}) if name and getattr(work, name) == identifier.value else work


def _as_printed(reference: Reference) -> Work:
    """Return the work with its identifiers as they are printed; where text precedes the DOI in its field, with the whole field."""
    work = reference.work
    for identifier in reference.identifiers:
        work = as_printed_work(work, identifier)
    field = reference.field("doi") if reference.structured else None
    is_more = field is not None and any(map(str.isalnum, field.raw.partition(work.doi or "")[0]))
    return _set(work, doi=field.raw) if field is not None and is_more else work


def _with_safe_identifiers(audited: CheckedReference) -> Reference:
    reference = audited.case.reference
    work = reference.work
    held = {asked.id for asked in audited.case.answers if isinstance(asked.answer, Found)}
    if audited.record is not None:
        held.add(audited.record.id)
    for identifier in reference.identifiers:
        if identifier.id not in held and any(repair.safety is not Safety.SAFE for repair in identifier.repairs):
            work = as_printed_work(work, identifier)
    return evolve(reference, work=work)


def _with_registered(audited: CheckedReference) -> CheckedReference:
    case = audited.case
    work = case.reference.work
    for finding in audited.findings:
        if (doi := _offered(case.reference, finding)) is not None:
            work = evolve(work, doi=doi)
        elif case.match is not None:
            names = _differing(finding, case.match.record)
            work = _set(work, **{name: getattr(case.match.record.work, name) for name in names})
    identifiers = tuple(
        evolve(each, repairs=tuple(evolve(repair, safety=Safety.SAFE) for repair in each.repairs))
        for each in case.reference.identifiers
    )
    reference = evolve(case.reference, work=work, identifiers=identifiers)
    return evolve(audited, case=evolve(case, reference=reference))


def _offered(reference: Reference, finding: Finding) -> str | None:
    """Return the DOI by which an unsafe fix replaces the printed one, if it does."""
    fix = finding.fix
    if fix is None or fix.safety is Safety.SAFE:
        return None
    if not any(each.span.overlaps(fix.span) for each in reference.identifiers if each.scheme is Scheme.DOI):
        return None
    found = repair_doi(fix.replacement)
    return found.value if found is not None else None


def _differing(finding: Finding, record: Record) -> Iterator[str]:
    """Yield the fields of the record's work that a finding reports as cited differently or missing; for notes, only the missing."""
    for evidence in finding.evidence:
        of_record = (evidence.registry, evidence.url or "") == (record.provenance.registry, record.provenance.url)
        is_grave = finding.rule.severity is not Severity.INFO or evidence.cited is None
        if of_record and is_grave and evidence.registered:
            yield from REGISTERED.get(evidence.field or "", ())


def _set(work: Work, **values: Any) -> Work:
    return evolve(work, **values)


def writable(text: str) -> str:
    """Return the text without characters that no bibliographic format has: control characters and lone surrogates."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
