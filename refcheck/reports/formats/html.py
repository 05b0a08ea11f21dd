"""The report as a page to look at: one file without outside requests. It is described in ``docs/html-report.md``."""

from refcheck.model import Report


def render(report: Report) -> str:
    """Return the report as HTML."""
    return _filled(report, unfolded=False)


def printable(report: Report) -> str:
    """Return the same with every reference unfolded, to be printed or made a PDF."""
    return _filled(report, unfolded=True)


def _filled(report: Report, *, unfolded: bool) -> str:
    from refcheck.reports.html.page import fill  # the template engine is for this format alone
    from refcheck.reports.html.view import page

    return fill(page(report), unfolded=unfolded) + "\n"
