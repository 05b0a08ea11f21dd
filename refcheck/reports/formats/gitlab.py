"""The report as GitLab's code quality JSON, which a merge request shows beside the lines. Waived findings are left out."""

import hashlib
from typing import Any

from refcheck.model import Report, Severity
from refcheck.reports.formats.json import dump
from refcheck.reports.phrases import sourced_message
from refcheck.reports.placing import Placed, line_of, placed

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """Return an array with one issue for each finding."""
    return dump([_issue(each) for each in placed(report) if each.waived is None])


def _issue(each: Placed) -> dict[str, Any]:
    finding = each.finding
    known_by = f"{each.file}\0{finding.rule.code}\0{each.identity}"
    return {
        "description": sourced_message(finding),
        "check_name": finding.rule.code,
        "fingerprint": hashlib.sha256(known_by.encode("utf-8", "replace")).hexdigest(),
        "severity": _SEVERITIES[finding.rule.severity],
        "location": {"path": each.file, "lines": {"begin": line_of(each.start) or 1}},
    }
