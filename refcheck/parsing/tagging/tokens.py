"""A printed reference as tokens: words, numbers and identifiers, with the punctuation as what lies between them."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple

from refcheck.model import Span
from refcheck.text.combining import COMBINING

TOKEN = re.compile(rf"[^\W\d_]+(?:(?:[{COMBINING}\u00ad\u200c\u200d]|['’‘ʼ‐‑-](?=[^\W\d_]))[^\W\d_]*)*|\d+")
"""A word (letters, marks, and an inner hyphen or apostrophe) or a number: "Post-Pandemic", "l’opera", "1987". Letters and
digits part company, so that "B39" is two tokens that touch."""

_CUT = re.compile(f"({TOKEN.pattern})")
"""The same, to cut a text into gaps and tokens by turns."""

_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z])|(?<=\bin)(?=[A-Z][a-z])|(?<=[^\W\d_])(?=https?://)")
"""Where two words were printed without a blank: "AlgorithmsProceedings", "inProceedings", "Physicianshttps://doi.org/…"."""

_TURN = re.compile("[a-z][A-Z]")
"""What a text holds in which two words are glued, if no address is: a quick look before the slow one."""

_GLUED_WORD = re.compile(r"(?<=[a-z]{3})(?=[A-Z])|(?<=\bin)(?=[A-Z][a-z])|(?<=[^\W\d_]{3})(?=https?$)")
"""The same within one token, where a resolver's address has lost its marks."""


class Token(NamedTuple):
    """One token: its text (for a mask its name), where it stands, and the gap before it as printed."""

    text: str
    start: int
    end: int
    gap: str
    masked: bool = False


_token = partial(tuple.__new__, Token)
"""A token of a tuple of its values: ``Token`` without its arguments' names, which take half of the time."""


def tokenize(text: str, masks: Iterable[tuple[str, Span]] = ()) -> list[Token]:
    """Cut a text into tokens; each mask, a name for a stretch that is already understood, is one token.

    Masks come in printed order and do not overlap.
    """
    tokens: list[Token] = []
    place = 0
    for name, span in masks:
        place = _words(text, place, span.start, tokens)
        tokens.append(Token(name, span.start, span.end, text[place : span.start], masked=True))
        place = span.end
    _words(text, place, len(text), tokens)
    return tokens


def _words(text: str, start: int, end: int, tokens: list[Token]) -> int:
    """Append the words and numbers of one stretch; gives back where the last token ends."""
    stretch = text[start:end]
    pieces = _CUT.split(stretch)
    if (_TURN.search(stretch) or "http" in stretch) and _GLUED.search(stretch):
        pieces = list(_parted(pieces))
    places = list(accumulate(map(len, pieces), initial=start))
    tokens += map(_token, zip(pieces[1::2], places[1::2], places[2::2], pieces[::2], repeat(False)))
    return places[-2]


def _parted(pieces: Iterable[str]) -> Iterator[str]:
    """The gaps and tokens, with nothing between two words that touch."""
    for piece in pieces:
        first, *others = _GLUED_WORD.split(piece)
        yield first
        for word in others:
            yield from ("", word)


def tail(text: str, tokens: list[Token]) -> str:
    """What is printed after the last token."""
    return text[tokens[-1].end :] if tokens else text
