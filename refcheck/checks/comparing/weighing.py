"""What a difference weighs: a catalogue describes the copy that it has, a page is what its keeper wrote; neither accuses."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from refcheck.checks.catalogue import comparisons
from refcheck.model import Authority, Case, Difference, Finding, Match, Rule, Severity
from refcheck.text.folding import fold


def note(rule: Rule) -> Rule:
    """The card of a rule for a finding that is worth knowing and no more; such a one never changes the verdict."""
    return evolve(rule, severity=Severity.INFO)


def unless_short(rule: Rule, difference: Difference) -> Rule:
    """The card of a rule about two names: a note where one may be short for the other, as both have one family name and initial."""
    cited, registered = (
        tuple(map(fold, name.partition(", ")[::2])) for name in (difference.cited, difference.registered)
    )
    return note(rule) if cited[0] == registered[0] and cited[1][:1] == registered[1][:1] else rule


def is_registered(match: Match) -> bool:
    """Whether a record is of who registers the work, so that a difference from it is more than worth a note."""
    return match.record.provenance.standing is Authority.REGISTERED


def weighed(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; as notes those that stand on records of catalogues or pages alone.

    One without evidence stands on the record that is held.
    """
    held = () if case.match is None else (case.match,)
    weak = {_source(match) for match in (*held, *case.others) if not is_registered(match)}
    for finding in findings:
        told = {(each.registry, each.url) for each in finding.evidence} or set(map(_source, held))
        is_weak = finding.rule.code in comparisons() and bool(told) and told <= weak
        yield evolve(finding, rule=note(finding.rule)) if is_weak else finding


def _source(match: Match) -> tuple[str | None, str | None]:
    provenance = match.record.provenance
    return provenance.registry, provenance.url or None
