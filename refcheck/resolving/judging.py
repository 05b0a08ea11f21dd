"""Whether a registered work is the one that a reference cites."""

from attrs import evolve

from refcheck.matching import SAME_WORK, agrees, match, printed, rank
from refcheck.model import Comparison, Match, Method, Record, Reference

_UNLIKELY = 0.5
"""A record of a printed identifier that is likelier not the work than the work. Source: the even chance."""


def beside(reference: Reference, record: Record, method: Method) -> Match:
    """The reference beside a record that an identifier brought.

    Where the parser failed, the printed text is read again in the light of the record, and the better score counts.
    """
    plain = match(reference.work, record, method)
    again = rank(reference.work, printed(reference), (record,))[0]
    return evolve(plain, score=max(plain.score, again.score))


def is_confirmed(found: Match) -> bool:
    """Whether the record is the cited work: its title, or first author and year, agree, or the matcher is sure."""
    return found.score >= SAME_WORK or agrees(found)


def is_refuted(found: Match) -> bool:
    """Whether the record is another work: the titles were compared and differ, and the rest does not outweigh it.

    What could not be compared refutes nothing.
    """
    title = found.agreement("title")
    differs = title is not None and title.comparison is Comparison.DIFFERENT
    return differs and not is_confirmed(found) and found.score < _UNLIKELY


def best_hit(reference: Reference, records: tuple[Record, ...]) -> tuple[Match | None, tuple[Match, ...]]:
    """The hit that the matcher is sure of, if any, and the others, nearest first."""
    ranked = rank(reference.work, printed(reference), records)
    if ranked and ranked[0].score >= SAME_WORK:
        return ranked[0], ranked[1:]
    return None, ranked
