"""What the rules share that hold a reference beside its record: the differences that may be spoken of."""

from collections.abc import Iterator

from refcheck.checks.evidence import says, sourced
from refcheck.checks.places import place, replacing
from refcheck.checks.reading import attribute, surely_read
from refcheck.model import Agreement, Case, Change, Comparison, Difference, Finding, Match, Rule


def differing(case: Case, variable: str) -> Iterator[tuple[Match, Agreement]]:
    """The record held and its agreement on a CSL variable, where the two sides differ and the printed one was surely read."""
    agreement = case.match.agreement(variable) if case.match else None
    if case.match is None or agreement is None or agreement.comparison is not Comparison.DIFFERENT:
        return
    if surely_read(case.reference, attribute(variable)):
        yield case.match, agreement


def differences(case: Case, variable: str, change: Change) -> Iterator[tuple[Match, Difference]]:
    """The differences of one kind within a CSL variable that holds several names."""
    for match, agreement in differing(case, variable):
        yield from ((match, difference) for difference in agreement.differences if difference.change is change)


def value_finding(case: Case, rule: Rule, variable: str, noun: str) -> Iterator[Finding]:
    """The finding of a CSL variable that is one value: a volume, a year, a journal. ``noun`` names it for people."""
    for match, agreement in differing(case, variable):
        cited, registered = agreement.cited, agreement.registered
        part = any(difference.change is Change.WITHIN for difference in agreement.differences)
        yield Finding(
            rule=rule,
            message=sourced(
                match.record,
                f"The {noun} is cited as “{cited}” and registered as “{registered}”"
                f"{', of which that is a part' if part else ''}",
            ),
            span=place(case.reference, attribute(variable), cited),
            evidence=(says(match.record, variable, cited=cited, registered=registered),),
            fix=replacing(case.reference, attribute(variable), cited, registered),
        )


def name_finding(case: Case, rule: Rule, match: Match, difference: Difference, statement: str) -> Finding:
    """The finding of one author's name, shown where it is printed."""
    family, registered_family = (name.partition(",")[0] for name in (difference.cited, difference.registered))
    return Finding(
        rule=rule,
        message=sourced(match.record, statement),
        span=place(case.reference, "author", family),
        evidence=(says(match.record, "author", cited=difference.cited, registered=difference.registered),),
        fix=replacing(case.reference, "author", family, registered_family) if family != registered_family else None,
    )
