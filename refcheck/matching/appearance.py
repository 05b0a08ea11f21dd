"""Where a work appeared: in a venue that registers its works, so that one that is not found is missing; and in which version.

Versions of a work are a preprint and its article, a conference paper and its article, a thesis or report and its article.
"""

from refcheck.gazetteer.journals import full_name, is_preprint_server, journals_called
from refcheck.gazetteer.registrants import unregistered_venue
from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.lexicon.language import may_not_be_english
from refcheck.matching.fields.container import compare_containers
from refcheck.model import Record, Work
from refcheck.text.folding import fold, words

HELD = frozenset({"article-journal", "chapter", "paper-conference"})
"""CSL types of which registries have nearly all works, so that a miss is evidence."""

FIRST_YEAR = 2000
"""First year of DOIs for articles. Source: Crossref was founded in January 2000; some publishers registered older volumes later."""


def in_one_venue(cited: Work, registered: Work) -> bool:
    """Return whether a registered work appeared in the journal or book of a cited one, under any form of its name."""
    found = compare_containers(cited, registered)
    return found is not None and found.agrees


def contradiction(cited: Work, registered: Work) -> tuple[str, int] | None:
    """Return the volume and year of a registered work of the same venue, if they contradict the cited volume and year.

    Volumes are numbered in ascending order: a volume with a number far beyond that of a later year cannot exist. Volumes whose
    number is a year are ignored.
    """
    ours, theirs = cited.volume or "", registered.volume or ""
    years = [cited.year, registered.year]
    if not (ours.isdecimal() and theirs.isdecimal()) or years[0] is None or years[1] is None:
        return None
    counted = max(int(ours), int(theirs)) < _NAMED_FOR_YEARS
    return (theirs, years[1]) if counted and years[0] < years[1] and int(ours) - int(theirs) >= _BEYOND else None


_NAMED_FOR_YEARS = 1500
"""Lowest number that is read as a year in place of a volume number."""

_BEYOND = 3
"""Difference from the volume of a later year that is too large to be explained by the turn of the year."""


def needs_proof(work: Work) -> bool:
    """Return whether only another work of the same venue would show that a registry has records of that venue.

    This holds for works without a year or from before the registries began, and for titles and venues that may not be in English.
    """
    return (
        work.year is None
        or work.year < FIRST_YEAR
        or may_not_be_english(work.title or "", full_name(work.container_title or ""))
    )


_LONG_FORMS = words("thesis report")
"""CSL types of works that are often published again as an article, under the same title."""

_DISCUSSIONS = (" discuss", " discussions")
"""Ends of the names of a journal's preprint series, which has no volumes. Source: Copernicus Publications."""

_BETWEEN_VERSIONS = range(5)
"""Possible numbers of years from the earlier to the later version of a work."""


def are_versions(one: Work, other: Work) -> bool:
    """Return whether two works with the same title and authors appeared where two versions of one work appear."""
    if is_preprint(one) != is_preprint(other):
        return True
    long_forms = [work.type in _LONG_FORMS for work in (one, other)]
    if any(long_forms):
        return not all(long_forms) and is_placed(other if long_forms[0] else one)
    meetings = is_of_meeting(one), is_of_meeting(other)
    if meetings[0] == meetings[1]:
        return False
    paper, article = (one, other) if meetings[0] else (other, one)
    if article.type not in (None, "article-journal") or not (article.volume or article.issue):
        return False
    years = [paper.year, article.year]
    return None not in years and (years[1] or 0) - (years[0] or 0) in _BETWEEN_VERSIONS


def is_placed(work: Work) -> bool:
    """Return whether a work has a volume, issue, page or number; without any, its journal as read may be a place of publication."""
    return bool(work.volume or work.issue or work.page or work.article_number)


def has_place(work: Work) -> bool:
    """Return whether a work has a volume, and its page or article number in the volume."""
    return bool(work.volume and (work.page or work.article_number))


def is_preprint(work: Work) -> bool:
    """Return whether a work is a preprint or a working paper, by its type or by where it is deposited."""
    places = (
        work.container_title,
        work.collection_title,
        work.publisher,
        work.genre,
        work.archive,
        *work.container_title_alternative,
    )
    keys = [fold(place) for place in places if place]
    is_of_series = not work.volume and fold(work.container_title or "").endswith(_DISCUSSIONS)
    return work.type == "article" or is_of_series or any(map(is_preprint_server, keys))


def claims_article(cited: Work, registered: Record) -> bool:
    """Return whether a work is cited with volume and page of a known journal, but the record is that of a preprint.

    The journal must be one that registers its articles, so that the article, if it exists, can be found.
    """
    if not is_preprint(registered.work) or is_preprint(cited):
        return False
    container = cited.container_title or ""
    is_located = has_place(cited) and (cited.year or 0) >= FIRST_YEAR
    return is_located and bool(journals_called(fold(container))) and unregistered_venue(container, cited.year) is None


def is_of_meeting(work: Work) -> bool:
    """Return whether a work is a conference paper, by its type or by the names of its container, event or series."""
    names = (work.container_title, work.event_title, work.collection_title)
    return work.type == "paper-conference" or any(
        not wordings(Term.MEETING, Term.MEETING_WORD).isdisjoint(fold(name).split()) for name in names if name
    )
