"""Reasons to note a difference and not to accuse, seen beside all that agrees: named conditions with their base rates.

A difference is loud where none of these holds. Rates are of real lists beside their records (``docs/matching.md`` says how they
were counted): of prints, or of the differences of one kind.
"""

from refcheck.checks.comparing.conditions import names, numbers, titles, years
from refcheck.checks.comparing.conditions.condition import Condition
from refcheck.checks.comparing.joint import Joint
from refcheck.model import Agreement, Case, Match

CONDITIONS = (*years.CONDITIONS, *titles.CONDITIONS, *names.CONDITIONS, *numbers.CONDITIONS)
"""The conditions, those of one field the likeliest first."""


def condition(case: Case, match: Match, agreement: Agreement) -> Condition | None:
    """The first condition that makes the difference a note, or ``None`` where it is loud.

    All of them ask that nothing else differs but what they name, and that the title or the place shows that it is the work.
    """
    joint = Joint(case=case, match=match, agreement=agreement)
    if not joint.is_the_work:
        return None
    return next(
        (
            each
            for each in CONDITIONS
            if agreement.field in each.variables and joint.differing.issubset(each.beside) and each.holds(joint)
        ),
        None,
    )
