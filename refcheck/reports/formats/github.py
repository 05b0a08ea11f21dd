"""The report as workflow commands of GitHub Actions, which shows them as annotations beside the lines.

The most severe come first, since only the first few of a step are shown. Waived findings are left out.
"""

from refcheck.model import Report, Severity
from refcheck.reports.phrases import MESSAGE_LENGTH, gap_phrase, sourced_message
from refcheck.reports.placing import Placed, line_of, placed_in_order
from refcheck.text.visible import brief, visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """Return one command per line: for each finding, for each registry that could not be queried, and for each note of a reader."""
    gaps = [f"::warning title=refcheck::{_data(gap_phrase(gap))}\n" for gap in report.run.incomplete]
    notes = [
        f"::notice file={_property(visible(note.file))},title=refcheck::{_data(brief(note.message, MESSAGE_LENGTH))}\n"
        for note in report.run.notes
    ]
    return "".join([*map(_command, placed_in_order(report)), *gaps, *notes])


def _command(each: Placed) -> str:
    finding = each.finding
    properties = {"file": visible(each.file)} | _where(each) | {"title": f"{finding.rule.title} ({finding.rule.code})"}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.rule.severity]} {listed}::{_data(sourced_message(finding))}\n"


def _where(each: Placed) -> dict[str, str]:
    """Return the line, and the columns if the finding is on one line: GitHub accepts columns for a single line only."""
    start, end = each.bounds(each.finding.span)
    if start is None or line_of(start) is None:
        return {}
    if end is None or end.line != start.line or not start.column:
        return {"line": str(start.line)}
    return {"line": str(start.line), "col": str(start.column), "endColumn": str(end.column)}


def _data(text: str) -> str:
    """Return a message, escaped so that the runner decodes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property's value, escaped so that the runner decodes it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
