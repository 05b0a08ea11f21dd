"""The references of a report as a bibliography to go on with: keys and order as they were, what is sure put right."""

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
"""CSL variables that a finding may be about, and what of a record's work is put in their place."""

_WHERE = {Scheme.DOI: "doi", Scheme.URL: "url"}
"""Where a work has the value of an identifier."""


def corrected(report: Report) -> Bibliography:
    """Return the references with their safe fixes: identifiers are mended, and what only a person can judge is as it is printed.

    A reading that a registry holds is safe, whatever led to it.
    """
    references = tuple(_with_safe_identifiers(audited) for audited in report.references)
    name = report.references[0].file if report.references else ""
    return Bibliography(document=Document(name=name, format="report", text=""), references=references)


def with_registered(report: Report) -> Report:
    """The report with the unsafe fixes made as well: where a finding says that a record differs, the record's values are taken."""
    return evolve(report, references=tuple(map(_with_registered, report.references)))


def only_corrected(report: Report, wanted: Report) -> Report:
    """Return the references of ``wanted`` alone that its corrected bibliography has otherwise than they are printed.

    ``wanted`` is the report itself, or the one with the registered values.
    """
    rows = zip(report.references, wanted.references, corrected(wanted).references, strict=True)
    kept = (after for before, after, written in rows if _as_printed(before.case.reference) != written.work)
    return evolve(wanted, references=tuple(kept))


def unmended(work: Work, identifier: Identifier) -> Work:
    """Return the work with one of its identifiers as it is printed."""
    name = _WHERE.get(identifier.scheme)
    return _set(work, **{name: identifier.raw}) if name and getattr(work, name) == identifier.value else work


def _as_printed(reference: Reference) -> Work:
    """Return the work with its identifiers as they are printed; of a field that is for a DOI, with all that stands in it."""
    work = reference.work
    for identifier in reference.identifiers:
        work = unmended(work, identifier)
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
            work = unmended(work, identifier)
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
    """Return the DOI that a fix puts in the place of the printed one."""
    fix = finding.fix
    if fix is None or fix.safety is Safety.SAFE:
        return None
    if not any(each.span.overlaps(fix.span) for each in reference.identifiers if each.scheme is Scheme.DOI):
        return None
    found = repair_doi(fix.replacement)
    return found.value if found is not None else None


def _differing(finding: Finding, record: Record) -> Iterator[str]:
    """Yield what of the record's work a finding says to be otherwise cited, or not at all; not what is only worth knowing."""
    for evidence in finding.evidence:
        of_record = (evidence.registry, evidence.url or "") == (record.provenance.registry, record.provenance.url)
        is_grave = finding.rule.severity is not Severity.INFO or evidence.cited is None
        if of_record and is_grave and evidence.registered:
            yield from REGISTERED.get(evidence.field or "", ())


def _set(work: Work, **values: Any) -> Work:
    return evolve(work, **values)


def writable(text: str) -> str:
    """Return the text without what no bibliographic format has: control characters and lone surrogates."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
