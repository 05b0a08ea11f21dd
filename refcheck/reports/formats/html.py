"""The report as an HTML page: one file that makes no external requests. It is described in ``docs/html-report.md``."""

from refcheck.model import Report


def render(report: Report) -> str:
    """Return the report as HTML."""
    return _filled(report, unfolded=False)


def printable(report: Report) -> str:
    """Return the report as HTML with every reference unfolded, for printing or conversion to PDF."""
    return _filled(report, unfolded=True)


def _filled(report: Report, *, unfolded: bool) -> str:
    from refcheck.reports.html.page import fill  # here, because only this format needs the template engine
    from refcheck.reports.html.view import page

    return fill(page(report), unfolded=unfolded) + "\n"
