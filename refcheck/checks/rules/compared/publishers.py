"""The publisher and its place beside those of the record."""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.comparing.differences import value_finding
from refcheck.checks.comparing.houses import is_house_of_another
from refcheck.checks.comparing.weighing import note
from refcheck.gazetteer.publishers import is_elsewhere, publishers_of
from refcheck.model import Case, Finding, Rule
from refcheck.text.folding import fold


def publisher_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The publisher is not the registered one.

    Severity: warning.

    ## What it finds
    A publisher with another name than the record's. It is a note, save in an entry of BibTeX, RIS and the like that gives an article or
    a meeting's paper since 2000 to one large house where another registered it for itself. Printed articles in journals and
    newspapers are left alone: what is printed there beside the journal is whoever edits it.

    ## Why it matters
    For books the publisher is part of the address. Where two houses never publish for each other, the entry is not as its publisher
    gave it.

    ## Example
    “Polity” for a book that is registered by Oxford University Press.

    ## When it is wrong
    Imprints, societies and houses that were sold: the reference is right, and the record has the owner's name.
    """  # noqa: E501  the lines are those of its page
    if case.reference.structured or not (case.reference.work.type or "").startswith("article"):
        sure = case.match is not None and is_house_of_another(case, case.match)
        for finding in value_finding(case, rule if sure else note(rule), "publisher", "publisher"):
            # who registers a thesis is the archive that holds it, and need not be its school
            yield evolve(finding, fix=None) if case.reference.work.type == "thesis" else finding


def publisher_place_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The place of publication is not the registered one.

    Severity: info.

    Yield the place, where it differs from the record's.

    ## What it finds
    A city that is none of the record's. Of a meeting's paper, in print or as BibTeX's `address`, it may be where the meeting was,
    and is left alone, unless what is registered is no seat of the publisher, either.

    ## Why it matters
    It is worth knowing where the rest is doubtful, too.

    ## Example
    “Northmouth” for a book that its house registered in Port Arden.

    ## When it is wrong
    Publishers have several places, and proceedings have that of the meeting besides.
    """
    if case.reference.work.type != "paper-conference" or _is_of_meeting(case):
        yield from value_finding(case, rule, "publisher-place", "place")


def _is_of_meeting(case: Case) -> bool:
    """Return whether the registered place is that of the meeting."""
    held = case.match.record.work if case.match else None
    if held is None or not held.publisher_place:
        return False
    return is_elsewhere(fold(held.publisher_place), publishers_of(fold(held.publisher or "")))
