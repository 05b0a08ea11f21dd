"""The closest work as a finding: both sides of all that tells a work, side by side."""

from collections.abc import Iterator

from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.closest import Closest, Likeness, closest
from refcheck.checks.comparing.tie import parted
from refcheck.checks.comparing.weighing import is_registered, note
from refcheck.checks.evidence import describe, linked, says, sourced
from refcheck.checks.places import place
from refcheck.messages import joined, worded
from refcheck.model import Agreement, Case, Evidence, Finding, Rule


def closest_finding(case: Case, rule: Rule, likeness: Likeness, key: str) -> Iterator[Finding]:
    """The finding of the closest work, if that is of the likeness given.

    ``key`` is that of the message, in which ``{work}`` and ``{second}`` stand for the works, ``{differing}`` for the parts that
    differ. What is not beyond doubt is a note.
    """
    found = closest(case)
    if found is None or found.likeness is not likeness:
        return
    agreeing, differing = parted(found.match)
    said = worded(
        key,
        work=linked(found.match.record.work),
        second=linked(found.second.record.work) if found.second else "",
        differing=_parts(agreeing, differing),
    )
    yield Finding(
        rule=rule if found.sure and is_registered(found.match) else note(rule),
        message=sourced(found.match.record, said),
        span=place(case.reference, attribute(differing[0].field) if differing else "title"),
        evidence=tuple(_evidence(found, differing, agreeing)),
    )


def _parts(agreeing: list[Agreement], differing: list[Agreement]) -> str:
    sides = (("these-same", agreeing), ("these-other", differing))
    return joined(
        "comma",
        (
            worded(key, fields=joined("comma", (worded(f"field-{each.field}") for each in side)))
            for key, side in sides
            if side
        ),
    )


def _evidence(found: Closest, differing: list[Agreement], agreeing: list[Agreement]) -> Iterator[Evidence]:
    for each in (*differing, *agreeing):
        yield says(found.match.record, each.field, cited=each.cited, registered=each.registered)
    if found.second is not None:
        yield says(found.second.record, "title", registered=describe(found.second.record.work))
