"""Whether a venue is known to be registered: what appears there is then missing where it is not found."""

from refcheck.lexicon.language import may_be_other_than_english
from refcheck.matching.fields.container import compare_containers
from refcheck.matching.kind import AGREEING
from refcheck.model import Work

FIRST_YEAR = 2000
"""When DOIs of articles began. Source: Crossref was founded in January 2000; older volumes were registered later, by some."""


def in_one_venue(cited: Work, registered: Work) -> bool:
    """Whether a registered work appeared in the journal or book of a cited one, by whatever form of its name."""
    found = compare_containers(cited, registered)
    return found is not None and found.comparison in AGREEING


def needs_proof(work: Work) -> bool:
    """Whether nothing but a work of the same venue would show that a registry holds what appears there.

    So it is of what appeared before registries began, and of a title and venue that may be other than English ones.
    """
    year = work.issued.year if work.issued else None
    return year is None or year < FIRST_YEAR or may_be_other_than_english(work.title or "", work.container_title or "")
