"""A report as a table with a row for each reference, for data analysis and for display in a notebook."""

from collections import Counter
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from attrs import evolve

from refcheck.extras import library
from refcheck.model import CheckedReference, Finding, Report, Severity
from refcheck.reports.phrases import as_printed, summary
from refcheck.reports.view import View, sections
from refcheck.text.recoding import without_lone_surrogates
from refcheck.text.visible import brief

_COLUMNS: Mapping[str, Callable[[CheckedReference], Any]] = {
    "file": lambda each: each.file,
    "key": lambda each: each.key,
    "verdict": lambda each: each.verdict.value,
    "doi": lambda each: each.doi,
    "title": lambda each: each.title,
    "container_title": lambda each: each.case.reference.work.container_title,
    "year": lambda each: each.year,
    "type": lambda each: each.case.reference.work.type,
    "registry": lambda each: each.record.provenance.registry if each.record else None,
    "findings": lambda each: [finding.code for finding in each.findings],
    "errors": lambda each: _number(each, Severity.ERROR),
    "warnings": lambda each: _number(each, Severity.WARNING),
    "notes": lambda each: _number(each, Severity.INFO),
    "unsettled": lambda each: each.unsettled or None,
    "fingerprint": lambda each: each.case.reference.fingerprint,
    "printed": lambda each: as_printed(each.case.reference),
}
"""The columns by their names, and functions that return the value for a reference."""


def columns(report: Report) -> dict[str, list[Any]]:
    """Return the table's columns by their names, in order, with one value for each reference."""
    of_list = _of_list(report)
    own = [evolve(each, findings=(*each.findings, *of_list.get((each.file, each.key), ()))) for each in report]
    return {name: [value(audited) for audited in own] for name, value in _COLUMNS.items()}


def _of_list(report: Report) -> Mapping[tuple[str, str], list[Finding]]:
    """Return the findings of whole lists by each file and key that they name, except keys that several references share.

    A finding that names a single key is about all references that share it.
    """
    number = Counter((each.file, each.key) for each in report)
    found: dict[tuple[str, str], list[Finding]] = {}
    for each in report.list_findings:
        named = set(each.finding.references)
        for key in named:
            if number[each.file, key] == 1 or len(named) == 1:
                found.setdefault((each.file, key), []).append(each.finding)
    return found


def arrow(report: Report, whose: str = "Report.to_arrow") -> Any:
    """Return a ``pyarrow.Table``; ``whose`` is the feature that needs it.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    pyarrow = library("pyarrow", extra="pandas", whose=whose)
    text, texts = pyarrow.string(), pyarrow.list_(pyarrow.string())
    types = dict.fromkeys(_COLUMNS, text) | {"year": pyarrow.int64(), "findings": texts}
    types |= dict.fromkeys(("errors", "warnings", "notes"), pyarrow.int64())
    given = {
        name: [
            without_lone_surrogates(each) if isinstance(each, str) else each for each in values
        ]  # lone surrogates in names
        for name, values in columns(report).items()
    }
    return pyarrow.table(given, schema=pyarrow.schema(list(types.items())))


def dataframe(report: Report) -> Any:
    """Return a ``pandas.DataFrame``.

    Raises:
        SettingsError: pandas or pyarrow is not installed.
    """
    whose = "Report.to_dataframe"
    library("pandas", extra="pandas", whose=whose)
    return arrow(report, whose).to_pandas().astype({"year": "Int64"})


def _number(audited: CheckedReference, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in audited.findings)


_LENGTH = 200


def table(report: Report) -> str:
    """Return a fragment of HTML, without style or script, in which untrusted text is escaped."""
    rows = [
        f"<tr><td>{_shown(entry.audited.key)}</td><td>{entry.audited.verdict.value}</td>"
        f"<td>{_shown(str(entry.audited.case.reference.work))}</td>"
        f"<td>{'<br>'.join(_shown(str(each)) for each in filter(None, (*entry.findings, entry.beside_record)))}</td></tr>"
        for section in sections(report, View())
        for entry in section.entries
    ]
    head = "<tr><th></th><th>verdict</th><th>reference</th><th>findings</th></tr>"
    body = f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>" if rows else ""
    return f"<p>{escape(summary(report))}</p>{body}"


def card(audited: CheckedReference) -> str:
    """Return a fragment of HTML for one reference: its short description, its verdict and its findings."""
    found = "".join(f"<li>{_shown(str(finding))}</li>" for finding in audited.findings)
    found += f"<li>{_shown(audited.unsettled)}</li>" if audited.record and audited.unsettled else ""
    return f"<p>{_shown(str(audited))}</p>" + (f"<ul>{found}</ul>" if found else "")


def _shown(text: str) -> str:
    return escape(brief(text, _LENGTH))
