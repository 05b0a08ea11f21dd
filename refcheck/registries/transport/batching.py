"""Identifiers divided into requests."""

from collections.abc import Callable, Iterable

from refcheck.model import Id

MOST_IN_LIST = 50
"""Identifiers in one list. Crossref and DataCite document no limit; fifty are known to work."""

MOST_IN_URL = 4_000
"""Characters that they may take in an address: half of the 8,000 that RFC 9110 §4.1 bids every server take."""


def pack(
    ids: Iterable[Id], *, size: Callable[[Id], int], most: int = MOST_IN_LIST, longest: int = MOST_IN_URL
) -> tuple[tuple[Id, ...], ...]:
    """Batches of at most ``most`` distinct identifiers; of the ``longest`` that an address may be, ``size`` is what one takes."""
    batches: list[list[Id]] = []
    room = 0
    for key in dict.fromkeys(ids):
        needed = size(key)
        if not batches or len(batches[-1]) == most or needed > room:
            batches.append([])
            room = longest
        batches[-1].append(key)
        room -= needed
    return tuple(tuple(batch) for batch in batches)
