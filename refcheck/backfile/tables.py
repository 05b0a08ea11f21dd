"""A report → rows of tables. They contain no time, so that the same input gives the same tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from attrs import asdict, frozen

from refcheck.backfile.schema import OF_EVIDENCE, schema
from refcheck.backfile.storing import needed
from refcheck.backfile.values import DOUBTS, Counts, Given, Kind, Remark
from refcheck.model import (
    Answer,
    Case,
    CheckedReference,
    Finding,
    Found,
    Note,
    NotFound,
    Report,
    Severity,
    Unavailable,
    Unit,
    Waived,
    outage,
)

Row = dict[str, Any]

_RETRACTION_RULES = frozenset({"work-retracted", "work-withdrawn", "work-removed", "cited-as-retracted"})
"""The rules that find a work that was retracted, withdrawn or removed."""


@frozen(kw_only=True)
class Tables:
    """The tables of a partition by their names, as pyarrow tables, and their counts."""

    tables: Mapping[str, Any]
    counts: Counts


def tables(
    documents: Sequence[Given], remarks: Sequence[Remark], found: Report, shown: Report, empty: Set[Note] = frozenset()
) -> Tables:
    """Return the tables of the audit of some documents.

    Args:
        documents: the audited documents, in order.
        remarks: remarks on what could not be read.
        found: the report with everything that was found.
        shown: the same report as the settings show it.
        empty: the report's notes on documents of which nothing was read.
    """
    references, verdicts, findings = list[Row](), list[Row](), list[Row]()
    of_keys: dict[tuple[str, str], Row] = {}
    for each, whole, place in zip(shown.references, found.references, _places(documents), strict=True):
        home = place | {"key": each.case.reference.key}
        judged = home | {"verdict": each.verdict.value}
        of_keys[each.file, each.case.reference.key] = judged
        references.append(_reference(each) | home)
        verdicts.append(_verdict(each, whole) | home)
        findings += [_finding(finding) | judged for finding in each.findings]
    of_files = {given.name: _home(given) for given in documents}
    for of_list in shown.list_findings:
        keys = {"references": list(of_list.finding.references)}
        findings.append(_finding(of_list.finding) | keys | of_files[of_list.file])
    findings += [_waived(each) | _place(each, of_keys, of_files) for each in shown.waived]
    all_remarks = [asdict(each) for each in (*remarks, *_remarks(shown, empty))]
    rows = {"references": references, "verdicts": verdicts, "findings": findings, "remarks": all_remarks}
    counts = Counts(
        documents=len(documents),
        references=len(shown.references),
        left_out=sum(remark.kind is Kind.LEFT_OUT for remark in remarks),
        unreached=len(shown.run.incomplete),
        **_by_severity(shown.findings()),
    )
    return Tables(tables={name: _table(name, each) for name, each in rows.items()}, counts=counts)


def _by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    number = Counter(finding.rule.severity for finding in findings)
    return {"errors": number[Severity.ERROR], "warnings": number[Severity.WARNING], "notes": number[Severity.INFO]}


def _table(name: str, rows: list[Row]) -> Any:
    table = needed("pyarrow").Table
    try:
        return table.from_pylist(rows, schema=schema(name))
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can contain and UTF-8 cannot
        return table.from_pylist([_writable(row) for row in rows], schema=schema(name))


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _writable(each) for key, each in value.items()}
    return [_writable(each) for each in value] if isinstance(value, list) else value


def _places(documents: Sequence[Given]) -> Iterator[Row]:
    """Yield the document and the number of each reference, document by document."""
    for given in documents:
        home = _home(given)
        yield from (home | {"number": n} for n, _ in enumerate(given.bibliography.references, start=1))


def _home(given: Given) -> Row:
    return {"document": given.name, "journal": given.journal, "year": given.year}


def _place(waived: Waived, of_keys: Mapping[tuple[str, str], Row], of_files: Mapping[str, Row]) -> Row:
    """Return the place of a waived finding: one reference, or a whole list."""
    keys = waived.finding.references
    return of_keys[waived.file, keys[0]] if len(keys) == 1 else of_files.get(waived.file, {})


def _reference(audited: CheckedReference) -> Row:
    reference, place = audited.case.reference, audited.place()
    work = reference.work
    return {
        "line": place.line if place and place.unit is Unit.LINE else None,
        "raw": reference.raw,
        "fingerprint": reference.fingerprint,
        "type": work.type,
        "authors": [str(name) for name in work.author],
        "title": work.title,
        "container": work.container_title,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.page or work.article_number,
        "issued": work.year,
        "publisher": work.publisher,
        "doi": work.doi,
        "url": work.url,
        "identifiers": [
            {"scheme": each.scheme.value, "raw": each.raw, "value": each.value} for each in reference.identifiers
        ],
    }


def _verdict(audited: CheckedReference, whole: CheckedReference) -> Row:
    case, match = audited.case, audited.case.match
    row: Row = {
        "issued": case.reference.work.year,
        "verdict": audited.verdict.value,
        "retracted": any(map(_is_retraction, whole.findings)) or (None if match is None or case.outages else False),
        "notices": sorted({update.type for update in match.record.updates}) if match else [],
        "answers": list(_answers(case)),
        **_by_severity(audited.findings),
    }
    if match is not None:
        row |= {
            "matched_doi": match.record.id.value,
            "matched_title": match.record.work.title,
            "method": match.method.value,
            "score": match.score,
            "registry": match.record.provenance.registry,
        }
    return row


def _is_retraction(finding: Finding) -> bool:
    """Return whether a finding is about a work that was retracted, withdrawn or removed, whether or not the reference says so."""
    doubted = any(each.registered in DOUBTS for each in finding.evidence)
    return finding.code in _RETRACTION_RULES and not doubted


def _answers(case: Case) -> Iterator[Row]:
    """Yield the answers; with them the outages in place of which a catalogue's record was taken, and the outages of the search."""
    answers: list[tuple[str, Answer]] = []
    for asked in case.answers:
        key, missed = f"{asked.id.scheme.value}:{asked.id.value}", outage(asked.answer)
        answers += [(key, asked.answer), *([(key, missed)] if missed and missed != asked.answer else [])]
    known = {answer.registry for _, answer in answers if isinstance(answer, Unavailable)}
    answers += [("search", each) for each in case.outages if each.registry not in known]
    for key, answer in answers:
        match answer:
            case Found(record=record):
                yield {"id": key, "answer": "found", "registry": record.provenance.registry}
            case NotFound(registry=registry, scope=scope):
                yield {"id": key, "answer": f"not-found in {scope.value}", "registry": registry}
            case Unavailable(registry=registry, why=why):
                yield {"id": key, "answer": "unavailable", "registry": registry, "why": str(why)}


def _finding(finding: Finding) -> Row:
    return {
        "code": finding.rule.code,
        "severity": finding.rule.severity.value,
        "message": finding.message,
        "start": finding.span.start if finding.span else None,
        "end": finding.span.end if finding.span else None,
        "evidence": [{name: getattr(each, name) for name in OF_EVIDENCE} for each in finding.evidence],
        "fix": finding.fix.replacement if finding.fix else None,
        "fix_safety": finding.fix.safety.value if finding.fix else None,
        "references": list(finding.references) if len(finding.references) > 1 else [],
    }


def _waived(each: Waived) -> Row:
    return _finding(each.finding) | {"waived": f"{each.who}: {each.why}" if each.why else each.who}


def _remarks(report: Report, empty: Set[Note]) -> Iterator[Remark]:
    for note in report.run.notes:
        yield Remark(kind=Kind.UNREAD if note in empty else Kind.NOTE, document=note.file, message=note.message)
    for registry, why in sorted({(gap.registry, str(gap.why)) for gap in report.run.incomplete}):
        yield Remark(kind=Kind.UNREACHABLE_HOST, document=None, message=f"{registry}: {why}")
