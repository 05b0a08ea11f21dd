"""Findings on a reference for which no record is held."""

from collections.abc import Iterator

from refcheck.checks.answers import searched, searched_in_vain
from refcheck.checks.comparing.closest import closest
from refcheck.checks.evidence import describe, says
from refcheck.checks.holdings import contradicting, why_not_held
from refcheck.checks.places import place
from refcheck.identifiers.official_numbers import DOR, PATENT, RFC, STANDARD, TRIAL, known_by
from refcheck.matching.appearance import HELD
from refcheck.matching.kind import are_near
from refcheck.messages import joined, worded
from refcheck.model import Case, Evidence, Finding, Rule

_NEAREST = 3
"""Nearest records that are shown."""

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

    Yield the reference that was searched for in vain, with the nearest records, as far as any is near, as evidence.

    ## What it finds
    A journal article, chapter or proceedings paper that nobody holds who was asked and holds such works.

    ## Why it matters
    Something in the reference may be so far from what was published that a reader will not find it either.

    ## Example
    An article whose title and journal are both cited from memory.

    ## When it is wrong
    Journals that register nothing, older volumes that were never registered, titles cited in translation. That it was not
    found says where was looked, and no more. Where a volume does not go with one of a later year, the journal may have begun to count
    anew.
    """  # noqa: E501  the lines are those of its page
    search = searched_in_vain(case)
    if search is None or ((likely := closest(case)) is not None and likely.sure):  # what is surely meant is told
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
    """Return the registered values of the journal that cannot stand beside the cited volume and year, in a sentence."""
    work, found = case.reference.work, contradicting(case.reference.work, case.others)
    if found is None or work.issued is None:
        return ""
    volume, year = found
    return worded(
        "volume-against-venue", volume=str(work.volume), year=str(work.issued.year), other=volume, other_year=year
    )


def work_may_be_unregistered(case: Case, rule: Rule) -> Iterator[Finding]:
    """The work was not found where it need not be.

    Severity: info.

    Yield the reason why a search in vain says nothing.

    ## What it finds
    A journal article, chapter or proceedings paper that nobody holds who was asked, where that proves nothing: its journal registers
    no DOIs, it is too old, it is in another language, or no title, or no place where it appeared, was read for sure.

    ## Why it matters
    Silence would look like a work that was found. The reason says what is left to look for by hand.

    ## Example
    An article in a journal that joined no registry of DOIs.

    ## When it is wrong
    It states what was asked and why the answer proves nothing; there is nothing to judge.
    """  # noqa: E501  the lines are those of its page
    hits = searched(case)
    if hits is None or case.reference.work.type not in HELD or closest(case) is not None:
        return
    if (why := why_not_held(case)) is not None:
        message = worded("work-may-be-unregistered", registry=hits.registry, why=why)
        evidence = (Evidence(registry=hits.registry),)
        yield Finding(rule=rule, message=message, span=place(case.reference, "title"), evidence=evidence)


def known_by_number(case: Case, rule: Rule) -> Iterator[Finding]:
    """The work is known by a number.

    Severity: info.

    Yield each number of a reference that no record is held for.

    ## What it finds
    A reference without a record that gives the number of an RFC, a standard, a patent or a registered trial, or a DOR: an identifier of
    Iran's journals, which begins with `20.1001.1` and is no DOI.

    ## Why it matters
    Registries of DOIs need not hold such works; that none was found says nothing against the reference. The address tells where to
    look.

    ## Example
    “ISO 9241-210:2019. Ergonomics of human-system interaction.”

    ## When it is wrong
    The number is one of something else that looks alike.
    """  # noqa: E501  the lines are those of its page
    if case.match is not None:
        return
    seen: set[str] = set()
    for number in known_by(case.reference):
        if number.value not in seen:
            seen.add(number.value)
            message = worded(_WORDS[number.kind], number=str(number), url=number.url)
            yield Finding(rule=rule, message=message, span=number.span)
