"""The report as a page to look at: one file without outside requests. It is described in ``docs/html-report.md``."""

from refcheck.model import Report


def render(report: Report) -> str:
    """The report as HTML."""
    from refcheck.reports.html.page import fill  # the template engine is for this format alone
    from refcheck.reports.html.view import page

    return fill(page(report)) + "\n"
