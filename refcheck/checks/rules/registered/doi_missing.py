"""A DOI is registered and not cited.

Severity: info.

## What it finds
A reference without a DOI for whose work a search found one.

## Why it matters
A DOI is the one link that is kept in repair; many journals ask for it.

## Example
“Marchand, É. (2016) Talking of Rivers …, Journal of River Studies 7(1)”, which is 10.1016/j.rivst.2015.10.003.

## When it is wrong
The DOI was assigned to a scan or a reprint of the work that is cited.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.evidence import says, sourced
from refcheck.checks.stated import labelled_doi
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Reference, Safety, Scheme, Span

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """The registered DOI, offered at the end of a printed reference, or as a field of an entry."""
    match, reference = case.match, case.reference
    doi = match.record.work.doi if match else None
    if match is None or doi is None or reference.of_scheme(Scheme.DOI):
        return
    yield Finding(
        rule=RULE,
        message=sourced(match.record, worded("doi-missing", url=f"https://doi.org/{doi}")),
        evidence=(says(match.record, "DOI", registered=doi),),
        fix=_fix(reference, doi),
    )


def _fix(reference: Reference, doi: str) -> Fix:
    end = len(reference.raw.rstrip())
    at_the_end = Span(end, end)
    if (unusable := labelled_doi(reference)) is not None and unusable.of(reference.raw).strip():
        return Fix(span=unusable, replacement=doi, safety=Safety.UNSAFE)
    if reference.structured:
        return Fix(span=at_the_end, replacement=doi, safety=Safety.UNSAFE, adds="DOI")
    return Fix(span=at_the_end, replacement=f" https://doi.org/{doi}", safety=Safety.UNSAFE)
