"""References with each part on a line of its own, the last of which is the year in brackets, as some pages show them.

::

    P. Moen et al.
    Tides of the western fjords
    J. Coast. Stud.
    (2014)
"""

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from refcheck.layout import NEARLY_ALL
from refcheck.layout.lines import Line
from refcheck.parsing.splitting import YEAR_IN_BRACKETS, has_year
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.parsing.splitting.headings import heading

_FEWEST = 3
"""The fewest such references of a list. Source: a judgement."""
_PARTS = range(2, 7)
"""How many lines such a reference has: number, authors, title, journal, volume and pages, year."""


def with_parts_joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the parts of each such reference as one line; unchanged if there is no list of them."""
    ends = [place for place, line in enumerate(lines) if YEAR_IN_BRACKETS.fullmatch(line.text)]
    if len(ends) < _FEWEST:
        return list(lines)
    stretches = [range(_beginning(lines, ends[0]), ends[0] + 1)]
    stretches += [range(before + 1, end + 1) for before, end in pairwise(ends)]
    joined = {
        each.start: each
        for each in stretches
        if len(each) in _PARTS and not any(_is_whole(lines[place].text) for place in each)
    }
    if len(joined) < NEARLY_ALL * len(stretches):
        return list(lines)
    inner = {place for each in joined.values() for place in each[1:]}
    return [
        _joined([lines[each] for each in joined[place]]) if place in joined else line
        for place, line in enumerate(lines)
        if place not in inner
    ]


def _is_whole(text: str) -> bool:
    return has_year(text) and evidence(text) >= LIKE_A_REFERENCE


def _beginning(lines: Sequence[Line], end: int) -> int:
    """Return the first line of the first reference: below a blank line or a heading, or as far up as one may reach."""
    start = end
    while start > 0 and end - start < _PARTS[-1] - 1 and not lines[start].blanks and heading(lines[start - 1]) is None:
        start -= 1
    return start


def _joined(parts: Sequence[Line]) -> Line:
    """Return adjacent lines as one, with line feeds, and spaces for what else is between them, so that all places stay."""
    text = parts[0].text + "".join("\n".rjust(line.start - before.end) + line.text for before, line in pairwise(parts))
    return evolve(parts[0], text=text, edge=parts[0].indent + len(text))
