"""The second opinion on a text: which of its lines begin a reference, which go on with one, and how likely that is."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from statistics import mean

from attrs import frozen

from refcheck.layout.lines import Entries, Line, placing
from refcheck.layout.runs import runs
from refcheck.parsing.splitting.roles.tagging import MODEL, Role, probabilities

_WITHIN = frozenset({Role.FURNITURE, Role.FOOTNOTE, Role.BUTTON, Role.CAPTION, Role.TABLE})
"""Roles of lines that may interrupt a reference, where a page or a column ends."""

_SURE = 0.93
"""A reading is sure where the mean of its entries' likelihoods is at least this. Source: set by hand, by the sums of 114 labelled
pages of real documents; between 0.9 and 0.98 little changes."""


@frozen
class Opinion:
    """The lines of a text, the likeliest role of each, and the probabilities that it begins a reference and goes on with one."""

    lines: Sequence[Line]
    roles: Sequence[Role]
    begins: Sequence[float]
    goes_on: Sequence[float]

    def entries(self) -> Entries:
        """Return the references, each as its lines."""
        places = [place for place, role in enumerate(self.roles) if role not in _WITHIN]
        return [
            [self.lines[place] for place in entry]
            for entry in runs(places, lambda _, place: self.roles[place] is not Role.GOES_ON)
            if self.roles[entry[0]] is Role.BEGINS
        ]

    def is_sure(self) -> bool:
        """Return whether its own reading is a list whose boundaries are likely, taken together."""
        entries = self.entries()
        return bool(entries) and mean(self.certainties(entries)) >= _SURE

    @cached_property
    def place_of(self) -> Callable[[Line], int]:
        """The function that tells the place among the lines, in the order that they have, of one of them or of a part of one."""
        return placing(self.lines)

    def certainties(self, entries: Sequence[Sequence[Line]], *, line_by_line: bool = False) -> list[float]:
        """Return for each of another reader's entries how likely it is that it begins where it does, and ends there.

        What was cut out of a line by the count of the list is the count's to say. With ``line_by_line`` each line within must be
        likely to go on with it, too, and not only to begin none.
        """
        found: list[float] = []
        for entry in entries:
            places = list(map(self.place_of, entry))
            is_cut = entry[0].start != self.lines[places[0]].start
            begun = 1.0 if is_cut else self.begins[places[0]]
            within = [place for place in places[1:] if place != places[0]]
            going = [self.goes_on[place] if line_by_line else 1 - self.begins[place] for place in within]
            behind = places[-1] + 1
            ended = 1 - self.goes_on[behind] if behind < len(self.lines) else 1.0
            found.append(min([begun, ended, *going]))
        return found


_AT_ONCE, _LAP = 3000, 70
"""Lines that are tagged together, and lines before and behind them that are tagged again: a line takes kilobytes, and the network
looks 64 lines far."""


def opinion(lines: Sequence[Line], model: Path = MODEL) -> Opinion:
    """Return the second opinion on lines that stand in reading order; with a model of one's own, if it is given."""
    found: list[dict[Role, float]] = []
    for start in range(0, len(lines), _AT_ONCE):
        lap = min(start, _LAP)
        found += probabilities(lines[start - lap : start + _AT_ONCE + _LAP], model)[lap : lap + _AT_ONCE]
    return Opinion(
        lines,
        roles=[max(row, key=row.__getitem__) for row in found],
        begins=[row.get(Role.BEGINS, 0.0) for row in found],
        goes_on=[row.get(Role.GOES_ON, 0.0) for row in found],
    )
