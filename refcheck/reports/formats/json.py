"""The report as JSON, for programs. Its shape is ``docs/report.schema.json``."""

from refcheck.model import Report
from refcheck.reports.json_text import dump


def render(report: Report) -> str:
    """The report as indented JSON, UTF-8 letters as they are."""
    return dump(report.to_dict())
