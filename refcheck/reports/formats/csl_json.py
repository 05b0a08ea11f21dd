"""The corrected bibliography as CSL-JSON: the references of the report with their safe fixes, with their keys and order."""

from refcheck.model import Report
from refcheck.reports.corrected import corrected
from refcheck.reports.formats.json import dump
from refcheck.writers import csl_json


def render(report: Report) -> str:
    """Return the bibliography as an array with one item for each reference."""
    return dump([csl_json.item(reference) for reference in corrected(report).references])
