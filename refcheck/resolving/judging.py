"""Whether a registered work is the one that a reference cites."""

from attrs import evolve

from refcheck import matching
from refcheck.matching.evidence import letters
from refcheck.matching.kind import AGREEING, is_other_kind
from refcheck.model import Authority, Comparison, Match, Method, Record, Reference

_UNLIKELY = 0.5
"""A record of a printed identifier that is likelier not the work than the work. Source: the even chance."""


_EDITED = ("book", "thesis")
"""Types of works that have editions, each with its own year and publisher."""

_MIN_TITLE_LETTERS = 15
"""A title of so many letters and its author tell a book. Source: set by hand, as in ``matching.score``."""


def beside(reference: Reference, record: Record, method: Method) -> Match:
    """The reference beside a record that an identifier brought.

    Where the parser failed, the printed text is read again in the light of the record, and the better score counts.
    """
    plain = matching.match(reference.work, record, method)
    again = matching.rank(reference.work, matching.printed(reference), (record,))[0]
    return evolve(plain, score=max(plain.score, again.score))


def is_confirmed(found: Match) -> bool:
    """Whether the record is the cited work: its title, or first author and year, agree, or the matcher is sure."""
    return found.score >= matching.SAME_WORK or matching.agrees(found)


def is_refuted(found: Match) -> bool:
    """Whether the record is another work: the titles were compared and differ, and the rest does not outweigh it.

    What could not be compared refutes nothing.
    """
    title = found.agreement("title")
    differs = title is not None and title.comparison is Comparison.DIFFERENT
    return differs and not is_confirmed(found) and found.score < _UNLIKELY


def best_hit(reference: Reference, records: tuple[Record, ...]) -> tuple[Match | None, tuple[Match, ...]]:
    """The hit that the matcher is sure of, if any, and the others, nearest first."""
    ranked = matching.rank(reference.work, matching.printed(reference), records)
    if ranked and ranked[0].score >= matching.SAME_WORK:
        return ranked[0], ranked[1:]
    edition = next((found for found in ranked if _is_other_edition(reference, found)), None)
    return edition, tuple(found for found in ranked if found is not edition)


def _is_other_edition(reference: Reference, found: Match) -> bool:
    """Whether a catalogue's book has the cited title and author: it may have another edition of it than was cited."""
    title, author = found.agreement("title"), found.agreement("author")
    return (
        found.record.provenance.standing is Authority.CATALOGUED
        and reference.work.type in _EDITED
        and found.record.work.type in _EDITED
        and title is not None
        and title.comparison in AGREEING
        and letters(title) >= _MIN_TITLE_LETTERS
        and not is_other_kind(title)
        and author is not None
        and author.comparison in AGREEING
    )
