"""What a difference weighs: a catalogue describes the copy that it has, a page is what its keeper wrote; neither accuses."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from refcheck.checks.catalogue import comparisons
from refcheck.checks.comparing.noting import note
from refcheck.model import Case, Finding, Match, Standing


def is_registered(match: Match) -> bool:
    """Whether a record is of who registers the work, so that a difference from it is more than worth a note."""
    return match.record.provenance.standing is Standing.REGISTERED


def weighed(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those that stand on the record of a catalogue or page as notes."""
    if case.match is None or is_registered(case.match):
        yield from findings
        return
    source = case.match.record.provenance
    for finding in findings:
        of_source = all((each.registry, each.url) == (source.registry, source.url or None) for each in finding.evidence)
        is_weak = finding.rule.code in comparisons() and of_source
        yield evolve(finding, rule=note(finding.rule)) if is_weak else finding
