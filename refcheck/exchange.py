"""Report ↔ plain data: the shape of the JSON report, which is added to and never changed.

The shape is written down in ``docs/report.schema.json``. The keys that every reader needs come first and are always there;
beside them stands the rest of the case, so that a report read back is the report that was written.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import fields
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from refcheck.messages import ENGLISH, is_right_to_left, reworded
from refcheck.model import (
    Agreement,
    Answer,
    Case,
    CheckedReference,
    Field,
    Finding,
    Fix,
    Found,
    Hits,
    Identifier,
    ListFinding,
    LookupResult,
    Match,
    NotFound,
    Place,
    Record,
    Reference,
    Report,
    Rule,
    Run,
    Searched,
    Span,
    Unavailable,
    Verdict,
    Waived,
    Work,
)
from refcheck.model.csl import from_csl, to_csl
from refcheck.text.visible import reread

SCHEMA_VERSION = 1


def report_to_dict(report: Report) -> dict[str, Any]:
    """Return the report as JSON-ready data."""
    return {name: list(part) if isinstance(part, Iterator) else part for name, part in report_parts(report).items()}


def report_parts(report: Report) -> dict[str, Any]:
    """Return the same with its lists as iterators, so that a large report need not be held twice."""
    language = {} if report.language == ENGLISH else {"language": report.language}
    return {
        "schema_version": SCHEMA_VERSION,
        **language,
        "run": _CONVERTER.unstructure(report.run),
        "references": map(_audited_to_dict, report.references),
        "findings": map(_list_finding_to_dict, report.list_findings),
        "waived": map(_waived_to_dict, report.waived),
    }


def report_from_dict(data: dict[str, Any]) -> Report:
    """Return the report that ``report_to_dict`` wrote.

    Raises:
        ValueError: the data is of a schema version that is not known here.
    """
    if data.get("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"not a report of schema version {SCHEMA_VERSION}: {data.get('schema_version')!r}")
    report = Report(
        references=tuple(_audited_from_dict(each) for each in data["references"]),
        list_findings=tuple(
            ListFinding(file=each["file"], finding=_finding_from_dict(each), place=_place_from_dict(each.get("place")))
            for each in data["findings"]
        ),
        waived=tuple(_waived_from_dict(each) for each in data.get("waived", ())),
        run=_CONVERTER.structure(data["run"], Run),
        language=data.get("language", ENGLISH),
    )
    return reworded(report, reread) if is_right_to_left(report.language) else report


def _list_finding_to_dict(each: ListFinding) -> dict[str, Any]:
    place = {"place": _CONVERTER.unstructure(each.place)} if each.place else {}
    return _finding_to_dict(each.finding) | {"file": each.file} | place


def _place_from_dict(data: dict[str, Any] | None) -> Place | None:
    return _CONVERTER.structure(data, Place) if data else None


def identifier_to_dict(identifier: Identifier) -> dict[str, Any]:
    """Return one identifier with its repairs and candidates."""
    return dict(_CONVERTER.unstructure(identifier))


def _audited_to_dict(audited: CheckedReference) -> dict[str, Any]:
    case = audited.case
    reference = case.reference
    plain = _CONVERTER.unstructure
    return {
        "file": audited.file,
        "format": audited.format,
        "key": reference.key,
        "fingerprint": reference.fingerprint,
        "raw": reference.raw,
        "verdict": audited.verdict.value,
        "work": to_csl(reference.work, key=reference.key),
        "identifiers": plain(reference.identifiers),
        "record": _record_summary(case.match),
        "findings": [_finding_to_dict(finding) for finding in audited.findings],
        "unsettled": audited.unsettled,
        "spans": plain(reference.spans),
        "places": plain(audited.places),
        "fields": plain(reference.fields),
        "unread": plain(reference.unread),
        "answers": plain(case.answers),
        "search": plain(case.search) if case.search else None,
        "match": plain(case.match) if case.match else None,
        "others": plain(case.others),
        "library": plain(case.library) if case.library else None,
        "today": case.today.isoformat() if case.today else None,
    }


def _audited_from_dict(data: dict[str, Any]) -> CheckedReference:
    read = _CONVERTER.structure
    reference = Reference(
        key=data["key"],
        raw=data["raw"],
        spans=read(data["spans"], tuple[Span, ...]),
        work=from_csl(data["work"]),
        fields=read(data["fields"], tuple[Field, ...]),
        identifiers=read(data["identifiers"], tuple[Identifier, ...]),
        unread=read(data["unread"], tuple[Span, ...]),
    )
    case = Case(
        reference=reference,
        answers=read(data["answers"], tuple[LookupResult, ...]),
        search=read(data["search"], Searched) if data["search"] else None,
        match=read(data["match"], Match) if data["match"] else None,
        others=read(data["others"], tuple[Match, ...]),
        library=read(data["library"], Match) if data.get("library") else None,
        today=date.fromisoformat(data["today"]) if data["today"] else None,
    )
    return CheckedReference(
        file=data["file"],
        case=case,
        verdict=Verdict(data["verdict"]),
        findings=tuple(_finding_from_dict(finding) for finding in data["findings"]),
        places=read(data.get("places", ()), tuple[Place, ...]),
        unsettled=data.get("unsettled", ""),
        format=data.get("format", ""),
    )


def _waived_to_dict(waived: Waived) -> dict[str, Any]:
    return {
        "file": waived.file,
        "finding": _finding_to_dict(waived.finding),
        "who": waived.who,
        "why": waived.why,
        "until": waived.until.isoformat() if waived.until else None,
    }


def _waived_from_dict(data: dict[str, Any]) -> Waived:
    until = date.fromisoformat(data["until"]) if data["until"] else None
    return Waived(**data | {"finding": _finding_from_dict(data["finding"]), "until": until})


def _record_summary(match: Match | None) -> dict[str, Any] | None:
    if match is None:
        return None
    provenance = match.record.provenance
    return {
        "DOI": match.record.work.doi,
        "registry": provenance.registry,
        "method": match.method.value,
        "retrieved": provenance.retrieved.isoformat(),
        "url": provenance.url,
    }


def _finding_to_dict(finding: Finding) -> dict[str, Any]:
    rule: dict[str, Any] = _CONVERTER.unstructure(finding.rule)
    return rule | {
        "message": finding.message,
        "span": _CONVERTER.unstructure(finding.span) if finding.span else None,
        "evidence": _CONVERTER.unstructure(finding.evidence),
        "fix": _CONVERTER.unstructure(finding.fix) if finding.fix else None,
        "references": list(finding.references),
        "citations": _CONVERTER.unstructure(finding.citations),
    }


def _finding_from_dict(data: dict[str, Any]) -> Finding:
    return _CONVERTER.structure(data | {"rule": {field.name: data[field.name] for field in fields(Rule)}}, Finding)


def make_answer_converter(*unions: Any) -> Converter:
    """A converter of model values to JSON-ready data and back; the members of ``unions`` are told apart by their key ``answer``."""
    converter = make_converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_structure_hook(Span, lambda value, _: Span(*value))
    converter.register_unstructure_hook(Work, lambda work: to_csl(work, key=""))
    converter.register_structure_hook(Work, lambda value, _: from_csl(value))
    for cls in _BRIEF:
        converter.register_unstructure_hook(cls, make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True))
    for union in unions:
        configure_tagged_union(union, converter, tag_generator=_TAGS.__getitem__, tag_name="answer")
    return converter


_BRIEF = (Record, Agreement, Match, Unavailable, Fix)
"""Values that are many and mostly empty: what is empty is not written."""

_TAGS: dict[type, str] = {Found: "found", NotFound: "not-found", Unavailable: "unavailable", Hits: "hits"}

_CONVERTER = make_answer_converter(Answer, Hits | Unavailable)
