"""A message in English that quotes strangers: each quotation is kept from reordering what stands around it."""

import unicodedata

from attrs import frozen

_RIGHT_TO_LEFT = ("R", "AL")
_OPENING, _CLOSING = "“", "”"


@frozen(kw_only=True)
class Phrase:
    """A part of a message; ``quoted`` with its quotation marks."""

    text: str
    quoted: bool = False


def phrases(message: str) -> tuple[Phrase, ...]:
    """The message, parted at its quotations where it holds letters that run from right to left."""
    if message.isascii() or not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in message):
        return (Phrase(text=message),)
    parts, reached, depth = [], 0, 0
    for at, letter in enumerate(message):
        if letter == _OPENING:
            if depth == 0:
                parts.append(Phrase(text=message[reached:at]))
                reached = at
            depth += 1
        elif letter == _CLOSING and depth:
            depth -= 1
            if depth == 0:
                parts.append(Phrase(text=message[reached : at + 1], quoted=True))
                reached = at + 1
    return tuple(part for part in (*parts, Phrase(text=message[reached:], quoted=depth > 0)) if part.text)
