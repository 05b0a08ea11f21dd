"""From a pasted text to its references."""

from collections.abc import Iterator, Sequence

from refcheck.model import Span
from refcheck.parsing.splitting.boundaries import beginnings
from refcheck.parsing.splitting.columns import in_reading_order
from refcheck.parsing.splitting.entry import Entry
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.furniture import without_furniture
from refcheck.parsing.splitting.headings import heading, with_headings_apart
from refcheck.parsing.splitting.lines import Line, lines_of
from refcheck.parsing.splitting.numbering import numbered
from refcheck.parsing.splitting.regions import regions


def split(text: str) -> tuple[Entry, ...]:
    """The references of a pasted text, in order; none where it holds none.

    The list is found by its heading or by what it holds, and what stands before, between and after is left out. Every
    line of a reference is a piece of its own. Never raises, whatever the text.
    """
    lines = list(with_headings_apart(in_reading_order(without_furniture(lines_of(text)))))
    lists = [found for places in regions(lines) if (found := _entries(lines, places))]
    most = max(map(len, lists), default=0)
    return tuple(_entry(group) for found in lists if len(found) > 1 or most < 3 for group in found)


_MARGIN = 6
"""How many lines before and after a list are looked at for the rest of its first and its last entry."""
_WEAKEST = -1.0
_STRONG = 1.0


def _entries(lines: Sequence[Line], places: range) -> list[list[Line]]:
    """The entries of one list, each as its lines."""
    first = places.start
    while first > max(places.start - _MARGIN, 0) and heading(lines[first - 1]) is None:
        first -= 1
    last = places.stop
    while last < min(places.stop + _MARGIN, len(lines)) and heading(lines[last]) is None:
        last += 1
    start, end = lines[places.start].start, lines[places.stop - 1].end
    groups = [
        group for group in _grouped(numbered(lines[first:last])) if group[-1].start >= start and group[0].start < end
    ]
    while groups and evidence(_text(groups[0])) < _WEAKEST:
        groups.pop(0)
    while groups and evidence(_text(groups[-1])) < _WEAKEST:
        groups.pop()
    return groups if any(evidence(_text(group)) >= _STRONG for group in groups) else []


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line, begins in zip(lines, beginnings(lines), strict=True):
        if begins and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.body for line in lines if line.body)


def _entry(lines: Sequence[Line]) -> Entry:
    spans = tuple(Span(line.start + line.skip, line.end) for line in lines if line.body)
    return Entry(key=None if lines[0].number is None else str(lines[0].number), raw=_text(lines), spans=spans)
