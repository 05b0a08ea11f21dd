"""The registered work that comes closest to a reference without a record of its own: how it is chosen and reported."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import evolve, frozen

from refcheck.checks.certainty import attribute, read_with_certainty
from refcheck.checks.comparing.conditions import condition
from refcheck.checks.comparing.misreading import is_misread
from refcheck.checks.comparing.printed_text import is_printed
from refcheck.checks.comparing.tie import Tie, parted
from refcheck.checks.evidence import describe, is_registered, linked, note, says, sourced
from refcheck.checks.notices import became
from refcheck.checks.places import place
from refcheck.matching.appearance import is_preprint
from refcheck.matching.kind import is_other_kind
from refcheck.messages import joined, worded
from refcheck.model import Agreement, Case, Comparison, Evidence, Finding, Hits, Match, Method, Rule


class Likeness(StrEnum):
    """The likeness of the closest work to the reference, named by what differs; the value is the key of the message.

    In the message, ``{work}`` and ``{second}`` are replaced by the works, ``{differing}`` by the fields that agree and differ.

    ``PLACE``: title and authors agree, but not the place (container, volume, pages). ``VERSION``: as ``PLACE``, but the two places
    are those of two versions. ``PART``: the title is that of another part. ``AUTHORS``: the title is that of other people's work.
    ``MIXTURE``: the title is that of one work, the rest that of another. ``PARAPHRASE``: authors and place agree, and the title is
    nearly the registered one. ``TITLE``: authors and place agree, the title differs. ``NEAR``: only the title agrees, or nearly;
    or, if no title is cited, authors and volume.
    """

    PLACE = "same-work-elsewhere"
    VERSION = "another-version-registered"
    PART = "another-part"
    AUTHORS = "title-of-other-authors"
    MIXTURE = "mixture-of-two-works"
    PARAPHRASE = "title-paraphrased"
    TITLE = "work-under-another-title"
    NEAR = "closest-work"


@frozen
class Closest:
    """The closest work. ``sure``: its connection with the reference is certain. ``second``: the other work of a mixture."""

    match: Match
    likeness: Likeness
    sure: bool
    second: Match | None = None


def closest(case: Case) -> Closest | None:
    """Return the closest registered work of a reference without a record, or ``None`` if none is near.

    It is chosen from the hits of the search; records that an identifier led to are left to other rules. If a registry that may
    have the work itself could not be searched, the result is never ``sure``.
    """
    if case.match is not None:
        return None
    hits = (other for other in case.others if other.method is Method.SEARCH)
    ties = [Tie(case=case, match=hit) for hit in hits if not is_other_kind(hit.agreement("title"))]
    ways = (_by_title(case, ties), *map(_by_place, ties), _untitled(ties), *map(_near, ties))
    nearest = next(filter(None, ways), None)
    is_whole = case.search is None or isinstance(case.search.answer, Hits)
    return nearest if nearest is None or is_whole else evolve(nearest, sure=False)


def other_version(case: Case) -> Match | None:
    """Return the match of a reference, if its record is that of another version of the cited work.

    A catalogue's record of the printed DOI is not treated as one while the registry is unavailable: it describes what was cited.
    """
    cited = case.reference.work
    if case.match is None or (case.missed is not None and case.match.method is Method.DOI):
        return None
    if not cited.container_title and not (is_preprint(cited) and case.match.record.work.container_title):
        return None  # there are not two places to compare
    tie = Tie(case=case, match=case.match)
    is_work = tie.agrees("title") and tie.authors_agree and not tie.agrees("container-title")
    is_reported = case.match.differs("container-title")  # another rule reports that the journal has no such article
    return case.match if is_work and (tie.is_version or (tie.is_unpublished and not is_reported)) else None


def doi_of_match(case: Case) -> str | None:
    """Return the DOI of the matched record, to be added to the reference; ``None`` if the record is of another version."""
    return case.match.record.work.doi if case.match and other_version(case) is None else None


def _by_title(case: Case, ties: list[Tie]) -> Closest | None:
    """Return the closest record whose title agrees or is that of another part; records with the same authors come first."""
    is_read = read_with_certainty(case.reference, "title", "author")
    titled = (tie for tie in ties if tie.agrees("title") or tie.other_part)
    for tie in sorted(titled, key=lambda tie: (tie.strangers, tie.other_part)):
        differing = parted(tie.match)[1]
        if tie.is_placed_in_series and differing:
            return Closest(tie.match, Likeness.PLACE, sure=True)
        if tie.other_part and (tie.authors_agree or tie.at_page):
            return Closest(tie.match, Likeness.PART, sure=tie.at_page and tie.authors_agree)
        if tie.agrees("title") and tie.authors_agree:
            if tie.is_version:
                return Closest(tie.match, Likeness.VERSION, sure=False)
            real = (each for each in differing if not is_misread(case, tie.match, each))
            unexcused = tie.is_unpublished or any(condition(case, tie.match, each) is None for each in real)
            tells = tie.tells or (tie.agrees("issued") and (tie.at_page or tie.is_in_volume))
            return Closest(tie.match, Likeness.PLACE, sure=tells and tie.of_held_type and unexcused)
        if tie.agrees("title") and tie.strangers:
            tied = is_read and tie.of_held_type and ((tie.tells and tie.agrees("issued")) or tie.is_placed)
            if (place := _place_of_others(tie, ties)) is not None:
                sure = tied or (is_read and place.at_page)
                return Closest(tie.match, Likeness.MIXTURE, sure and place.match.differs("title"), place.match)
            return Closest(tie.match, Likeness.AUTHORS, sure=tied)
    return None


def _place_of_others(titled: Tie, ties: list[Tie]) -> Tie | None:
    """Return the record of the cited authors in the cited journal or book, if the title is that of a work by other people."""
    others = (tie for tie in ties if tie is not titled and tie.authors_agree and tie.agrees("container-title"))
    return next((tie for tie in others if not tie.agrees("title")), None)


def _near(tie: Tie) -> Closest | None:
    """Return the record if its title agrees or nearly does, or if authors and place agree and the titles cannot be compared."""
    in_place = tie.authors_agree and tie.agrees("container-title") and tie.at_page and not tie.match.differs("title")
    was_taken = tie.has_title and tie.authors_agree and not tie.is_version and any(became(tie.match.record))
    return Closest(tie.match, Likeness.NEAR, sure=was_taken) if tie.has_title or in_place else None


def _untitled(ties: list[Tie]) -> Closest | None:
    """Return the record of the same authors in the cited volume, if no title is cited; a certain one is preferred.

    It is certain if authors, journal, volume and first page agree and only the year differs.
    """

    def is_sure(tie: Tie) -> bool:
        year = tie.other_year
        return year is not None and condition(tie.case, tie.match, year) is None

    tie = max((tie for tie in ties if tie.is_untitled), key=is_sure, default=None)
    return Closest(tie.match, Likeness.NEAR, sure=is_sure(tie) and tie.of_held_type) if tie else None


def _by_place(tie: Tie) -> Closest | None:
    """Return the record of the same authors at the same place, under another title."""
    title, reference = tie.match.agreement("title"), tie.case.reference
    if title is None or not (tie.authors_agree and tie.agrees("container-title") and title.differs):
        return None
    is_read = read_with_certainty(reference, "title") and not is_printed(reference, title.registered)
    if not is_read or is_misread(tie.case, tie.match, title):
        return None
    likeness = Likeness.PARAPHRASE if tie.title_is_near else Likeness.TITLE
    unexcused = condition(tie.case, tie.match, title) is None
    if tie.at_page:
        return Closest(tie.match, likeness, sure=unexcused)
    if not tie.pages_apart and tie.agrees("issued"):
        return Closest(tie.match, likeness, sure=unexcused and tie.agrees("author") and tie.of_held_type)
    return Closest(tie.match, likeness, sure=False) if likeness is Likeness.PARAPHRASE else None


def closest_finding(case: Case, rule: Rule, likeness: Likeness) -> Iterator[Finding]:
    """Yield the finding of the closest work, if it has the given likeness; an uncertain one is a note."""
    found = closest(case)
    if found is None or found.likeness is not likeness:
        return
    agreeing, differing = parted(found.match)
    work = linked(found.match.record.work)
    for message, _ in became(found.match.record):
        work = worded("in-brackets", name=work, what=message)
    said = worded(
        likeness.value,
        work=work,
        second=linked(found.second.record.work) if found.second else "",
        differing=_parts(agreeing, differing),
    )
    yield Finding(
        rule=rule if found.sure and is_registered(found.match) else note(rule),
        message=sourced(found.match.record, said),
        span=place(case.reference, attribute(differing[0].field) if differing else "title"),
        evidence=tuple(_evidence(found, differing)),
    )


def _parts(agreeing: list[Agreement], differing: list[Agreement]) -> str:
    sides = (("these-same", [each for each in agreeing if _is_same(each)]), ("these-other", differing))
    return joined(
        "and-then",
        (
            worded(key, fields=joined("comma", (worded(f"field-{each.field}") for each in side)))
            for key, side in sides
            if side
        ),
    )


def _is_same(agreement: Agreement) -> bool:
    """Return whether an agreeing field also looks the same to the user: the same year, and no more authors than are registered."""
    match agreement.field:
        case "issued":
            return agreement.comparison is Comparison.SAME
        case "author":
            return agreement.cited.count(_BETWEEN_NAMES) <= agreement.registered.count(_BETWEEN_NAMES)
        case _:
            return True


_BETWEEN_NAMES = "; "
"""The separator between the names on one side of an agreement."""


def _evidence(found: Closest, differing: list[Agreement]) -> Iterator[Evidence]:
    """Yield both sides of each difference; if there is none, the registered work."""
    for each in differing:
        yield says(found.match.record, each.field, cited=each.cited, registered=each.registered)
    if not differing:
        yield says(found.match.record, "title", registered=describe(found.match.record.work))
    if found.second is not None:
        yield says(found.second.record, "title", registered=describe(found.second.record.work))
