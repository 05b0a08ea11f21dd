"""The report with one line for each finding, ``file:line: [6] code: message``, as compilers write and editors read them."""

from refcheck.model import Report
from refcheck.reports.phrases import MESSAGE_LENGTH, references_suffix
from refcheck.reports.placing import Placed, placed, whereabouts
from refcheck.reports.view import View
from refcheck.text.visible import brief, visible

_DEFAULT = View()


def render(report: Report, view: View = _DEFAULT) -> str:
    """Return a line for each finding that the view shows, in the order of the files, without waived findings."""
    lines = [_line(each) for each in placed(report) if each.waived is None and view.shows(each.finding)]
    return "".join(f"{line}\n" for line in lines)


def _line(each: Placed) -> str:
    where = whereabouts(visible(each.file), each.start)
    key = f"[{visible(each.audited.case.reference.key)}] " if each.audited else ""
    message = f"{brief(each.finding.message, MESSAGE_LENGTH)}{references_suffix(each.finding)}"
    return f"{where}: {key}{each.finding.rule.code}: {message}"
