"""One word for each reference."""

from collections.abc import Iterable

from refcheck.checks.answers import registered_nowhere, searched_in_vain
from refcheck.checks.catalogue import comparisons
from refcheck.checks.comparing.closest import other_version
from refcheck.checks.comparing.differences import is_uncompared
from refcheck.model import Case, Finding, Method, Severity, Verdict


def verdict(case: Case, findings: Iterable[Finding]) -> Verdict:
    """The verdict on a reference, from the answers to its case and what the rules found in it.

    Repairs, style, duplicates and the status of the work never change it. What could not be asked is ``unverified``.
    """
    if registered_nowhere(case) and not _held_by_identifier(case):
        return Verdict.BROKEN
    if any(finding.rule.code in comparisons() and finding.rule.severity is not Severity.INFO for finding in findings):
        return Verdict.DIFFERS
    if case.match is not None:
        is_open = other_version(case) is not None or is_uncompared(case)
        return Verdict.UNVERIFIED if is_open else Verdict.VERIFIED
    return Verdict.NOT_FOUND if searched_in_vain(case) is not None else Verdict.UNVERIFIED


def _held_by_identifier(case: Case) -> bool:
    """Whether the record came by another identifier of the same reference: then the reference leads to its work after all."""
    return case.match is not None and case.match.method not in (Method.SEARCH, Method.URL)
