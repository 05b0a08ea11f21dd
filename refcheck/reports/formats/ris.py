"""The corrected bibliography as RIS: the references of the report with their safe fixes, keys and order as they were."""

from refcheck.model import Report
from refcheck.reports.corrected import corrected, writable
from refcheck.writers import ris


def render(report: Report) -> str:
    """The bibliography as records, ending in a newline. Control characters and lone surrogates are left out."""
    return writable(ris.render(corrected(report))) or "\n"
