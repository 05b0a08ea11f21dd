"""A second source beside the record held: it has a field as it is cited, where that does not, or has what that lacks."""

from refcheck.matching import SAME_WORK, compare
from refcheck.matching.kind import AGREEING
from refcheck.model import Agreement, Case, Comparison, Found, Match, Record

_TELLING = frozenset(("title", "author", "issued"))
"""CSL variables in which two records of one work agree with the reference."""


def supporter(case: Case, variable: str) -> Record | None:
    """Another record of the same work that agrees with the reference in a CSL variable; ``None`` where there is none.

    It is that of another printed identifier, of the cited page, or of a hit that is as surely the work.
    """
    if case.match is None:
        return None
    held = case.match.record.id
    answers = (asked.answer.record for asked in case.answers if isinstance(asked.answer, Found))
    for record in answers:
        if record.id != held and _agrees(compare(case.reference.work, record.work), variable):
            return record
    hits = (other for other in case.others if other.score >= SAME_WORK and other.record.id != held)
    return next((hit.record for hit in hits if _agrees(hit.agreements, variable)), None)


def _agrees(agreements: tuple[Agreement, ...], variable: str) -> bool:
    """Whether the title agrees, which makes it the same work, and the variable, too."""
    found = {agreement.field for agreement in agreements if agreement.comparison in AGREEING}
    return {"title", variable} <= found


def second_record(case: Case, variable: str) -> tuple[Match, Agreement] | None:
    """Another record that is as surely the work, and what it has differently in a CSL variable that the record held lacks."""
    held = case.match.agreement(variable) if case.match else None
    if case.match is None or (held is not None and (held.registered or not held.cited)):
        return None
    for other in case.others:
        agreement = other.agreement(variable)
        if other.score < SAME_WORK or other.record.id == case.match.record.id or not _is_the_work(other):
            continue
        if agreement is not None and agreement.comparison is Comparison.DIFFERENT:
            return other, agreement
    return None


def _is_the_work(match: Match) -> bool:
    return {each.field for each in match.agreements if each.comparison in AGREEING} >= _TELLING
