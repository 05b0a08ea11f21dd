"""Findings on references without a record."""

from collections.abc import Iterator

from refcheck.checks.answers import missed_search, searched
from refcheck.checks.comparing.closest import closest
from refcheck.checks.evidence import describe, says
from refcheck.checks.holdings import contradicting, why_not_registered
from refcheck.checks.places import place
from refcheck.identifiers.official_numbers import DOR, PATENT, RFC, STANDARD, TRIAL, known_by
from refcheck.matching.appearance import HELD
from refcheck.matching.kind import are_near
from refcheck.messages import joined, worded
from refcheck.model import Case, Evidence, Finding, Rule

_NEAREST = 3
"""The most near records that are shown."""

_WORDS = {
    RFC: "number-of-rfc",
    STANDARD: "number-of-standard",
    PATENT: "number-of-patent",
    TRIAL: "number-of-trial",
    DOR: "number-is-dor",
}


def work_not_found(case: Case, rule: Rule) -> Iterator[Finding]:
    """The work was not found.

    Severity: warning.

    Yield the reference if the search found no match, with the nearest records, if any are near, as evidence.

    ## What it finds
    A journal article, chapter or proceedings paper that is in none of the registries that were queried and have records of such works.

    ## Why it matters
    The reference may differ so much from what was published that a reader will not find the work either.

    ## Example
    An article whose title and journal are both cited from memory.

    ## When it is wrong
    Journals that register nothing, older volumes that were never registered, titles cited in translation. The finding only says
    where the work was looked for. If the volume does not fit that of a later year, the journal may have started its numbering again.
    """  # noqa: E501  the lines are those of its page
    search = missed_search(case)
    if search is None or ((likely := closest(case)) is not None and likely.sure):  # another rule reports it
        return
    nearest = [match for match in case.others if are_near(match.agreement("title"))][:_NEAREST]
    registries = joined("comma", search.registry.split(", "))
    beside = worded("nearest-record", work=describe(nearest[0].record.work)) if nearest else ""
    yield Finding(
        rule=rule,
        message=worded("work-not-found", registry=registries, against=_against(case), beside=beside),
        span=place(case.reference, "title"),
        evidence=tuple(says(match.record, "title", registered=describe(match.record.work)) for match in nearest)
        or (Evidence(registry=search.registry),),
    )


def _against(case: Case) -> str:
    """Return a sentence with the journal's registered volume and year that contradict the cited ones, or ``""``."""
    work, found = case.reference.work, contradicting(case.reference.work, case.others)
    if found is None or work.issued is None:
        return ""
    volume, year = found
    return worded(
        "volume-against-venue", volume=str(work.volume), year=str(work.issued.year), other=volume, other_year=year
    )


def work_may_be_unregistered(case: Case, rule: Rule) -> Iterator[Finding]:
    """The work was not found, which is not conclusive.

    Severity: info.

    Yield the reason why a search without a match proves nothing.

    ## What it finds
    A journal article, chapter or proceedings paper that is in none of the queried registries, if that proves nothing: its journal registers
    no DOIs, it is too old, it is in another language, or its title or the place where it appeared was not read with certainty.

    ## Why it matters
    Without this note, it would look as if the work had been found. The reason shows what is left to check by hand.

    ## Example
    An article in a journal that joined no registry of DOIs.

    ## When it is wrong
    Never: it only states what was queried and why the answer proves nothing.
    """  # noqa: E501  the lines are those of its page
    hits = searched(case)
    if hits is None or case.reference.work.type not in HELD or closest(case) is not None:
        return
    if (why := why_not_registered(case)) is not None:
        message = worded("work-may-be-unregistered", registry=hits.registry, why=why)
        evidence = (Evidence(registry=hits.registry),)
        yield Finding(rule=rule, message=message, span=place(case.reference, "title"), evidence=evidence)


def known_by_number(case: Case, rule: Rule) -> Iterator[Finding]:
    """The work is identified by a number.

    Severity: info.

    Yield each number of a reference without a record.

    ## What it finds
    A reference without a record that gives the number of an RFC, a standard, a patent or a registered trial, or a DOR: an identifier of
    Iran's journals, which begins with `20.1001.1` and is not a DOI.

    ## Why it matters
    Registries of DOIs need not have such works, so that a miss says nothing against the reference. The URL shows where to
    look.

    ## Example
    “ISO 9241-210:2019. Ergonomics of human-system interaction.”

    ## When it is wrong
    The number looks like one of these but is that of something else.
    """  # noqa: E501  the lines are those of its page
    if case.match is not None:
        return
    seen: set[str] = set()
    for number in known_by(case.reference):
        if number.value not in seen:
            seen.add(number.value)
            message = worded(_WORDS[number.kind], number=str(number), url=number.url)
            yield Finding(rule=rule, message=message, span=number.span)
