"""The publisher and its place beside those of the record."""

from collections.abc import Iterator

from attrs import evolve

from refcheck.checks.certainty import surely_read
from refcheck.checks.comparing.differences import value_finding
from refcheck.checks.evidence import is_registered, note
from refcheck.gazetteer.publishers import cannot_be, is_elsewhere, keep_their_lists, publishers_of
from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.matching.appearance import FIRST_YEAR, is_preprint
from refcheck.model import Case, Finding, Match, Rule
from refcheck.text.folding import fold


def publisher_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The publisher is not the registered one.

    Severity: warning.

    ## What it finds
    A publisher with another name than the record's. It is a note, save in an entry of BibTeX, RIS and the like that gives an article or
    a meeting's paper since 2000 to one large house where another registered it for itself. Printed articles in journals and
    newspapers are left alone, for what is printed there beside the journal is whoever edits it, and so are preprints.

    ## Why it matters
    For books the publisher is part of the address. Where two houses never publish for each other, the entry is not as its publisher
    gave it.

    ## Example
    “Polity” for a book that is registered by Oxford University Press.

    ## When it is wrong
    Imprints, societies and houses that were sold: the reference is right, and the record has the owner's name.
    """  # noqa: E501  the lines are those of its page
    if case.match is not None and is_preprint(case.match.record.work):
        return
    if case.reference.structured or not (case.reference.work.type or "").startswith("article"):
        sure = case.match is not None and _is_house_of_another(case, case.match)
        for finding in value_finding(case, rule if sure else note(rule), "publisher", "publisher"):
            # who registers a thesis is the archive that holds it, and need not be its school
            yield evolve(finding, fix=None) if case.reference.work.type == "thesis" else finding


def _is_house_of_another(case: Case, match: Match) -> bool:
    """Whether a reference names a house that did not publish the work, whatever was sold or renamed since.

    It is sure of two houses that register for themselves alone. A journal that moved keeps its DOIs: whom the prefix belongs to may
    be cited as well, and where nobody knows that, a journal or a book tells nothing; nor does what appeared before there were DOIs,
    a book of a house that may have bought its list, or a meeting that is named for both. In print it is a book's house alone.
    """
    cited, registered = case.reference.work, match.record.work
    is_told = case.reference.structured or (registered.type == "book" and surely_read(case.reference, "publisher"))
    if not is_told or not is_registered(match) or (registered.year or 0) < FIRST_YEAR:
        return False
    house, held = publishers_of(fold(cited.publisher or "")), publishers_of(fold(registered.publisher or ""))
    holders = (cited.container_title, cited.event_title, registered.container_title, registered.event_title)
    if not cannot_be(house, held) or any(not house.isdisjoint(publishers_of(fold(name))) for name in holders if name):
        return False
    first = publishers_of(fold(REGISTRANTS.get((registered.doi or "").partition("/")[0], "")))
    keeps = registered.type == "article-journal" or (registered.type == "book" and keep_their_lists(held))
    return house.isdisjoint(first) and (registered.type == "paper-conference" or (first == held and keeps))


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
