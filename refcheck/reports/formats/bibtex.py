"""The corrected bibliography as BibTeX: the references of the report with their safe fixes, keys and order as they were."""

import unicodedata

from attrs import evolve

from refcheck.model import Report
from refcheck.reports.corrected import corrected
from refcheck.writers import bibtex


def render(report: Report) -> str:
    """The bibliography as entries, ending in a newline. Control characters and lone surrogates are left out."""
    bibliography = corrected(report)
    references = tuple(evolve(each, key=_writable(each.key)) for each in bibliography.references)
    return _writable(bibtex.render(evolve(bibliography, references=references))) or "\n"


def _writable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
