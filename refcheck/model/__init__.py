"""The values that flow through the house: frozen, without input or output, without regular expressions."""

from typing import TYPE_CHECKING, Any
from warnings import warn

from refcheck.model.answer import (
    ARCHIVE,
    CROSSREF,
    DOI_ORG,
    LIBRARY,
    LOCAL_RECORDS,
    MAY_BE_MISSING,
    MOVED_TO,
    OFFLINE,
    RETRACTION_WATCH,
    Aim,
    Answer,
    Authority,
    Cause,
    Found,
    Hit,
    Hits,
    LookupResult,
    NotFound,
    Provenance,
    Query,
    Record,
    Relation,
    Scope,
    Searched,
    SearchedAt,
    Unavailable,
    Update,
)
from refcheck.model.checked_reference import CheckedReference, Verdict
from refcheck.model.finding import Evidence, Finding, Fix, Rule, Severity
from refcheck.model.identifier import Candidate, Id, Identifier, Repair, Safety, Scheme, make_id
from refcheck.model.match import Agreement, Case, Change, Comparison, Difference, Match, Method
from refcheck.model.reference import Bibliography, Citation, Field, Reference
from refcheck.model.report import ENDINGS, Incomplete, ListFinding, Note, Report, Run, ServiceUse, Waived
from refcheck.model.span import FIXABLE, MARKUP, TRACKABLE, Document, Part, Place, Span, TextNode, Unit
from refcheck.model.work import Date, Name, Work

__all__ = [
    "ARCHIVE",
    "CROSSREF",
    "DOI_ORG",
    "ENDINGS",
    "FIXABLE",
    "LIBRARY",
    "LOCAL_RECORDS",
    "MARKUP",
    "MAY_BE_MISSING",
    "MOVED_TO",
    "OFFLINE",
    "RETRACTION_WATCH",
    "TRACKABLE",
    "Agreement",
    "Aim",
    "Answer",
    "Authority",
    "Bibliography",
    "Candidate",
    "Case",
    "Cause",
    "Change",
    "CheckedReference",
    "Citation",
    "Comparison",
    "Date",
    "Difference",
    "Document",
    "Evidence",
    "Field",
    "Finding",
    "Fix",
    "Found",
    "Hit",
    "Hits",
    "Id",
    "Identifier",
    "Incomplete",
    "ListFinding",
    "LookupResult",
    "Match",
    "Method",
    "Name",
    "NotFound",
    "Note",
    "Part",
    "Place",
    "Provenance",
    "Query",
    "Record",
    "Reference",
    "Relation",
    "Repair",
    "Report",
    "Rule",
    "Run",
    "Safety",
    "Scheme",
    "Scope",
    "Searched",
    "SearchedAt",
    "ServiceUse",
    "Severity",
    "Span",
    "TextNode",
    "Unavailable",
    "Unit",
    "Update",
    "Verdict",
    "Waived",
    "Work",
    "make_id",
]

_RENAMED = {"Asked": "LookupResult", "Audited": "CheckedReference", "Standing": "Authority"}
"""Deprecated names."""

if TYPE_CHECKING:
    Asked = LookupResult
    Audited = CheckedReference
    Standing = Authority
else:

    def __getattr__(name: str) -> Any:
        if name not in _RENAMED:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        warn(f"{name} is called {_RENAMED[name]} now", DeprecationWarning, stacklevel=2)
        return globals()[_RENAMED[name]]
