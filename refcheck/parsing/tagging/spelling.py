"""Labels that are misspelt, spelt right for the tagger.

A word is taken for a misspelt label only where such a label stands: before an address, a date or a number, in brackets, behind
"and". What the reference says is read from the text as it is printed.
"""

from collections.abc import Sequence

from refcheck.lexicon import Term, closest, respelt, wordings, words
from refcheck.parsing.tagging.tokens import Token

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
"""Words of fewer letters are no misspelt label; a label of so many is near to no other word."""


_SHORT_OF_LICENCE = frozenset(
    word for wording in wordings(Term.LICENSED) for word in wording.split() if len(word) < _SHORTEST
)
"""Words of "under exclusive license to" that are too short to be misspelt: without one, none of the others is looked for."""


def spelt(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with the labels among them that are misspelt spelt right; places and gaps are as printed."""
    licensed = any(token.text in _SHORT_OF_LICENCE for token in tokens)
    return [
        token
        if token.masked or len(token.text) < _SHORTEST or (right := _label(tokens, place, token, licensed)) is None
        else token._replace(text=_cased(right, token.text))
        for place, token in enumerate(tokens)
    ]


def _label(tokens: Sequence[Token], place: int, token: Token, licensed: bool) -> str | None:
    """The label that a token is meant as, of those that may stand there."""
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
    """The word of "under exclusive license to" that one is meant as, by the words beside it."""
    right = closest(word, Term.LICENSED)
    return right if right and any(len(each) >= _LONG - 2 and closest(each, Term.LICENSED) for each in beside) else None


def _announces(tokens: Sequence[Token], place: int) -> bool:
    """Whether an address, a date or a colon stands there, as behind "Available at"."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    return token.masked or ":" in token.gap or token.text.isdecimal()


def _cased(right: str, printed: str) -> str:
    """A word in the case of the printed one; with a capital where its first letter is the one that is wrong, or one too many."""
    if printed.isupper():
        return right.upper()
    return right if printed.islower() and printed[0] == right[0] else right.capitalize()
