"""Findings that are less sure than their rule: notes."""

from attrs import evolve

from refcheck.model import Rule, Severity


def note(rule: Rule) -> Rule:
    """The card of a rule for a finding that is worth knowing and no more; such a one never changes the verdict."""
    return evolve(rule, severity=Severity.INFO)
