"""The report as JSON, for programs. Its shape is ``docs/report.schema.json``."""

from collections.abc import Iterator

from refcheck.exchange import report_parts
from refcheck.model import Report
from refcheck.reports.json_text import dump_pieces


def render(report: Report) -> str:
    """The report as indented JSON, UTF-8 letters as they are."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The same in pieces, a reference each."""
    return dump_pieces(report_parts(report))
