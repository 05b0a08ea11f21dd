"""The report as CSV, for a spreadsheet: one row for each finding, and one for each reference without findings.

So every reference has a row, rows can be filtered by verdict, severity and code, and no cell has to be split. The text
begins with a byte order mark, without which Excel takes UTF-8 for another encoding; programs read it as ``utf-8-sig``. A cell
that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from refcheck.messages import ENGLISH
from refcheck.model import CheckedReference, Finding, Report
from refcheck.reports.phrases import as_printed, waiver_phrase
from refcheck.reports.placing import Placed, line_of, placed
from refcheck.text.visible import brief

_BYTE_ORDER_MARK = "\ufeff"

_CELL_LENGTH = 32_000
"""The most characters of a cell: a spreadsheet allows 32,767."""

_FORMULA = re.compile(r"(^|;)([\s'\"]*)(?=[=+\-@＝＋－＠])")
"""Where a formula begins: "=1+1", "＠SUM(1)", and "a;-2" where a semicolon separates the cells."""

COLUMNS = (
    "file",
    "line",
    "reference",
    "verdict",
    "severity",
    "code",
    "message",
    "field",
    "cited",
    "registered",
    "fix",
    "fix_safety",
    "source",
    "retrieved",
    "waived",
    "unsettled",
    "fingerprint",
    "printed",
)

Row = dict[str, str]


def render(report: Report) -> str:
    """Return the report as a table with the columns ``COLUMNS``, and ``language`` if not English; every cell is quoted."""
    text = StringIO()
    text.write(_BYTE_ORDER_MARK)
    language = {} if report.language == ENGLISH else {"language": report.language}
    columns = (*COLUMNS, *language)
    writer = csv.DictWriter(text, columns, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: _cell(value) for column, value in (row | language).items()} for row in rows(report))
    return text.getvalue()


def rows(report: Report) -> Iterator[Row]:
    """Yield a row for each finding, or for a reference without one, in order; then findings of whole lists and waived findings."""
    every = list(placed(report))
    reported = {id(each.audited) for each in every if len(each.finding.references) < 2}
    others = iter(every)
    for audited in report.references:
        if id(audited) not in reported:
            yield _reference(audited) | {"line": str(line_of(audited.place()) or "")}
        for _ in audited.findings:
            yield _finding(next(others))
    for each in others:
        yield _finding(each)


def _reference(audited: CheckedReference) -> Row:
    reference = audited.case.reference
    return {
        "file": audited.file,
        "reference": reference.key,
        "verdict": audited.verdict.value,
        "unsettled": audited.unsettled,
        "fingerprint": reference.fingerprint,
        "printed": as_printed(reference),
    }


def _finding(each: Placed) -> Row:
    finding = each.finding
    about = (_reference(each.audited) if each.audited else {}) | {"file": each.file}
    if len(finding.references) > 1:
        about = {"file": each.file, "reference": "; ".join(finding.references)}
    return (
        about
        | {
            "line": str(line_of(each.start) or ""),
            "severity": finding.rule.severity.value,
            "code": finding.rule.code,
            "message": finding.message,
            "fix": finding.fix.replacement if finding.fix else "",
            "fix_safety": finding.fix.safety.value if finding.fix else "",
            "waived": waiver_phrase(each.waived) if each.waived else "",
        }
        | _evidence(finding)
    )


def _evidence(finding: Finding) -> Row:
    """Return the first piece of the finding's evidence."""
    if not finding.evidence:
        return {}
    first = finding.evidence[0]
    return {
        "field": first.field or "",
        "cited": first.cited or "",
        "registered": first.registered or "",
        "source": " ".join(part for part in (first.registry, first.url) if part),
        "retrieved": f"{first.retrieved:%Y-%m-%d}" if first.retrieved else "",
    }


def _cell(value: str) -> str:
    return _FORMULA.sub(r"\1'\2", brief(value, _CELL_LENGTH))
