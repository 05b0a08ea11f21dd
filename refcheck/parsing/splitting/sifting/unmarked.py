"""Stretches without a mark in a list whose entries have one: headings, prose, and sections behind the list."""

from collections.abc import Iterator, Sequence
from statistics import mean

from refcheck.layout.lines import Line, text_of
from refcheck.parsing.splitting.evidence import SURE_REFERENCE, evidence
from refcheck.parsing.splitting.openings import BULLET

_FEWEST, _MOSTLY = 2, 0.5
"""So many entries must have a mark, and this share of those up to the last that has one. Source: set by hand: a majority."""
_STRONG = 2.5
"""So much are they worth in the mean: items of a list of remarks are worth less. Source: set by hand."""


def without_unmarked(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the entries; of a list with bullets or numbers without what is set apart, has none, and is surely no reference."""
    marked = [entry[0].key is not None or BULLET.match(entry[0].body) is not None for entry in entries]
    last = max((place for place, is_marked in enumerate(marked) if is_marked), default=-1)
    if sum(marked) < max(_FEWEST, _MOSTLY * (last + 1)):
        return list(entries)
    worth = mean(evidence(text_of(entry)) for entry, is_marked in zip(entries, marked, strict=True) if is_marked)
    return list(_kept(entries, marked)) if worth >= _STRONG else list(entries)


def _kept(entries: Sequence[list[Line]], marked: Sequence[bool]) -> Iterator[list[Line]]:
    """Yield the entries without stretches that begin behind a blank line and have no mark, up to the next that has one."""
    first = marked.index(True)
    is_apart = False
    for place, (entry, is_marked) in enumerate(zip(entries, marked, strict=True)):
        is_apart = not is_marked and place > first and (is_apart or entry[0].blanks > 0)
        if is_marked:
            yield _without_heading(entry)
        elif not is_apart or evidence(text_of(entry)) >= SURE_REFERENCE:
            yield entry


def _without_heading(entry: list[Line]) -> list[Line]:
    """Return an entry up to a blank line behind which words stand that say nothing of a reference: "INVITED TALKS"."""
    for place, line in enumerate(entry[1:], start=1):
        rest = text_of(entry[place:]) if line.blanks else ""
        is_plain = rest and evidence(rest) <= 0 and not any(map(str.isdecimal, rest))
        if is_plain and evidence(text_of(entry[:place])) >= SURE_REFERENCE:
            return entry[:place]
    return entry
