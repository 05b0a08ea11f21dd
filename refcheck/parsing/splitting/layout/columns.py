"""Two columns set side by side, as text copied with its layout shows them: read down the left one, then down the right one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve

from refcheck.parsing.splitting.layout.lines import Line

_GAP = re.compile(r"(?<=\S)[ \t\xa0]{2,}(?=\S)")
r"""A gap within a line: "… of the\x20\x20\x20Smith, J."; the right column begins after it."""

_NARROWEST = 18
"""Columns of text are at least so many characters wide, so that the gap after a list's numbers is none between columns."""
_FEWEST = 4
"""So many lines with text on both sides make two columns."""
_SHARE = 0.85
"""At least this share of the lines that reach into the right column must have a gap before it. Source: set by hand; what
comes of it is measured by ``tests/benchmarks/split.py``."""
_INDENTED = 12
"""Lines of the right column begin at most so many characters further in than its edge."""
_WIDE_GAP = 3
_COMMON = 0.15
"""The right column's edge is the leftmost place that at least this share of the commonest place's lines begin at. Source:
set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of two columns parted, and on each page the left column before the right one."""
    ordered: list[Line] = []
    edge = None
    for page in _pages(lines):
        edge = _right_edge(page) or (edge if _is_parted_at(page, edge) else None)
        ordered += page if edge is None else _unfolded(page, edge)
    return ordered


def _pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    page: list[Line] = []
    for line in lines:
        if line.page and page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _right_edge(lines: Sequence[Line]) -> int | None:
    """The column where the right one of two columns begins, if there are two."""
    places = Counter(line.indent + gap.end() for line in lines for gap in _GAP.finditer(line.text))
    places = Counter({place: count for place, count in places.items() if place >= _NARROWEST + 2})
    if not places:
        return None
    most = max(places.values())
    edge = min(place for place, count in places.items() if count >= _COMMON * most)
    reaching = [line for line in lines if line.edge > edge + 1]
    parted = [line for line in reaching if _parting(line, edge) is not None]
    if sum(line.indent < edge for line in parted) < _FEWEST or len(parted) < _SHARE * len(reaching):
        return None
    return edge if _is_wide(parted, edge) else None


def _is_parted_at(lines: Sequence[Line], edge: int | None) -> bool:
    """Whether a short page goes on in the columns of the page before it."""
    if edge is None:
        return False
    reaching = [_parting(line, edge) is not None for line in lines if line.edge > edge + 1]
    return sum(reaching) > len(reaching) / 2


def _is_wide(lines: Sequence[Line], edge: int) -> bool:
    """Whether text, not numbers or marks, stands on both sides."""
    left = [line.indent + (_parting(line, edge) or 0) for line in lines]
    right = [line.edge - place for line, place in zip(lines, left, strict=True)]
    return max(right) >= _NARROWEST and sum(right) >= len(right) * _NARROWEST / 2


def _parting(line: Line, edge: int) -> int | None:
    """Where in the line's text its right column begins; 0 where it has nothing else."""
    if edge - 1 <= line.indent <= edge + _INDENTED:
        return 0
    for gap in _GAP.finditer(line.text):
        if line.indent + gap.start() < edge <= line.indent + gap.end() <= edge + _INDENTED:
            return gap.end()
    return None


def _unfolded(lines: Sequence[Line], edge: int) -> Iterator[Line]:
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        place = _parting(line, edge)
        if place is None and line.edge > edge + 1:
            place = _widest_gap(line)
        if place is not None:
            left += [_left(line, place)] if place else []
            right.append(_right(line, place, edge))
        elif line.edge <= edge + 1:
            left.append(line)
        else:  # a line across both columns, as a heading is
            yield from [*left, *right, line]
            left, right = [], []
    yield from [*left, *right]


def _widest_gap(line: Line) -> int | None:
    """Where the right column of a line begins that is out of line, as wide letters make it."""
    gaps = [gap for gap in _GAP.finditer(line.text) if len(gap.group()) >= _WIDE_GAP]
    return max(gaps, key=lambda gap: len(gap.group())).end() if gaps else None


def _left(line: Line, place: int) -> Line:
    text = line.text[:place].rstrip()
    return evolve(line, text=text, edge=line.indent + len(text))


def _right(line: Line, place: int, edge: int) -> Line:
    indent = max(line.indent + place - edge, 0)
    text = line.text[place:]
    return Line(text=text, start=line.start + place, indent=indent, edge=indent + len(text))
