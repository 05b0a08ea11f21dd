"""Ranges of pages."""

from refcheck.text.characters import DASHES
from refcheck.text.deferred import deferred

_SHORTENED = deferred(
    rf"(?P<letters>[^\W\d_]{{0,2}})(?P<figures>[0-9]{{1,15}})\s*[-{DASHES}]+\s*(?P<last>[0-9]{{1,15}})"
)
"""A range of pages whose last may lack its first digits: ``249-65``, ``E446–51``; not an abstract's number, ``ABC21-4805``."""


def whole_pages(pages: str) -> str:
    """Return pages with the last one in full: ``249-265`` for ``249-65``, ``E446-E451`` for ``E446-51``."""
    found = _SHORTENED.fullmatch(pages)
    if found is None:
        return pages
    figures, last = found["figures"], found["last"]
    whole = figures[: -len(last)] + last
    return f"{found['letters']}{figures}-{found['letters']}{whole}" if int(whole) > int(figures) else pages
