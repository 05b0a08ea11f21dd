"""A printed reference as tokens: words, numbers and identifiers, with the punctuation between them as gaps.

Misspelt labels among them are corrected for the tagger. A word is taken for a misspelt label only where such a label occurs: before
a URL, a date or a number, in brackets, after "and". The values of the reference are read from the text as it is printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple

from refcheck.lexicon import Term, closest, respelt, wordings, words
from refcheck.model import Span
from refcheck.text.combining import COMBINING

TOKEN = re.compile(rf"[^\W\d_]+(?:(?:[{COMBINING}\u00ad\u200c\u200d]|['’‘ʼ‐‑-](?=[^\W\d_]))[^\W\d_]*)*|\d+")
"""A word (letters, marks, and an inner hyphen or apostrophe) or a number: "Post-Pandemic", "l’opera", "1987". Letters and digits
are separated, so that "B39" is two tokens that touch."""

_CUT = re.compile(f"({TOKEN.pattern})")
"""The same as a group, to split a text into alternating gaps and tokens."""

_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z])|(?<=\bin)(?=[A-Z][a-z])|(?<=[^\W\d_])(?=https?://)")
"""The place between two words printed without a space: "AlgorithmsProceedings", "inProceedings", "Physicianshttps://doi.org/…"."""

_TURN = re.compile("[a-z][A-Z]")
"""Characters of a text in which two words are glued, unless a URL is: a quick check before the slow pattern."""

_GLUED_WORD = re.compile(r"(?<=[a-z]{3})(?=[A-Z])|(?<=\bin)(?=[A-Z][a-z])|(?<=[^\W\d_]{3})(?=https?$)")
"""The same within one token, where the URL of a resolver has lost its punctuation."""


class Token(NamedTuple):
    """One token: its text (for a mask its name), its position, and the gap before it as printed."""

    text: str
    start: int
    end: int
    gap: str
    masked: bool = False


_token = partial(tuple.__new__, Token)
"""A function from a tuple of values to a token: ``Token`` without the names of arguments, which take half of the time."""


def tokenize(text: str, masks: Iterable[tuple[str, Span]] = ()) -> list[Token]:
    """Split a text into tokens; each mask, a name for a stretch that is already understood, is one token.

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
    """Append the words and numbers of one stretch, and return where the last token ends."""
    stretch = text[start:end]
    pieces = _CUT.split(stretch)
    if (_TURN.search(stretch) or "http" in stretch) and _GLUED.search(stretch):
        pieces = list(_parted(pieces))
    places = list(accumulate(map(len, pieces), initial=start))
    tokens += map(_token, zip(pieces[1::2], places[1::2], places[2::2], pieces[::2], repeat(False)))
    return places[-2]


def _parted(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the gaps and tokens, with an empty gap between two words that touch."""
    for piece in pieces:
        first, *others = _GLUED_WORD.split(piece)
        yield first
        for word in others:
            yield from ("", word)


def tail(text: str, tokens: list[Token]) -> str:
    """Return the text after the last token."""
    return text[tokens[-1].end :] if tokens else text


_AT = words(Term.AT)
_AND = words(Term.AND)
_BY = words(Term.BY)
_IMPRINT = (Term.PUBLISHED, Term.LICENSED)
_IMPRINT_WORDS = frozenset(word for wording in wordings(*_IMPRINT) for word in wording.split())
_EDITION_BEFORE = words(Term.ORDINAL, Term.EDITION_ASIDE)
_ADDRESSING = (Term.AVAILABLE, Term.ACCESSED)
_NUMBERED = (Term.VOLUME, Term.ISSUE, Term.PAGE, Term.CHAPTER)
_BRACKETED = (Term.EDITOR, Term.TRANSLATOR, Term.FORTHCOMING)

_SHORTEST, _LONG = 4, 8
"""The fewest letters of a misspelt label, and of a label that no other word resembles."""


_SHORT_OF_LICENCE = frozenset(
    word for wording in wordings(Term.LICENSED) for word in wording.split() if len(word) < _SHORTEST
)
"""Words of "under exclusive license to" that are too short to be misspelt: without one of them, none of the others is sought."""


def spelt(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens, with misspelt labels among them corrected; positions and gaps are as printed."""
    licensed = any(token.text in _SHORT_OF_LICENCE for token in tokens)
    return [
        token
        if token.masked or len(token.text) < _SHORTEST or (right := _label(tokens, place, token, licensed)) is None
        else token._replace(text=_cased(right, token.text))
        for place, token in enumerate(tokens)
    ]


def _label(tokens: Sequence[Token], place: int, token: Token, licensed: bool) -> str | None:
    """Return the label that a token is meant to be, among those that may occur there."""
    word = token.text
    before = tokens[place - 1].text if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None:
        low = after.text.lower()
        if low in _AT and _announces(tokens, place + 2):
            return closest(word, *_ADDRESSING)
        if after.masked or ":" in after.gap:
            return respelt(word, *_ADDRESSING)
        if low in _BY:
            return respelt(word, Term.PUBLISHED, *_BRACKETED)
        beside = low in _IMPRINT_WORDS or before.lower() in _IMPRINT_WORDS
        right = respelt(word, *_IMPRINT) if beside else None
        if right or (licensed and (right := _of_licence(word, before, after.text))):
            return right
        if after.text.isdecimal():
            return respelt(word, *(_NUMBERED if token.gap.strip() else ()), Term.MONTH)
    if before.isdecimal() or before in _EDITION_BEFORE:
        return respelt(word, Term.EDITION, Term.MONTH)
    if "(" in token.gap or "[" in token.gap:
        return respelt(word, *_BRACKETED)
    if before in _AND or "&" in token.gap:
        return (closest if len(word) >= _LONG else respelt)(word, Term.OTHERS_WORD)
    return None


def _of_licence(word: str, *beside: str) -> str | None:
    """Return the word of "under exclusive license to" that a word is meant to be, judged by the words beside it."""
    right = closest(word, Term.LICENSED)
    return right if right and any(len(each) >= _LONG - 2 and closest(each, Term.LICENSED) for each in beside) else None


def _announces(tokens: Sequence[Token], place: int) -> bool:
    """Return whether there is a URL, a date or a colon at a place, as after "Available at"."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    return token.masked or ":" in token.gap or token.text.isdecimal()


def _cased(right: str, printed: str) -> str:
    """Return a word in the case of the printed one; with a capital if the printed first letter is wrong or superfluous."""
    if printed.isupper():
        return right.upper()
    return right if printed.islower() and printed[0] == right[0] else right.capitalize()
