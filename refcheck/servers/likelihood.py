"""Which records are shown beside a reference that has none of its own."""

from refcheck.model import Match, Method

LIKELY = 0.1
"""Records that a search found and that are less likely the described work are not shown. The score is a probability: below this
nine in ten are another work, and a wrong one beside a reference misleads more than none. Source: set by hand, not fitted."""


def is_shown(match: Match) -> bool:
    """Whether a record stands beside a reference: whatever its own identifier leads to, and what is likely enough."""
    return match.method is not Method.SEARCH or match.score >= LIKELY
