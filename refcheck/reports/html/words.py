"""What the page calls things, in plain English."""

from datetime import date

from refcheck.model import (
    OFFLINE,
    Answer,
    Found,
    LookupResult,
    Match,
    Method,
    NotFound,
    Scope,
    Searched,
    Unavailable,
    Verdict,
)
from refcheck.reports.html.printed import LONGEST
from refcheck.text.characters import visible

VERDICTS = {
    Verdict.BROKEN: "registered nowhere",
    Verdict.DIFFERS: "the record disagrees",
    Verdict.NOT_FOUND: "in no registry asked",
    Verdict.VERIFIED: "the record agrees",
    Verdict.UNVERIFIED: "no registry could tell",
}
"""What each verdict says of a reference."""

_FIELDS = {
    "author": "authors",
    "editor": "editors",
    "issued": "year",
    "container-title": "journal or book",
    "page": "pages",
    "doi": "DOI",
    "url": "address",
    "accessed": "date of access",
    "updated": "notice",
}

_METHODS = {
    Method.DOI: "found by the DOI printed",
    Method.CANDIDATE: "found by another reading of the identifier",
    Method.SEARCH: "found by a search",
    Method.ISBN: "found by the ISBN",
    Method.ARXIV: "found by the arXiv identifier",
    Method.PMID: "found by the PMID",
    Method.PMCID: "found by the PMCID",
    Method.RFC: "found by the number of the RFC",
    Method.HANDLE: "found by the handle",
    Method.URL: "found at the address",
}


def field_name(variable: str | None) -> str:
    """The plain word for a CSL variable."""
    return _FIELDS.get(variable or "", variable or "")


def found_how(match: Match) -> str:
    """How a record came to a reference; a search says how sure it is."""
    how = _METHODS[match.method]
    return f"{how}, {min(match.score, 0.99):.0%} sure" if match.method is Method.SEARCH else how


def answered(asked: LookupResult) -> str:
    """What a registry said of an identifier."""
    return f"{asked.id.value}: {_said(asked.answer)}"


def searched(search: Searched) -> str:
    """What a search brought, where nothing of it is the work."""
    if isinstance(search.answer, Unavailable):
        return f"search: {_said(search.answer)}"
    found = "nothing like it" if not search.answer.hits else "nothing that is surely it"
    return f"search in {search.answer.registry}: {found}"


def _said(answer: Answer) -> str:
    match answer:
        case Found():
            return f"held by {answer.record.provenance.registry}"
        case NotFound(scope=Scope.REGISTRATION):
            return f"registered nowhere, says {answer.registry}"
        case NotFound():
            return f"not held by {answer.registry}"
        case Unavailable(registry=registry) if registry == OFFLINE:
            return f"nobody, since {answer.why}"
        case Unavailable():
            return f"{answer.registry} could not tell ({answer.why})"


def day(when: date) -> str:
    """``24 November 2026``."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def shown(text: str) -> str:
    """A stranger's text as the page shows it: what cannot be seen is written out, and what is overlong is cut and says so."""
    if len(text) <= LONGEST:
        return visible(text)
    return f"{visible(text[:LONGEST])} … ({len(text) - LONGEST:,} more characters)"
