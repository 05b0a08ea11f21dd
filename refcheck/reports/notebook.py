"""A report as a notebook shows it, the counts and a row for each reference that has a finding; and one reference."""

from html import escape

from refcheck.model import CheckedReference, Report
from refcheck.reports.phrases import summary
from refcheck.reports.view import View, sections
from refcheck.text.visible import brief

_LENGTH = 200


def table(report: Report) -> str:
    """A fragment of HTML, without style or script; strangers' text in it is inert."""
    rows = [
        f"<tr><td>{_shown(entry.audited.key)}</td><td>{entry.audited.verdict.value}</td>"
        f"<td>{_shown(str(entry.audited.case.reference.work))}</td>"
        f"<td>{'<br>'.join(_shown(str(finding)) for finding in entry.findings)}</td></tr>"
        for section in sections(report, View())
        for entry in section.entries
    ]
    head = "<tr><th></th><th>verdict</th><th>reference</th><th>findings</th></tr>"
    body = f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>" if rows else ""
    return f"<p>{escape(summary(report))}</p>{body}"


def card(audited: CheckedReference) -> str:
    """Return a fragment of HTML for one reference: the verdict, what it is, and its findings."""
    found = "".join(f"<li>{_shown(str(finding))}</li>" for finding in audited.findings)
    return f"<p>{_shown(str(audited))}</p>" + (f"<ul>{found}</ul>" if found else "")


def _shown(text: str) -> str:
    return escape(brief(text, _LENGTH))
