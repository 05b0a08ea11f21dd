"""Identifiers: found in a text, mended with an explanation of each repair, or said to be none.

One module a scheme in ``schemes`` (``doi``, ``url``, ``isbn``, ``issn``, ``arxiv``, ``pmid``, ``pmcid``, ``handle``) with
python-stdnum's verbs (``compact``, ``validate``, ``is_valid``, ``format``) and ``find``; one defect a file in ``repairs``.

Names are handed on lazily: whoever only reads the catalogue runs no repair.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from refcheck.identifiers.catalogue import repair_docs, repair_rules
    from refcheck.identifiers.finding import find, repair_doi, repair_url, why_none
    from refcheck.identifiers.mending import replay

__all__ = ["find", "repair_docs", "repair_doi", "repair_rules", "repair_url", "replay", "why_none"]

_HOMES = {
    "find": "finding",
    "repair_docs": "catalogue",
    "repair_doi": "finding",
    "repair_rules": "catalogue",
    "repair_url": "finding",
    "replay": "mending",
    "why_none": "finding",
}


def __getattr__(name: str) -> Any:
    """The name's own module is imported when somebody asks for it."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
