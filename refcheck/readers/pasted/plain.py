"""Plain text: a reference list as it is pasted, with whatever stands around it."""

from refcheck.model import Bibliography
from refcheck.parsing import apart, parse_list, split
from refcheck.readers.citations import citations
from refcheck.readers.entries import listed

NAME = "plain"


def recognises(name: str, text: str) -> bool:
    """Never: a text is taken for plain text when it is of no other format."""
    return False


def read(text: str, name: str) -> Bibliography:
    """Return the references found in the text, and the citations of them in what stands around."""
    references = parse_list(apart(split(text)))
    return listed(text, name, NAME, references, citations=citations(text, references))
