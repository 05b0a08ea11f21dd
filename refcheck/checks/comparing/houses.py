"""Publishers that cannot be the record's in any form of their name."""

from refcheck.checks.certainty import surely_read
from refcheck.checks.comparing.weighing import is_registered
from refcheck.gazetteer.publishers import cannot_be, keep_their_lists, publishers_of
from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.matching.venue import FIRST_YEAR
from refcheck.model import Case, Match
from refcheck.text.folding import fold


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
    holders = (cited.container_title, cited.event_title, registered.container_title, registered.event_title)
    if not cannot_be(house, held) or any(not house.isdisjoint(publishers_of(fold(name))) for name in holders if name):
        return False
    first = publishers_of(fold(REGISTRANTS.get((registered.doi or "").partition("/")[0], "")))
    return house.isdisjoint(first) and (
        registered.type == "paper-conference"
        or (registered.type == "article-journal" and first == held)
        or (registered.type == "book" and first == held and keep_their_lists(held))
    )
