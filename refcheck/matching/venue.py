"""Whether a venue is known to be registered: what appears there is then missing where it is not found."""

from refcheck.gazetteer.journals import full_name
from refcheck.lexicon.language import may_be_other_than_english
from refcheck.matching.fields.container import compare_containers
from refcheck.model import Work

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
    counted = max(int(ours), int(theirs)) < _YEARS
    return (theirs, years[1]) if counted and years[0] < years[1] and int(ours) - int(theirs) >= _BEYOND else None


_YEARS = 1500
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
