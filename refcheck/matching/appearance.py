"""Where a work appeared: in a venue known to be registered, so that it is missing where it is not found; and in which version.

Versions are a preprint and its article, a paper of a meeting and its article, a thesis or report and its article.
"""

from refcheck.gazetteer.journals import full_name, is_preprint_server, journals_called
from refcheck.gazetteer.registrants import unregistered_venue
from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.lexicon.language import may_be_other_than_english
from refcheck.matching.fields.container import compare_containers
from refcheck.model import Record, Work
from refcheck.text.folding import fold, words

HELD = frozenset({"article-journal", "chapter", "paper-conference"})
"""CSL types that registries hold nearly all of, so that a miss says something."""

FIRST_YEAR = 2000
"""When DOIs of articles began. Source: Crossref was founded in January 2000; older volumes were registered later, by some."""


def in_one_venue(cited: Work, registered: Work) -> bool:
    """Whether a registered work appeared in the journal or book of a cited one, by whatever form of its name."""
    found = compare_containers(cited, registered)
    return found is not None and found.agrees


def contradiction(cited: Work, registered: Work) -> tuple[str, int] | None:
    """The volume and year of a registered work of the same venue that the cited ones cannot stand beside.

    Volumes are counted up: none is cited of a year with a number far beyond that of a later year. Those that are named for years
    are not looked at.
    """
    ours, theirs = cited.volume or "", registered.volume or ""
    years = [cited.year, registered.year]
    if not (ours.isdecimal() and theirs.isdecimal()) or years[0] is None or years[1] is None:
        return None
    counted = max(int(ours), int(theirs)) < _NAMED_FOR_YEARS
    return (theirs, years[1]) if counted and years[0] < years[1] and int(ours) - int(theirs) >= _BEYOND else None


_NAMED_FOR_YEARS = 1500
"""From this number on a volume is named for a year."""

_BEYOND = 3
"""A volume so far beyond that of a later year is no slip of the year's end."""


def needs_proof(work: Work) -> bool:
    """Whether nothing but a work of the same venue would show that a registry holds what appears there.

    So it is of what appeared before registries began, and of a title and venue that may be other than English ones.
    """
    return (
        work.year is None
        or work.year < FIRST_YEAR
        or may_be_other_than_english(work.title or "", full_name(work.container_title or ""))
    )


_LONG_FORMS = words("thesis report")
"""CSL types of works that are often published once more as an article, under the same title."""

_DISCUSSIONS = (" discuss", " discussions")
"""How the series of a journal's preprints ends, which has no volumes. Source: Copernicus Publications."""

_BETWEEN_VERSIONS = range(5)
"""So many years may pass between the versions of a work, the earlier one first."""


def are_versions(one: Work, other: Work) -> bool:
    """Whether two works of one title by the same authors appeared in places that two versions of a work appear in."""
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
    """Whether a place within its journal or book is told; without one, what was read as its journal may be its place."""
    return bool(work.volume or work.issue or work.page or work.article_number)


def has_place(work: Work) -> bool:
    """Whether the volume of a work is told, and its page or number there."""
    return bool(work.volume and (work.page or work.article_number))


def is_preprint(work: Work) -> bool:
    """Whether a work is a preprint or a working paper, by its type or by where it is kept."""
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
    """Whether a work is cited with a place in a known journal, and the record is that of a preprint.

    The journal is one that registers what it publishes: if the article exists, it can be found.
    """
    if not is_preprint(registered.work) or is_preprint(cited):
        return False
    container = cited.container_title or ""
    is_told = has_place(cited) and (cited.year or 0) >= FIRST_YEAR
    return is_told and bool(journals_called(fold(container))) and unregistered_venue(container, cited.year) is None


def is_of_meeting(work: Work) -> bool:
    """Whether a work is of a meeting, by its type or by the names of what holds it."""
    names = (work.container_title, work.event_title, work.collection_title)
    return work.type == "paper-conference" or any(
        not wordings(Term.MEETING, Term.MEETING_WORD).isdisjoint(fold(name).split()) for name in names if name
    )
