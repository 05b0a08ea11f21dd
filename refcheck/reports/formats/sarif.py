"""The report as SARIF 2.1.0 (OASIS standard), for code scanning and for editors.

A finding is a result at the line and column of what it is about. Waived findings are included, with a suppression. A fix is
included where the places in the report are places in the file itself, as in plain text, BibTeX and RIS.
"""

import re
from collections.abc import Iterable
from typing import Any

from refcheck.messages import ENGLISH
from refcheck.model import Finding, Report, Safety, Severity, Span
from refcheck.reports.addresses import uri
from refcheck.reports.formats.json import dump
from refcheck.reports.phrases import MESSAGE_LENGTH, gap_phrase, sources, waiver_phrase
from refcheck.reports.placing import Placed, line_of, placed
from refcheck.text.visible import brief

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
"""The base of relative paths: by convention the root of the repository."""

_EXACT = (".txt", ".text", ".bib", ".bibtex", ".ris", ".nbib")
"""Suffixes of files whose text is the text that the reader has, so that a fix can be applied at its place."""

_AS_IT_IS = re.compile(r"[\w .:/()-]+", re.ASCII)
"""Values that every notation writes without escapes: ``10.1000/x``, ``21``, ``Smith``."""

Json = dict[str, Any]


def render(report: Report) -> str:
    """Return the report as one SARIF log with one run."""
    rules = _Rules()
    results = [_result(each, rules) for each in placed(report)]
    driver = {"name": "refcheck", "version": report.run.version, "rules": rules.cards}
    language = {} if report.language == ENGLISH else {"language": report.language}
    run = {
        "tool": {"driver": driver},
        **language,
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


class _Rules:
    """The rules that have findings, in the order of their first finding."""

    def __init__(self) -> None:
        self.cards: list[Json] = []
        self._numbers: dict[str, int] = {}

    def number(self, finding: Finding) -> int:
        """Return the index of the finding's rule in ``cards``, to which it is added the first time."""
        rule = finding.rule
        if rule.code not in self._numbers:
            self._numbers[rule.code] = len(self.cards)
            self.cards.append(
                {
                    "id": rule.code,
                    "shortDescription": {"text": rule.title},
                    "fullDescription": {"text": rule.summary or rule.title},
                    "help": {"text": f"{rule.summary}\n\nrefcheck rule {rule.code} says more.".lstrip()},
                    "defaultConfiguration": {"level": _LEVELS[rule.severity]},
                }
            )
        return self._numbers[rule.code]


def _result(each: Placed, rules: _Rules) -> Json:
    finding = each.finding
    result: Json = {
        "ruleId": finding.rule.code,
        "ruleIndex": rules.number(finding),
        "level": _LEVELS[finding.rule.severity],
        "message": _message(finding.message, sources((finding,))),
        "locations": [_location(each.file, _region(each, finding.span))],
        "partialFingerprints": {"primaryLocationLineHash": each.identity},
    }
    if each.audited is not None:
        reference = each.audited.case.reference
        result["partialFingerprints"]["reference/v1"] = reference.fingerprint
        result["properties"] = {"references": [*finding.references], "verdict": each.audited.verdict.value}
    if each.waived is not None:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": waiver_phrase(each.waived)}
        ]
    fix = _fix(each)
    return result | ({"fixes": [fix]} if fix else {})


def _message(text: str, said_by: Iterable[str] = ()) -> Json:
    """Return a message, cut, and its sources. Viewers take ``[text](target)`` for a link, so ``](`` is broken up."""
    return {"text": "\n".join([brief(text, MESSAGE_LENGTH), *said_by]).replace("](", "] (")}


def _fix(each: Placed) -> Json | None:
    """Return the fix, where its place is exact and on one line."""
    fix = each.finding.fix
    if fix is None or fix.adds or each.audited is None or not each.file.lower().endswith(_EXACT):
        return None
    region = _region(each, fix.span)
    reference = each.audited.case.reference
    if region is None or "\n" in fix.span.of(reference.raw):
        return None
    if reference.structured and not _AS_IT_IS.fullmatch(fix.replacement):
        return None  # only `refcheck fix` knows the escapes of each notation
    look = "" if fix.safety is Safety.SAFE else "Look at it first: "
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.replacement}}
    return {
        "description": _message(f"{look}“{fix.replacement.strip()}”"),
        "artifactChanges": [{"artifactLocation": _artifact(each.file), "replacements": [replacement]}],
    }


def _region(each: Placed, span: Span | None) -> Json | None:
    start, end = each.bounds(span)
    if start is None or line_of(start) is None:
        return None
    if not start.column:
        return {"startLine": start.line}
    region = {"startLine": start.line, "startColumn": start.column}
    if end is not None:
        region |= {"endLine": end.line, "endColumn": end.column}
    return region


def _location(file: str, region: Json | None) -> Json:
    place: Json = {"artifactLocation": _artifact(file)}
    return {"physicalLocation": place | ({"region": region} if region else {})}


def _artifact(file: str) -> Json:
    address = uri(file)
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": _ROOT}


def _invocation(report: Report) -> Json:
    """Return the invocation: the registries that could not be queried, and the notes of the readers."""
    run = report.run
    gaps = [{"level": "warning", "message": _message(gap_phrase(gap))} for gap in run.incomplete]
    notes = [
        {"level": "note", "message": _message(note.message), "locations": [_location(note.file, None)]}
        for note in run.notes
    ]
    return {
        "executionSuccessful": True,
        "startTimeUtc": f"{run.started:%Y-%m-%dT%H:%M:%SZ}",
        "endTimeUtc": f"{run.finished:%Y-%m-%dT%H:%M:%SZ}",
        "toolExecutionNotifications": gaps + notes,
    }
