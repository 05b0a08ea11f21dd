"""What the line ends within printed references are: places where a line was full, or the ends of their parts.

::

    Tides of the western fjords and their       Tides of the western fjords
    harbours. P. Moen, K. Lie. J. Coast.        P. Moen, K. Lie
    Stud., 4 (2014), pp. 3-9                    J. Coast. Stud., 4 (2014), pp. 3-9
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

from refcheck.layout import NEARLY_ALL, SOME
from refcheck.parsing.tagging.tokens import Token

_FULL = 0.7
"""A line that ends before this share of the width was not full, if the next word would have fitted. Source: a judgement; lines of
proportional letters, wrapped at one width, differ by some 0.3."""

_LONGEST_WORD = 20
"""The most letters of the next word that count: scripts without spaces have no words to fit."""

_NARROWEST = 30
"""No text is wrapped at fewer columns. Source: a judgement."""

_SMALL = 3
"""The most letters of a word in lower case after which no part ends: "and", "der", "de". Source: a judgement."""

_STOP = "."


def end_parts(texts: Iterable[str]) -> bool:
    """Return whether line ends in references of one list separate their parts: many of their lines end early."""
    ends = [pair for text in texts if "\n" in text for pair in pairwise(map(str.strip, text.split("\n"))) if all(pair)]
    lengths = sorted(len(line) for line, _ in ends)
    if not lengths:
        return False
    width = max(lengths[ceil(NEARLY_ALL * (len(lengths) - 1))], _NARROWEST)
    early = sum(
        len(line) + 1 + min(len(below.split(None, 1)[0]), _LONGEST_WORD) <= _FULL * width for line, below in ends
    )
    return early >= SOME * len(ends)


def with_stops(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens with a full stop at each line end without a mark, unless the words before or after it go on."""
    return [
        token._replace(gap=_STOP + token.gap) if _ends_part(before, token) else token
        for before, token in pairwise([Token("", 0, 0, ""), *tokens])
    ]


def _ends_part(before: Token, token: Token) -> bool:
    is_line_end = "\n" in token.gap and token.gap.isspace()
    return is_line_end and not token.text[0].islower() and not (before.text.islower() and len(before.text) <= _SMALL)
