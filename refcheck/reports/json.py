"""The report as JSON, for programs. Its shape is ``docs/report.schema.json``."""

import json

from refcheck.model import Report


def render(report: Report) -> str:
    """The report as indented JSON, UTF-8 letters as they are."""
    return json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n"
