"""Runs: what stands one after another in a text, put together where it belongs together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")


def runs(items: Iterable[T], begins: Callable[[list[T], T], object]) -> Iterator[list[T]]:
    """Yield the items in runs; ``begins`` tells of the run before an item and the item whether a new one begins with it."""
    return put_together(([item] for item in items), lambda held, item: not begins(held, item[0]))


def put_together(pieces: Iterable[Sequence[T]], goes_on: Callable[[list[T], Sequence[T]], object]) -> Iterator[list[T]]:
    """Yield the pieces, each put to what stands before it where ``goes_on`` tells of both that it does."""
    held: list[T] = []
    for piece in pieces:
        if held and not goes_on(held, piece):
            yield held
            held = []
        held += piece
    if held:
        yield held


def stretches(marks: Iterable[object]) -> Iterator[range]:
    """Yield the stretches of places whose mark is true."""
    for is_marked, run in groupby(enumerate(marks), key=lambda each: bool(each[1])):
        if is_marked:
            places = [place for place, _ in run]
            yield range(places[0], places[-1] + 1)
