"""Runs: consecutive items or pieces of a text, grouped where they belong together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")


def runs(items: Iterable[T], begins: Callable[[list[T], T], object]) -> Iterator[list[T]]:
    """Yield the items in runs; ``begins`` takes the run so far and the next item and says whether that item starts a new run."""
    return put_together(([item] for item in items), lambda run_so_far, item: not begins(run_so_far, item[0]))


def put_together(pieces: Iterable[Sequence[T]], goes_on: Callable[[list[T], Sequence[T]], object]) -> Iterator[list[T]]:
    """Yield the pieces, each appended to those before it if ``goes_on`` says of both that the piece continues them."""
    run_so_far: list[T] = []
    for piece in pieces:
        if run_so_far and not goes_on(run_so_far, piece):
            yield run_so_far
            run_so_far = []
        run_so_far += piece
    if run_so_far:
        yield run_so_far


def stretches(marks: Iterable[object]) -> Iterator[range]:
    """Yield the ranges of consecutive positions whose mark is true."""
    for is_marked, run in groupby(enumerate(marks), key=lambda each: bool(each[1])):
        if is_marked:
            places = [place for place, _ in run]
            yield range(places[0], places[-1] + 1)
