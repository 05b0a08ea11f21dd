"""Bibliographies that a page carries in BibTeX, for a program on it that prints the list: Distill's, and what copied it."""

from collections.abc import Iterator, Sequence

from refcheck.model import Bibliography
from refcheck.readers.data import bibtex
from refcheck.readers.sources.xml import Element, descendants, local

_TYPES = frozenset({"text/bibliography", "text/bibtex", "application/x-bibtex", "text/x-bibtex"})
"""Types of scripts that are BibTeX."""
_ELEMENTS = ("d-bibliography", "dt-bibliography")
_CITING = frozenset({"d-cite", "dt-cite"})
_LONGEST = 4_000_000
CITED = "cite:"
"""What marks the keys that an element cites."""


def embedded(page: Element) -> Iterator[Bibliography]:
    """The bibliographies of a page, in order."""
    for element in descendants(page, "script", *_ELEMENTS):
        is_told = local(element) in _ELEMENTS or (element.get("type") or "").strip().lower() in _TYPES
        text = element.text or ""
        if is_told and len(text) <= _LONGEST and bibtex.recognises("", text):
            yield bibtex.read(text, "")


def cited_mark(element: Element) -> str:
    """The keys that an element cites, marked as such; empty for one that cites nothing."""
    keys = (element.get("key") or element.get("bibtex-key") or "") if local(element) in _CITING else ""
    return f"{CITED}{keys}" if keys.strip() else ""


def cited_keys(mark: str) -> Sequence[str]:
    """The keys of such a mark."""
    return [key.strip() for key in mark.removeprefix(CITED).split(",") if key.strip()]
