"""Plain text: a reference list as it is pasted, with whatever text is around it."""

from refcheck.model import Bibliography
from refcheck.parsing import apart, parse_list, split
from refcheck.readers.citations import citations
from refcheck.readers.entries import listed

NAME = "plain"


def recognises(name: str, text: str) -> bool:
    """Return ``False``: a text is read as plain text if no other format recognises it."""
    return False


def read(text: str, name: str) -> Bibliography:
    """Return the references found in the text, and their citations in the text around them."""
    references = parse_list(apart(split(text)))
    return listed(text, name, NAME, references, citations=citations(text, references))
