"""The corrected bibliography as BibTeX: the references of the report with their safe fixes, in order."""

from attrs import evolve

from refcheck.model import Report
from refcheck.reports.corrected import corrected, writable
from refcheck.writers import bibtex


def render(report: Report) -> str:
    """The bibliography as entries, ending in a newline. Control characters and lone surrogates are left out."""
    bibliography = corrected(report)
    references = tuple(evolve(each, key=writable(each.key)) for each in bibliography.references)
    return writable(bibtex.render(evolve(bibliography, references=references))) or "\n"
