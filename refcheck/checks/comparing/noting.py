"""Findings that are less sure than their rule: notes."""

from attrs import evolve

from refcheck.model import Difference, Rule, Severity
from refcheck.text.folding import fold


def note(rule: Rule) -> Rule:
    """The card of a rule for a finding that is worth knowing and no more; such a one never changes the verdict."""
    return evolve(rule, severity=Severity.INFO)


def unless_short(rule: Rule, difference: Difference) -> Rule:
    """The card of a rule about two names: a note where one may be short for the other, as both have one family name and initial."""
    cited, registered = (
        tuple(map(fold, name.partition(", ")[::2])) for name in (difference.cited, difference.registered)
    )
    is_short = cited[0] == registered[0] and bool(cited[1]) and cited[1][:1] == registered[1][:1]
    return note(rule) if is_short else rule
