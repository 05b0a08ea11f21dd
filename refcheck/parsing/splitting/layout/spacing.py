"""Which lines go on with the one above, and texts with a blank line behind each line, as theses and manuscripts are set."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.openings import IDENTIFIER, Opening, opening

_HANGING = 2
"""A line that stands so many characters further in than the outermost goes on with the one above; right-aligned numbers of a list
move what is behind them by one at the most."""

_LATER = (Opening.SMALL, Opening.LATER_WORD)
"""Openings of lines amid a sentence or a reference."""

_SPACED = 0.9
"""A text is in double space where so many of its lines have a blank one above; a heading may stand closer. Source: set by hand."""

_WITHIN = 0.25
"""The least share of lines of such a text that go on with the one above; of a list with a reference on each line hardly one does.
Source: set by hand, half of what references of two lines come to."""


def share_within(texts: Sequence[str], indents: Sequence[int]) -> float:
    """Return the share of lines that go on with the one above, as far as their beginnings, ends and indents tell."""
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
    """Return the lines of a text in double space without the blank line above each; those of any other text as they are."""
    spaced = sum(line.blanks > 0 for line in lines[1:])
    is_double = spaced and spaced >= _SPACED * (len(lines) - 1)
    if not is_double or share_within([line.text for line in lines], [line.indent for line in lines]) < _WITHIN:
        return list(lines)
    return [evolve(line, blanks=max(line.blanks - 1, 0)) for line in lines]
