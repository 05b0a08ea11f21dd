"""Runs of lines that are nothing but identifiers: which name works by themselves, and which are the rest of the reference above.

A line is the rest of a reference where that did not end, where it stands further in, and where such lines stand behind the
references again and again. Lines name works by themselves where those of a run are too many, or too different, for one work,
and where they stand apart as the references do.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import dropwhile

from refcheck.identifiers.bare import Bare
from refcheck.layout.lines import Line
from refcheck.model import Scheme
from refcheck.parsing.splitting.bare.others import Others, announces, are_one, count_usual, usual_schemes

_SEVERAL = 2
_HABIT_SHARE = 0.6
"""What is usual belongs to the references where so many have it behind them. Source: set by hand."""
_MIXED_SHARE = 0.2
"""A list is mixed where it has so many runs of such lines against its other lines. Source: set by hand."""


class LineRole(Enum):
    """What such a line is among the others, or one that announces it."""

    ALONE = auto()
    """A work by itself."""
    REST = auto()
    """The rest of the reference above."""


def line_roles(lines: Sequence[Line], held: Mapping[int, Sequence[Bare]]) -> dict[int, LineRole]:
    """What lines are by their places, as far as it is sure; ``held`` says what each of them holds."""
    schemes = {place: [each.scheme for each in found] for place, found in held.items()}
    others = Others.of(lines, [line for place, line in enumerate(lines) if place not in held and not announces(line)])
    found: dict[int, LineRole] = {}
    begun: list[list[int]] = []
    for run in runs(sorted(held)):
        if Scheme.DOI in schemes[run[0]] and others.have_doi_above(run[0]):
            found.update(dict.fromkeys(run, LineRole.ALONE))
            continue
        count = others.going_on(run, [schemes[place] for place in run])
        if count and others.are_whole_without(run[0]):
            announcing = [run[0] - 1] if announces(lines[run[0] - 1]) else []
            found.update(dict.fromkeys([*announcing, *run[:count]], LineRole.REST))
        if count < len(run):
            begun.append(run[count:])
    behind = [[scheme for place in run for scheme in schemes[place]] for run in begun if run[0]]
    usual = usual_schemes(behind)
    is_habit = len(behind) >= _HABIT_SHARE * others.count and not others.is_wrapped
    is_mixed = len(begun) >= max(_SEVERAL, _MIXED_SHARE * others.count) and not usual
    for run in begun:
        count = count_usual([schemes[place] for place in run], usual) if run[0] else 0
        if is_habit:
            found.update(dict.fromkeys(run[:count], LineRole.REST))
        alone = run[count:]
        if not others.is_hanging or are_one([schemes[place] for place in alone]):
            alone = list(dropwhile(others.leave_no_room, alone))
        if alone and (is_mixed or others.set_apart(alone[0]) or not are_one([schemes[place] for place in alone])):
            found.update(dict.fromkeys(alone, LineRole.ALONE))
    return found


def runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Ascending places in runs that follow one another."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
