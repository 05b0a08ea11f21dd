"""refcheck: reads messy reference lists, mends identifiers, queries registries, and reports with evidence.

The public names are imported lazily (PEP 562), so that importing the package takes almost no time.
"""

from typing import TYPE_CHECKING

from refcheck._version import __version__

if TYPE_CHECKING:
    from refcheck.api import acheck, check, check_many, explain
    from refcheck.audit import Interrupted
    from refcheck.checks import rules
    from refcheck.errors import RecordsError, RefcheckError, ReplayError, SettingsError, SourceError
    from refcheck.identifiers import repair_doi, repair_url, replay
    from refcheck.model import (
        Agreement,
        Answer,
        Bibliography,
        Candidate,
        Case,
        CheckedReference,
        Citation,
        Date,
        Document,
        Evidence,
        Field,
        Finding,
        Fix,
        Found,
        Identifier,
        Incomplete,
        Match,
        Name,
        Note,
        NotFound,
        Place,
        Record,
        Reference,
        Repair,
        Report,
        Rule,
        Run,
        Safety,
        Scheme,
        Severity,
        Span,
        Unavailable,
        Verdict,
        Waived,
        Work,
    )
    from refcheck.readers import read
    from refcheck.readers.single import parse

__all__ = [
    "Agreement",
    "Answer",
    "Bibliography",
    "Candidate",
    "Case",
    "CheckedReference",
    "Citation",
    "Date",
    "Document",
    "Evidence",
    "Field",
    "Finding",
    "Fix",
    "Found",
    "Identifier",
    "Incomplete",
    "Interrupted",
    "Match",
    "Name",
    "NotFound",
    "Note",
    "Place",
    "Record",
    "RecordsError",
    "RefcheckError",
    "Reference",
    "Repair",
    "ReplayError",
    "Report",
    "Rule",
    "Run",
    "Safety",
    "Scheme",
    "SettingsError",
    "Severity",
    "SourceError",
    "Span",
    "Unavailable",
    "Verdict",
    "Waived",
    "Work",
    "__version__",
    "acheck",
    "check",
    "check_many",
    "explain",
    "parse",
    "read",
    "repair_doi",
    "repair_url",
    "replay",
    "rules",
]

_HOMES = {
    name: f"refcheck.{room}"
    for room, names in {
        "api": ("acheck", "check", "check_many", "explain"),
        "audit": ("Interrupted",),
        "checks": ("rules",),
        "errors": ("RecordsError", "RefcheckError", "ReplayError", "SettingsError", "SourceError"),
        "identifiers": ("repair_doi", "repair_url", "replay"),
        "readers": ("read",),
        "readers.single": ("parse",),
    }.items()
    for name in names
}
"""The modules of public names; all others are in ``refcheck.model``."""

_MODULES = frozenset({"errors", "model", "readers", "registries", "reports", "settings"})
"""Modules that docstrings name, and that need no import of their own either."""


if not TYPE_CHECKING:  # a type checker knows the names from the imports above, and with this would accept any name

    def __getattr__(name: str) -> object:
        if name not in __all__ and name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        if name in _MODULES:
            return import_module(f"{__name__}.{name}")
        value: object = getattr(import_module(_HOMES.get(name, "refcheck.model")), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
