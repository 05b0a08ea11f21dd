"""The publisher and its place compared with those of the record."""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.certainty import read_with_certainty
from refcheck.checks.comparing.differences import value_finding
from refcheck.checks.evidence import is_registered, note
from refcheck.gazetteer.publishers import are_incompatible, are_university_presses, is_no_seat, publishers_of
from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.matching.appearance import FIRST_YEAR, is_preprint
from refcheck.model import Case, Finding, Match, Rule
from refcheck.text.folding import fold


def publisher_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The publisher is not the registered one.

    Severity: warning.

    ## What it finds
    A publisher with another name than in the record. It is a note, except in an entry of BibTeX, RIS or another data format that names
    one large publisher for an article or a conference paper since 2000 that another publisher registered as its own. Printed articles
    in journals and newspapers are not judged, as the name printed beside the journal is that of its editor; nor are preprints.

    ## Why it matters
    Readers find a book by its publisher. If two publishers never publish for each other, the entry is not as the publisher wrote it.

    ## Example
    “Polity” for a book that is registered by Oxford University Press.

    ## When it is wrong
    Imprints, societies and publishers that were sold: the reference is right, and the record has the owner's name.
    """  # noqa: E501  the lines are those of its page
    if case.match is not None and is_preprint(case.match.record.work):
        return
    if case.reference.structured or not (case.reference.work.type or "").startswith("article"):
        sure = case.match is not None and _names_other_publisher(case, case.match)
        for finding in value_finding(case, rule if sure else note(rule), "publisher", "publisher"):
            # a thesis is registered by the archive that keeps it, which need not be the university
            yield evolve(finding, fix=None) if case.reference.work.type == "thesis" else finding


def _names_other_publisher(case: Case, match: Match) -> bool:
    """Return whether a reference names a publisher that certainly did not publish the work, regardless of later sales or renamings.

    It is certain if both publishers register only their own works. A journal that moved keeps its DOIs, so the owner of the prefix
    may be cited as well; if the owner is unknown, journals and books are not judged. Nor are works from before DOIs, books of a
    publisher that may have bought its list, and meetings that are named after both. Of printed references, only books are judged.
    """
    cited, registered = case.reference.work, match.record.work
    is_certain = case.reference.structured or (
        registered.type == "book" and read_with_certainty(case.reference, "publisher")
    )
    if not is_certain or not is_registered(match) or (registered.year or 0) < FIRST_YEAR:
        return False
    ours, theirs = publishers_of(fold(cited.publisher or "")), publishers_of(fold(registered.publisher or ""))
    names = (cited.container_title, cited.event_title, registered.container_title, registered.event_title)
    if not are_incompatible(ours, theirs) or any(
        not ours.isdisjoint(publishers_of(fold(name))) for name in names if name
    ):
        return False
    first = publishers_of(fold(REGISTRANTS.get((registered.doi or "").partition("/")[0], "")))
    keeps = registered.type == "article-journal" or (registered.type == "book" and are_university_presses(theirs))
    return ours.isdisjoint(first) and (registered.type == "paper-conference" or (first == theirs and keeps))


def publisher_place_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The place of publication is not the registered one.

    Severity: info.

    Yield the place of publication, if it differs from the record's.

    ## What it finds
    A city that is not one of the record's. For a conference paper, in print or as BibTeX's `address`, it may be the place of the
    meeting and is not judged, unless the registered place is not a seat of the publisher either.

    ## Why it matters
    It helps if other parts of the reference are doubtful, too.

    ## Example
    “Northmouth” for a book that its publisher registered in Port Arden.

    ## When it is wrong
    Publishers have several places, and proceedings may have that of the meeting as well.
    """
    if case.reference.work.type != "paper-conference" or _is_of_meeting(case):
        yield from value_finding(case, rule, "publisher-place", "place")


def _is_of_meeting(case: Case) -> bool:
    """Return whether the registered place is that of the meeting."""
    held = case.match.record.work if case.match else None
    if held is None or not held.publisher_place:
        return False
    return is_no_seat(fold(held.publisher_place), publishers_of(fold(held.publisher or "")))
