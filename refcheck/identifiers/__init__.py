"""Identifiers: found in a text, and repaired with an explanation of each repair, or rejected with a reason.

``schemes`` has one module for each scheme (``doi``, ``url``, ``isbn``, ``issn``, ``arxiv``, ``pmid``, ``pmcid``, ``handle``) with
python-stdnum's verbs (``compact``, ``validate``, ``is_valid``, ``format``) and ``find``; ``repairs`` has the defects by families.

Names are imported lazily: code that only reads the catalogue loads no repair.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from refcheck.identifiers.catalogue import repair_docs, repair_rules
    from refcheck.identifiers.finding import find, repair_doi, repair_url, why_none, why_not_valid
    from refcheck.identifiers.mending import replay

__all__ = ["find", "repair_docs", "repair_doi", "repair_rules", "repair_url", "replay", "why_none", "why_not_valid"]

_HOMES = {
    "find": "finding",
    "repair_docs": "catalogue",
    "repair_doi": "finding",
    "repair_rules": "catalogue",
    "repair_url": "finding",
    "replay": "mending",
    "why_none": "finding",
    "why_not_valid": "finding",
}


def __getattr__(name: str) -> Any:
    """Import the module of a name on first access."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
