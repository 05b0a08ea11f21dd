"""Publishers: those that cannot be the record's in any form of their name, and those that the reader took for the book."""

import re

from refcheck.checks.certainty import surely_read
from refcheck.checks.comparing.misreading import is_misread
from refcheck.checks.comparing.weighing import is_registered
from refcheck.gazetteer.publishers import cannot_be, keep_their_lists, publishers_of
from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.matching import compare
from refcheck.matching.venue import FIRST_YEAR
from refcheck.model import Agreement, Case, Match, Work
from refcheck.text.folding import fold

_OF_BOOKS = frozenset(("chapter", "paper-conference", "entry"))
"""CSL types of what stands in a book."""

_BEFORE_YEAR = re.compile(r"\s*;\s*(?:1[5-9]|20)\d\d\b")
"""A semicolon and a year, as behind a publisher and behind no book: ``; 2013``."""


def is_house_of_another(case: Case, match: Match) -> bool:
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
    if not cannot_be(house, held) or not house.isdisjoint(_named(cited, registered)):
        return False
    first = publishers_of(fold(REGISTRANTS.get((registered.doi or "").partition("/")[0], "")))
    return house.isdisjoint(first) and (
        registered.type == "paper-conference"
        or (registered.type == "article-journal" and first == held)
        or (registered.type == "book" and first == held and keep_their_lists(held))
    )


def _named(cited: Work, registered: Work) -> frozenset[str]:
    """The houses that the names of what holds the work name: those of its meeting, for the most part."""
    names = (cited.container_title, cited.event_title, registered.container_title, registered.event_title)
    return frozenset(house for name in names if name for house in publishers_of(fold(name)))


def house_as_container(case: Case) -> tuple[Match, Agreement] | None:
    """The record held and its agreement on the publisher, where that was read as the container and is not the registered one."""
    match, reference = case.match, case.reference
    container = match.agreement("container-title") if match else None
    field = next((field for field in reference.fields if field.name == "container_title"), None)
    if match is None or container is None or field is None or reference.structured or reference.work.publisher:
        return None
    if not container.differs or match.record.work.type not in _OF_BOOKS:
        return None
    if not _BEFORE_YEAR.match(reference.raw, field.span.end) or not is_misread(case, match, container):
        return None
    house = _behind(container.cited, container.registered)
    agreements = compare(Work(publisher=house), match.record.work)
    differing = (each for each in agreements if each.field == "publisher" and each.differs)
    return next(((match, agreement) for agreement in differing), None)


def _behind(cited: str, registered: str) -> str:
    """Return what was read as the container, without the registered one before it: ``House`` of ``Book. House``."""
    head, stop, rest = cited.rpartition(". ")
    return rest if stop and fold(head) == fold(registered) else cited
