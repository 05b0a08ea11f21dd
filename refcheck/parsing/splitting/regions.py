"""Where in a text the reference lists are: by headings where there are some, and by what the lines hold."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from attrs import evolve

from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.lines import Line

_SWITCH = 5.0
"""What it costs to go into a list or out of one; a few lines that look otherwise do not end it."""
_MARGIN = 6
"""How many lines before and after a list are its margins."""
_HEADED = 8.0
"""What a heading gives for doing so right under it."""


def regions(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each list, in order, without headings, and with a few lines before and after as margins.

    The best way in and out of lists over all the lines: each line inside adds its evidence, each step in or out costs.
    """
    headings = [heading(line) for line in lines]
    weights = [0.0 if head else evidence(line.text) for line, head in zip(lines, headings, strict=True)]
    inside = _inside(weights, headings)
    for is_in, group in groupby(range(len(lines)), key=lambda number: inside[number] and headings[number] is None):
        if is_in:
            places = list(group)
            before = range(places[0] - 1, max(places[0] - 1 - _MARGIN, -1), -1)
            after = range(places[-1] + 1, min(places[-1] + 1 + _MARGIN, len(lines)))
            yield [
                *reversed([evolve(lines[number], margin=True) for number in _up_to_heading(before, headings)]),
                *(lines[number] for number in places),
                *(evolve(lines[number], margin=True) for number in _up_to_heading(after, headings)),
            ]


def _up_to_heading(places: Iterable[int], headings: Sequence[Heading | None]) -> Iterator[int]:
    return takewhile(lambda number: headings[number] is None, places)


def _inside(weights: Sequence[float], headings: Sequence[Heading | None]) -> list[bool]:
    """Viterbi's algorithm over two states, outside and inside."""
    outside, within = 0.0, 0.0
    steps: list[tuple[bool, bool]] = []
    for weight, head in zip(weights, headings, strict=True):
        enter = outside - _SWITCH + (_HEADED if head is Heading.LIST else 0.0)
        leave = within - _SWITCH + (_HEADED if head is Heading.OTHER else 0.0)
        steps.append((leave > outside, within >= enter))
        outside, within = max(outside, leave), max(within, enter) + weight
    is_in = within > outside
    found: list[bool] = []
    for came_from_within, stayed in reversed(steps):
        found.append(is_in)
        is_in = stayed if is_in else came_from_within
    return found[::-1]
