"""The learned reading of a text: which of its lines begin a reference, which continue one, and with what probability."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from statistics import mean

from attrs import frozen

from refcheck.layout import MOST
from refcheck.layout.lines import Entries, Line, placing
from refcheck.layout.runs import runs
from refcheck.parsing.splitting.roles.tagging import MODEL, Role, probabilities

_WITHIN = frozenset({Role.FURNITURE, Role.FOOTNOTE, Role.BUTTON, Role.CAPTION, Role.TABLE})
"""Roles of lines that may interrupt a reference at the end of a page or a column."""

_SURE = 0.93
"""The least mean certainty of the entries of a reading that is certain as a whole. Source: a judgement, by the sums of 114 labelled
pages of real documents; between 0.9 and 0.98 little changes."""


@frozen
class Opinion:
    """The lines of a text, the likeliest role of each, and the probabilities that it begins a reference or continues one."""

    lines: Sequence[Line]
    roles: Sequence[Role]
    begins: Sequence[float]
    goes_on: Sequence[float]

    def entries(self) -> Entries:
        """Return the references, each as its lines."""
        places = [place for place, role in enumerate(self.roles) if role not in _WITHIN]
        return [
            [self.lines[place] for place in entry]
            for entry in runs(places, lambda _, place: self.roles[place] is not Role.CONTINUES)
            if self.roles[entry[0]] is Role.BEGINS
        ]

    def is_sure(self) -> bool:
        """Return whether its own reading is a list whose boundaries are on average likely."""
        entries = self.entries()
        return bool(entries) and mean(self.certainties(entries)) >= _SURE

    def within(self) -> frozenset[int]:
        """Return where the lines start that rather than not continue a reference."""
        likely = zip(self.lines, self.goes_on, strict=True)
        return frozenset(line.start for line, goes_on in likely if goes_on > MOST)

    def certain_entries(self) -> Entries:
        """Return its entries whose boundaries are likely."""
        entries = self.entries()
        return [entry for entry, likely in zip(entries, self.certainties(entries), strict=True) if likely >= _SURE]

    @cached_property
    def place_of(self) -> Callable[[Line], int]:
        """The function from one of the lines, or a part of one, to its index in ``lines``."""
        return placing(self.lines)

    def certainties(self, entries: Sequence[Sequence[Line]], *, line_by_line: bool = False) -> list[float]:
        """Return the probability that each of the given entries, which may be of another reading, begins and ends where it does.

        The beginning of an entry that the list's numbering cut out of a line is certain. With ``line_by_line``, each inner line
        must also be likely to continue the entry, and not only to begin none.
        """
        found: list[float] = []
        for entry in entries:
            places = list(map(self.place_of, entry))
            is_cut = entry[0].start != self.lines[places[0]].start
            beginning = 1.0 if is_cut else self.begins[places[0]]
            within = [place for place in places[1:] if place != places[0]]
            going = [self.goes_on[place] if line_by_line else 1 - self.begins[place] for place in within]
            after = places[-1] + 1
            ended = 1 - self.goes_on[after] if after < len(self.lines) else 1.0
            found.append(min([beginning, ended, *going]))
        return found


_AT_ONCE, _LAP = 3000, 70
"""The number of lines that are tagged together, and of lines before and after them that are tagged again: a line takes kilobytes,
and the network sees lines that are up to 64 lines away."""


def opinion(lines: Sequence[Line], model: Path = MODEL) -> Opinion:
    """Return the learned reading of lines in reading order, by the network that ships with the package or a given one."""
    found: list[dict[Role, float]] = []
    for start in range(0, len(lines), _AT_ONCE):
        lap = min(start, _LAP)
        found += probabilities(lines[start - lap : start + _AT_ONCE + _LAP], model)[lap : lap + _AT_ONCE]
    return Opinion(
        lines,
        roles=[max(row, key=row.__getitem__) for row in found],
        begins=[row.get(Role.BEGINS, 0.0) for row in found],
        goes_on=[row.get(Role.CONTINUES, 0.0) for row in found],
    )
