"""Report ↔ plain data: the schema of the JSON report, to which keys are added and of which none is changed.

The schema is ``docs/report.schema.json``. The keys that every program needs come first and are always present; they are
followed by the rest of the case, so that a report that is read back is equal to the report that was written.
"""

from collections.abc import Iterator
from typing import Any

from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from refcheck.messages import ENGLISH, is_right_to_left, reworded
from refcheck.model import (
    Agreement,
    Answer,
    CheckedReference,
    Finding,
    Fix,
    Found,
    Hits,
    Identifier,
    ListFinding,
    Match,
    NotFound,
    Record,
    Report,
    Span,
    Unavailable,
    Work,
)
from refcheck.model.csl import from_csl, to_csl
from refcheck.text.visible import reread

SCHEMA_VERSION = 1


def report_to_dict(report: Report) -> dict[str, Any]:
    """Return the report as data that can be written as JSON."""
    return {name: list(part) if isinstance(part, Iterator) else part for name, part in report_parts(report).items()}


def report_parts(report: Report) -> dict[str, Any]:
    """Return the same with iterators for its lists, so that a large report is not kept in memory twice."""
    language = {} if report.language == ENGLISH else {"language": report.language}
    return {
        "schema_version": SCHEMA_VERSION,
        **language,
        "run": _CONVERTER.unstructure(report.run),
        "references": map(_audited_to_dict, report.references),
        "findings": map(_list_finding_to_dict, report.list_findings),
        "waived": map(_CONVERTER.unstructure, report.waived),
    }


def report_from_dict(data: dict[str, Any]) -> Report:
    """Return the report that ``report_to_dict`` wrote.

    Raises:
        ValueError: the data has an unknown schema version, or is damaged; the message says where.
    """
    version = data.get("schema_version")
    if version is None:
        raise ValueError("the data has no schema_version, which every report has")
    if version != SCHEMA_VERSION:
        raise ValueError(f"the data has schema version {version}; only version {SCHEMA_VERSION} can be read")
    whole = {"waived": [], "language": ENGLISH} | data
    try:  # nested objects are flattened: the object of a reference also has the keys of its case
        whole["references"] = [each | {"case": each | {"reference": each}} for each in data["references"]]
        whole["list_findings"] = [each | {"finding": each} for each in data["findings"]]
        report = _CONVERTER.structure(whole, Report)
    except (KeyError, TypeError) as error:
        raise ValueError(f"the data is damaged: {type(error).__name__}: {error}") from error
    except BaseValidationError as error:
        raise ValueError(f"the data is damaged: {transform_error(error)[0]}") from error
    return reworded(report, reread) if is_right_to_left(report.language) else report


def _list_finding_to_dict(each: ListFinding) -> dict[str, Any]:
    place = {"place": _CONVERTER.unstructure(each.place)} if each.place else {}
    return _finding_to_dict(each.finding) | {"file": each.file} | place


def identifier_to_dict(identifier: Identifier) -> dict[str, Any]:
    """Return an identifier with its repairs and candidates as data that can be written as JSON."""
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
        **({"printed": reference.printed} if reference.printed else {}),
        **({"anchor": reference.anchor} if reference.anchor else {}),
        "verdict": audited.verdict.value,
        "work": to_csl(reference.work, key=reference.key),
        "identifiers": plain(reference.identifiers),
        "record": _record_summary(case.match),
        "findings": plain(audited.findings),
        "unsettled": audited.unsettled,
        "spans": plain(reference.spans),
        "places": plain(audited.places),
        "fields": plain(reference.fields),
        "unread": plain(reference.unread),
        **({"links": plain(reference.links)} if reference.links else {}),
        "answers": plain(case.answers),
        "search": plain(case.search),
        "match": plain(case.match),
        "others": plain(case.others),
        "library": plain(case.library),
        "today": plain(case.today),
    }


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
    data = dict(_WRITE_FINDING(finding))
    rule: dict[str, Any] = data.pop("rule")
    return rule | data


def make_answer_converter(*unions: Any) -> Converter:
    """Return a converter between model values and data for JSON; the key ``answer`` distinguishes the members of ``unions``."""
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


_BRIEF = (Record, Agreement, Match, Found, NotFound, Unavailable, Fix)
"""Frequent values with mostly empty fields, of which empty fields are not written."""

_TAGS: dict[type, str] = {Found: "found", NotFound: "not-found", Unavailable: "unavailable", Hits: "hits"}


_SCALARS = (str, int, float, bool)


def _as_is(value: Any, kind: type) -> Any:
    """Return a value that has the wanted type, or the member of an enumeration: another value is damage, and is not converted."""
    if kind not in _SCALARS:
        return kind(value)
    is_of_kind = isinstance(value, int | float if kind is float else kind)
    if not is_of_kind or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"expected {kind.__name__}, not {type(value).__name__}")
    return value


_CONVERTER = make_answer_converter(Answer, Hits | Unavailable)
for _scalar in _SCALARS:
    _CONVERTER.register_structure_hook(_scalar, _as_is)
_CONVERTER.register_structure_hook(Span, lambda value, _: Span(*(_as_is(each, int) for each in value)))
_WRITE_FINDING = make_dict_unstructure_fn(Finding, _CONVERTER)
_READ_FINDING = make_dict_structure_fn(Finding, _CONVERTER)
_CONVERTER.register_unstructure_hook(Finding, _finding_to_dict)
_CONVERTER.register_structure_hook(Finding, lambda data, cls: _READ_FINDING(data | {"rule": data}, cls))
