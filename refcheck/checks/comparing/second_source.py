"""A second source that has a field as it is cited, where the record held does not: records err, too."""

from refcheck.matching import SAME_WORK, compare
from refcheck.matching.kind import AGREEING
from refcheck.model import Agreement, Case, Found, Record


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
