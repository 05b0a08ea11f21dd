"""JSON of the Crossref REST API: a work, a list of works, a whole answer, or works one a line.

Signs: ``"DOI"``.
"""

import re

from refcheck.model import Bibliography
from refcheck.readers.entries.csl_items import bibliography, head_of

NAME = "crossref-json"

_OWN = re.compile(r"\"(?:message-type|reference-count|is-referenced-by-count|content-domain)\"\s*:|\"title\"\s*:\s*\[")
"""Members that only Crossref's JSON of works has, and a title that is a list."""

_DOI = re.compile(r"\"DOI\"\s*:")


def recognises(name: str, text: str) -> bool:
    """Return whether the text is JSON with Crossref's members."""
    head = head_of(text)
    return _DOI.search(head) is not None and _OWN.search(head) is not None


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each work, in order."""
    return bibliography(text, name, NAME)
