"""Values made short for a reader who has nothing else: two sides are cut to where they differ, no sentence before its values."""

import re

from rapidfuzz.distance import Postfix, Prefix

from refcheck.text.visible import brief, visible

_QUOTED = re.compile(r"“[^“”]*”")
"""What a message quotes: ``“14”``, ``“On tides”``."""

_CONTEXT = 12
"""So many characters that both sides share are left before a difference, and behind it."""

_LENGTHS = (90, 60, 40, 24)
"""To what quotations are cut, one after the other, until a message is short enough."""


def both(cited: str, registered: str, length: int) -> tuple[str, str]:
    """Return two values, each at most so long; of long ones the stretch in which they differ.

    >>> both("On tides and the harbours of the North", "On tides and the harbors of the North", 30)
    ('…the harbours of the North', '…the harbors of the North')
    """
    first, second = visible(cited), visible(registered)
    if max(len(first), len(second)) <= length:
        return first, second
    before = Prefix.similarity(first, second)
    behind = Postfix.similarity(first[before:], second[before:])
    start = before - _CONTEXT if before > _CONTEXT else 0
    if start:
        start = first.find(" ", start, before) + 1 or start
    return _stretch(first, start, behind, length), _stretch(second, start, behind, length)


def _stretch(text: str, start: int, behind: int, length: int) -> str:
    """Return what stands from a place on, to a little behind the difference."""
    lead = "…" if start else ""
    rest = text[start:]
    if len(lead) + len(rest) <= length:
        return lead + rest
    end = max(len(rest) - behind + _CONTEXT, 1)
    return lead + brief(rest if end >= len(rest) else rest[:end] + "…", length - len(lead))


def shortened(message: str, length: int) -> str:
    """Return a message at most so long, as far as shorter quotations make it so: what it quotes is cut, not its end."""
    shown = visible(message)
    for most in _LENGTHS:
        if len(shown) <= length:
            break
        shown = _quoting(visible(message), most)
    return brief(shown, 3 * length)


def _quoting(message: str, most: int) -> str:
    """The message with its quotations cut, two that follow each other to where they differ."""
    found = list(_QUOTED.finditer(message))
    parts, end = [], 0
    for place, each in enumerate(found):
        other = found[place + 1 if place % 2 == 0 else place - 1] if (place ^ 1) < len(found) else each
        parts += [message[end : each.start()], f"“{both(each[0][1:-1], other[0][1:-1], most)[0]}”"]
        end = each.end()
    return "".join([*parts, message[end:]])
