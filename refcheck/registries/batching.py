"""Identifiers divided into requests."""

from collections.abc import Callable, Iterable

from refcheck.model import Id


def pack(ids: Iterable[Id], *, most: int, room: int, size: Callable[[Id], int]) -> tuple[tuple[Id, ...], ...]:
    """Batches of at most ``most`` distinct identifiers, whose ``size`` together is at most ``room`` (if one alone fits)."""
    batches: list[list[Id]] = []
    left = 0
    for key in dict.fromkeys(ids):
        needed = size(key)
        if not batches or len(batches[-1]) == most or needed > left:
            batches.append([])
            left = room
        batches[-1].append(key)
        left -= needed
    return tuple(tuple(batch) for batch in batches)
