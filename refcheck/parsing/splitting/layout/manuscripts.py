"""Manuscripts as journals want them for review: a number before each line or every fifth, and a blank line after each.

The count continues over pages: text without a number between two consecutive numbers, set apart or with the number of a page, is
the foot of one page and the head of the next.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import evolve

from refcheck.layout import NEARLY_ALL, SOME, prevailing
from refcheck.layout.lines import Line, without_empty
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.layout.furniture import is_page_number, kept
from refcheck.parsing.splitting.openings import IDENTIFIER, Opening, opening

_NUMBER = re.compile(r"(?P<number>\d{1,5})(?:(?P<gap>[ \t\xa0]+)(?=\S)|$)")
"""The number of a line, without a full stop or brackets: "402 Examples, 12(3)", "402\tExamples"; of a blank line, "402"."""

_FIFTH = 5
_FEWEST = 3
"""The fewest consecutive pairs of numbers that make them line numbers."""
_COUNTING, _WITHIN = 0.9, 0.4
"""The least share of lines with a number, and of numbers that are consecutive; and the least share of numbered lines that are
within a sentence or a reference, unlike those of a list with a reference on each line. Source: a judgement; not fitted."""
_LONGEST = 140
"""The greatest length of a manuscript's line; a note on one line may be longer."""
_WITHIN_LATER = 0.2
"""The least share of lines within a sentence or a reference if the count begins beyond 1. Source: a judgement; not fitted."""
_PAGE, _EDGE = 8, 5
"""A number that the numbered lines of a page must exceed, and the most lines without a number between it and the next page."""

_Marks = Mapping[int, re.Match[str]]


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without line numbers and without the text between pages; unchanged if there are no line numbers."""
    found = {
        place: match for place, line in enumerate(lines) if line.key is None and (match := _NUMBER.match(line.text))
    }
    marks = _in_column(lines, found)
    between = _between_pages(lines, marks, 1)
    if _is_every_line(lines, marks, between):
        gap = min(len(match["gap"]) for match in marks.values() if match["gap"])
        indents = {place: len(match["gap"] or "") - gap for place, match in marks.items()}
        return list(
            without_empty(
                _text_of(line, marks[place], indents[place]) if place in marks else line
                for place, line in kept(lines, between)
            )
        )
    fifths = {place: match for place, match in marks.items() if int(match["number"]) % _FIFTH == 0}
    between = _between_pages(lines, fifths, _FIFTH)
    are_alone = len(fifths) >= _COUNTING * len(marks)  # if each line has a number, every fifth is not a line number
    are_all = len(fifths) * _FIFTH >= _COUNTING * (len(lines) - len(between) - 2 * _FIFTH)
    if not (are_alone and are_all and _counts(fifths, between, _FIFTH)):
        return list(lines)
    first = next(iter(fifths))
    is_beside = 2 * sum(line.indent > lines[first].indent for line in lines) > len(lines)
    return [
        _text_of(line, fifths[place], line.indent + (fifths[place].end() if is_beside else 0))
        if place in fifths
        else line
        for place, line in kept(lines, between)
    ]


def _in_column(lines: Sequence[Line], marks: _Marks) -> _Marks:
    """Return the numbers that have the left or the right edge of most: the number of a page is in another column."""
    left = prevailing((lines[place].indent, 1) for place in marks)
    right = prevailing((lines[place].indent + len(match["number"]), 1) for place, match in marks.items())
    return {
        place: match
        for place, match in marks.items()
        if lines[place].indent == left or lines[place].indent + len(match["number"]) == right
    }


def _between_pages(lines: Sequence[Line], marks: _Marks, step: int) -> set[int]:
    """Return the uncounted lines where a page ends: between two consecutive numbers, or before a count from 1."""
    found: set[int] = set()
    last = -1
    for (before, other), (place, match) in pairwise(marks.items()):
        beyond = place - before - step
        if not (0 < beyond <= _EDGE and (_follows(other, match, step) or match["number"] == "1")):
            continue
        stretches = (range(first, first + beyond) for first in range(before + 1, before + 1 + step))
        edge = next((each for each in stretches if _is_edge(lines, each)), None)
        if edge and (last < 0 or edge.start - last > _PAGE):
            found.update(edge)
            last = edge.stop
    return found


def _is_edge(lines: Sequence[Line], stretch: range) -> bool:
    """Return whether lines are set apart on both sides, or one of them is the number of a page."""
    is_apart = all(lines[place].blanks or lines[place].page for place in (stretch.start, stretch.stop))
    return is_apart or any(is_page_number(lines[place].text) for place in stretch)


def _is_every_line(lines: Sequence[Line], marks: _Marks, between: set[int]) -> bool:
    if len(marks) < _COUNTING * (len(lines) - len(between)) or not _counts(marks, between, 1):
        return False
    texts = [lines[place].text[match.end() :] for place, match in marks.items()]
    if max(map(len, texts)) > _LONGEST or not any(texts):
        return False
    if not all(texts):  # blank lines are counted, as in no list
        return True
    fewest = _WITHIN if next(iter(marks.values()))["number"] == "1" else _WITHIN_LATER
    return _share_within(texts, [len(match["gap"]) for match in marks.values()]) >= fewest


def _counts(marks: _Marks, between: set[int], step: int) -> bool:
    """Return whether the numbers count the lines: each is larger by ``step`` than the one before, and as many lines below it."""
    pairs = list(pairwise(marks.items()))
    counting = sum(
        place - before - len(between.intersection(range(before, place))) == step
        and (_follows(other, match, step) or place - 1 in between)
        for (before, other), (place, match) in pairs
    )
    return len(pairs) >= _FEWEST and counting >= _COUNTING * len(pairs)


def _follows(before: re.Match[str], match: re.Match[str], step: int) -> bool:
    return int(match["number"]) - int(before["number"]) == step


def _text_of(line: Line, mark: re.Match[str], indent: int) -> Line:
    return evolve(line, text=line.text[mark.end() :], start=line.start + mark.end(), indent=indent)


_HANGING = 2
"""A line that is indented by at least this many characters more than the outermost continues the one above; right-aligned numbers
of a list move the text after them by one at most."""

_LATER = (Opening.SMALL, Opening.LATER_WORD)
"""Openings of lines within a sentence or a reference."""


def _share_within(texts: Sequence[str], indents: Sequence[int]) -> float:
    """Return the share of lines that continue the one above, judged by their beginnings, ends and indents."""
    outermost = min(indents, default=0)
    later = sum(
        indent >= outermost + _HANGING
        or opening(text) in _LATER
        or ending(before) is Ending.JOINED
        or IDENTIFIER.match(text) is not None
        for indent, (before, text) in zip(indents[1:], pairwise(texts), strict=True)
    )
    return later / max(len(texts), 1)


def single_spaced(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a double-spaced text without the blank line above each; those of any other text unchanged."""
    spaced = sum(line.blanks > 0 for line in lines[1:])
    is_double = spaced and spaced >= NEARLY_ALL * (len(lines) - 1)
    if not is_double or _share_within([line.text for line in lines], [line.indent for line in lines]) < SOME:
        return list(lines)
    return [evolve(line, blanks=max(line.blanks - 1, 0)) for line in lines]
