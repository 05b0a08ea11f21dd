"""The findings of every rule, and one word for each reference."""

from collections.abc import Iterable, Sequence, Set

from attrs import evolve

from refcheck.checks.answers import registered_nowhere, searched_in_vain
from refcheck.checks.catalogue import OF_LIST, OF_ONE, OF_TEXT, checks, comparisons, rules
from refcheck.checks.certainty import is_doubted, is_fragment, is_understood
from refcheck.checks.cited import cited_in
from refcheck.checks.comparing.closest import other_version
from refcheck.checks.comparing.differences import is_uncompared
from refcheck.checks.evidence import weighed
from refcheck.checks.repairs import repaired
from refcheck.checks.rules.inside.missing_parts import reference_not_understood, unbalanced_braces
from refcheck.model import Case, Citation, Finding, Method, Safety, Severity, Span, Verdict


def check(case: Case) -> tuple[Finding, ...]:
    """Return what every rule finds in one reference, the gravest first, and those of one severity in the order printed.

    Of a text that was not read at all, only that is said: what looks like a fault in it may be anybody's.
    """
    if case.reference.unread == (Span(0, len(case.reference.raw)),):
        broken = tuple(unbalanced_braces(case, rules()["unbalanced-braces"]))
        return broken or tuple(reference_not_understood(case, rules()["reference-not-understood"]))
    found = [*repaired(case), *(finding for rule in checks(OF_ONE) for finding in rule(case))]
    findings = weighed(case, found)
    return _sorted(map(_without_unsafe_fix, findings) if is_doubted(case.reference) else findings)


def _without_unsafe_fix(finding: Finding) -> Finding:
    """Return a finding of a reference that may begin or end elsewhere: what is put at its end may come to stand in the next one."""
    return finding if finding.fix is None or finding.fix.safety is Safety.SAFE else evolve(finding, fix=None)


def check_list(cases: Sequence[Case]) -> tuple[Finding, ...]:
    """Return what the rules find in the list as a whole, the gravest first. Each finding names the references that it is about."""
    return _sorted(finding for rule in checks(OF_LIST) for finding in rule(cases))


def check_text(
    citations: Sequence[Citation], cases: Sequence[Case], uncited: Set[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return what every rule finds in how a text cites its list; nothing where it cites in a way that is not understood.

    ``uncited`` are the keys of references that it wants listed without a citation.
    """
    cited = cited_in(citations, cases, uncited)
    return _sorted(finding for rule in checks(OF_TEXT) for finding in rule(cited)) if cited is not None else ()


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(findings, key=lambda finding: (-finding.rule.severity.rank, finding.span.start if finding.span else 0))
    )


def verdict(case: Case, findings: Iterable[Finding]) -> Verdict:
    """Return the verdict on a reference, from the answers to its case and what the rules found in it.

    Repairs, style, duplicates and the status of the work never change it. What could not be asked is ``unverified``.
    """
    if registered_nowhere(case) and not _held_by_identifier(case):
        return Verdict.BROKEN
    compared = [finding.rule.severity for finding in findings if finding.rule.code in comparisons()]
    if any(severity is not Severity.INFO for severity in compared):
        return Verdict.DIFFERS
    if case.match is not None:
        is_open = other_version(case) is not None or is_uncompared(case) or not is_understood(case.reference)
        is_open = is_open or is_fragment(case.reference) or (bool(compared) and case.missed is not None)
        return Verdict.UNVERIFIED if is_open else Verdict.VERIFIED
    return Verdict.NOT_FOUND if searched_in_vain(case) is not None else Verdict.UNVERIFIED


def _held_by_identifier(case: Case) -> bool:
    """Return whether the record came by another identifier of the reference, which then leads to its work after all."""
    return case.match is not None and case.match.method not in (Method.SEARCH, Method.URL)
