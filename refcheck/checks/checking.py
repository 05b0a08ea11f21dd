"""The findings of every rule, and the verdict on each reference."""

from collections.abc import Iterable, Sequence, Set

from attrs import evolve

from refcheck.checks.answers import missed_search, registered_nowhere
from refcheck.checks.catalogue import OF_LIST, OF_ONE, OF_TEXT, checks, comparisons, rules
from refcheck.checks.certainty import is_doubted, is_fragment, is_understood
from refcheck.checks.cited import cited_in
from refcheck.checks.comparing.added import names_another, unregistered_volume
from refcheck.checks.comparing.closest import other_version
from refcheck.checks.comparing.conditions import leaves_year_open
from refcheck.checks.comparing.differences import is_uncompared, why_authors_uncompared
from refcheck.checks.evidence import weighed
from refcheck.checks.repairs import repaired
from refcheck.checks.rules.inside.missing_parts import reference_not_understood, unbalanced_braces
from refcheck.model import Case, Citation, Finding, Match, Method, Rule, Safety, Severity, Verdict


def check(case: Case) -> tuple[Finding, ...]:
    """Return what every rule finds in one reference, the most severe first, and within a severity in the order of the text.

    For a text that was not read at all, only that is reported: what looks like an error in it may not be one.
    """
    if case.reference.is_unread:
        broken = tuple(unbalanced_braces(case, rules()["unbalanced-braces"]))
        return broken or tuple(reference_not_understood(case, rules()["reference-not-understood"]))
    found = [*repaired(case), *(finding for rule in checks(OF_ONE) for finding in rule(case))]
    findings = weighed(case, found)
    return _sorted(map(_without_unsafe_fix, findings) if is_doubted(case.reference) else findings)


def _without_unsafe_fix(finding: Finding) -> Finding:
    """Return a finding without an unsafe fix, for a reference with uncertain ends: an addition may end up in the next reference."""
    return finding if finding.fix is None or finding.fix.safety is Safety.SAFE else evolve(finding, fix=None)


def check_list(cases: Sequence[Case]) -> tuple[Finding, ...]:
    """Return what the rules find in the list as a whole, the most severe first. Each finding names the references concerned."""
    return _sorted(finding for rule in checks(OF_LIST) for finding in rule(cases))


def check_text(
    citations: Sequence[Citation], cases: Sequence[Case], uncited: Set[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return what the rules find in the citations of a text; nothing if its way of citing is not understood.

    ``uncited`` are the keys of references that the document lists without a citation on purpose.
    """
    cited = cited_in(citations, cases, uncited)
    return _sorted(finding for rule in checks(OF_TEXT) for finding in rule(cited)) if cited is not None else ()


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(findings, key=lambda finding: (-finding.rule.severity.rank, finding.span.start if finding.span else 0))
    )


def verdict(case: Case, findings: Iterable[Finding]) -> Verdict:
    """Return the verdict on a reference, from the answers in its case and the findings of the rules.

    Repairs, style, duplicates and the status of the work never change it. A reference that could not be looked up is
    ``unverified``.
    """
    if registered_nowhere(case) and not _held_by_identifier(case):
        return Verdict.BROKEN
    compared = [finding.rule for finding in findings if finding.rule.code in comparisons()]
    if any(rule.severity is not Severity.INFO for rule in compared):
        return Verdict.DIFFERS
    if case.match is not None:
        return Verdict.UNVERIFIED if _is_open(case, case.match, compared) else Verdict.VERIFIED
    return Verdict.NOT_FOUND if missed_search(case) is not None else Verdict.UNVERIFIED


def _is_open(case: Case, match: Match, compared: Sequence[Rule]) -> bool:
    """Return whether the record leaves open if it is that of the reference; ``compared`` are the rules that note a difference."""
    return (
        is_fragment(case.reference)
        or not is_understood(case.reference)
        or other_version(case) is not None
        or is_uncompared(case)
        or bool(why_authors_uncompared(case))
        or bool(unregistered_volume(case, match))
        # a record with the first author alone neither refutes the others nor confirms them; a page confirms by its title
        or (match.method is not Method.URL and any(rule.code == "author-extra" for rule in compared))
        or (bool(compared) and (case.missed is not None or leaves_year_open(case, match)))
        or (bool(compared) and any(names_another(match, each) for each in match.agreements))
    )


def _held_by_identifier(case: Case) -> bool:
    """Return whether another identifier of the reference led to its record."""
    return case.match is not None and case.match.method not in (Method.SEARCH, Method.URL)
