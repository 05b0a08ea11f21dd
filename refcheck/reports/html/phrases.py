"""A message that quotes strangers: each quotation is kept from reordering what stands around it."""

import unicodedata
from collections.abc import Iterator

from attrs import frozen

from refcheck.text.visible import Isolated

_RIGHT_TO_LEFT = ("R", "AL")
_ISOLATE, _POP = "\u2068", "\u2069"


@frozen(kw_only=True)
class Phrase:
    """A part of a message; ``quoted`` with its quotation marks."""

    text: str
    quoted: bool = False


def phrases(message: str, quotes: str = "“”") -> tuple[Phrase, ...]:
    """The message, parted at its quotations where it holds letters that run from right to left.

    One that runs so itself has isolates around its values, in the place of which the page has an element of its own.
    """
    if isinstance(message, Isolated):
        return tuple(_isolated(message))
    opening, closing = quotes[0], quotes[1]
    if message.isascii() or not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in message):
        return (Phrase(text=message),)
    parts, reached, depth = [], 0, 0
    for at, letter in enumerate(message):
        if letter == opening:
            if depth == 0:
                parts.append(Phrase(text=message[reached:at]))
                reached = at
            depth += 1
        elif letter == closing and depth:
            depth -= 1
            if depth == 0:
                parts.append(Phrase(text=message[reached : at + 1], quoted=True))
                reached = at + 1
    return tuple(part for part in (*parts, Phrase(text=message[reached:], quoted=depth > 0)) if part.text)


def _isolated(message: str) -> Iterator[Phrase]:
    """The parts between the outermost isolates, which are left out, and those around."""
    depth, part = 0, ""
    for letter in message:
        deeper = depth + (letter == _ISOLATE) - (letter == _POP)
        if (deeper > 0) != (depth > 0) and part:
            yield Phrase(text=part, quoted=depth > 0)
            part = ""
        part += "" if letter in (_ISOLATE, _POP) else letter
        depth = deeper
    if part:
        yield Phrase(text=part, quoted=depth > 0)
