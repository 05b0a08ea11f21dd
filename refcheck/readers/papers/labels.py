"""Labels that stand by themselves before a reference: numbers, keys, and what says again by whom and of when it is."""

import re
from collections.abc import Sequence, Set

from refcheck.model import Span
from refcheck.parsing.splitting.evidence import holds_address

LABEL = re.compile(r"[\[(]?(\d{1,5})[\]).:]?|\[([^\[\]\s][^\[\]]{0,30})\]")
"""A number or key alone before a reference, in a cell or element of its own: "[12]", "12.", "[Knu84]"."""

_WORD = re.compile(r"\w+")
_OPENS, _LONGEST_LABEL = 60, 100
"""A label's first word stands among so many characters of the reference; none is longer."""


def label_of(text: str, lines: Sequence[Span], terms: Set[int]) -> str | None:
    """Return the key that stands on the first line of an item by itself; "" where that says again by whom and of when it is.

    A term, whose start is among ``terms``, is a key if it is one word.
    """
    if len(lines) < 2:
        return None
    first = lines[0].of(text).strip()
    if label := LABEL.fullmatch(first):
        return label[1] or label[2]
    if lines[0].start in terms and len(first.split()) == 1:
        return first
    return "" if is_said_again(first, " ".join(line.of(text) for line in lines[1:])) else None


def is_said_again(first: str, rest: str) -> bool:
    """Return whether a line is names and a year that the reference below it says, too: "Oxley and Ruiz, 2011"."""
    words = _WORD.findall(first) if len(first) <= _LONGEST_LABEL and not holds_address(first) else []
    dated = [word for word in words if word[:1].isdecimal()]
    return len(words) > 1 and words[-1:] == dated and words[0] in rest[:_OPENS] and words[-1] in _WORD.findall(rest)
