"""The closest work as a finding: both sides of all that tells a work, side by side."""

from collections.abc import Iterator

from refcheck.checks.certainty import attribute
from refcheck.checks.comparing.closest import Closest, Likeness, closest
from refcheck.checks.comparing.noting import note
from refcheck.checks.comparing.tie import parted
from refcheck.checks.comparing.weighing import is_registered
from refcheck.checks.describing import describe
from refcheck.checks.evidence import says
from refcheck.checks.places import place
from refcheck.model import Agreement, Case, Evidence, Finding, Match, Rule

_NOUNS = {
    "title": "title",
    "author": "authors",
    "issued": "year",
    "container-title": "journal or book",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
}
"""What a person calls a CSL variable."""


def closest_finding(case: Case, rule: Rule, likeness: Likeness, statement: str) -> Iterator[Finding]:
    """The finding of the closest work, if that is of the likeness given.

    ``statement`` is the message; ``{work}`` and ``{second}`` stand for the works, ``{differing}`` for the parts that differ. What
    is not beyond doubt is a note.
    """
    found = closest(case)
    if found is None or found.likeness is not likeness:
        return
    agreeing, differing = parted(found.match)
    said = statement.format(
        work=_named(found.match),
        second=_named(found.second) if found.second else "",
        differing=_parts(agreeing, differing),
    )
    yield Finding(
        rule=rule if found.sure and is_registered(found.match) else note(rule),
        message=f"{said} ({found.match.record.provenance.registry}).",
        span=place(case.reference, attribute(differing[0].field) if differing else "title"),
        evidence=tuple(_evidence(found, differing, agreeing)),
    )


def _named(match: Match) -> str:
    doi = match.record.work.doi
    return f"{describe(match.record.work)}{f', https://doi.org/{doi}' if doi else ''}"


def _parts(agreeing: list[Agreement], differing: list[Agreement]) -> str:
    sides = (("the same", agreeing), ("other", differing))
    return ", ".join(f"{word}: {', '.join(_NOUNS[each.field] for each in side)}" for word, side in sides if side)


def _evidence(found: Closest, differing: list[Agreement], agreeing: list[Agreement]) -> Iterator[Evidence]:
    for each in (*differing, *agreeing):
        yield says(found.match.record, each.field, cited=each.cited, registered=each.registered)
    if found.second is not None:
        yield says(found.second.record, "title", registered=describe(found.second.record.work))
