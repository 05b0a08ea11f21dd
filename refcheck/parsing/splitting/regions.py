"""Where the lines look like a list: the best way in and out of lists over all the lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.evidence import evidence

_SWITCH = 5.0
"""What it costs to go into a list or out of one; a few lines that look otherwise do not end it. Source: set by hand; what
comes of it is measured by ``tests/benchmarks/split.py``."""
_MARGIN = 6
"""How many lines before and after a list are its margins."""
_HEADED = 3.0
"""What it is worth to be in a list right under its heading. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""


def regions(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each list, in order, with a few lines before and after as margins; no heading tells of any."""
    return _regions(lines, 0.0)


def regions_under_heading(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The same for lines under the heading of a list: they begin with one, if they look like it at all."""
    return _regions(lines, _HEADED)


def regions_between_headings(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The same for lines under a heading that tells of no list: they do not begin with one, unless they look like it at once."""
    return _regions(lines, -_SWITCH)


def _regions(lines: Sequence[Line], beginning: float) -> Iterator[list[Line]]:
    within = inside([evidence(line.text) for line in lines], beginning)
    for is_in, group in groupby(range(len(lines)), key=within.__getitem__):
        if is_in:
            places = list(group)
            first, last = places[0], places[-1] + 1
            yield [
                *(evolve(line, margin=True) for line in lines[max(first - _MARGIN, 0) : first]),
                *lines[first:last],
                *(evolve(line, margin=True) for line in lines[last : last + _MARGIN]),
            ]


def inside(weights: Sequence[float], beginning: float = 0.0) -> list[bool]:
    """Viterbi's algorithm over two states, outside and inside: each line inside adds its evidence, each step in or out costs."""
    outside, within = 0.0, beginning
    steps: list[tuple[bool, bool]] = []
    for weight in weights:
        enter, leave = outside - _SWITCH, within - _SWITCH
        steps.append((leave > outside, within >= enter))
        outside, within = max(outside, leave), max(within, enter) + weight
    is_in = within > outside
    found: list[bool] = []
    for came_from_within, stayed in reversed(steps):
        found.append(is_in)
        is_in = stayed if is_in else came_from_within
    return found[::-1]
