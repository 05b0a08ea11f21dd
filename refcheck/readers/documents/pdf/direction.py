"""Lines in Hebrew, Arabic and the scripts written as they are: their words from left to right, as printed → the text as it is read.

PDFium tells the letters of such a word in the order in which they are read. What stands between them is known by its place alone.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who has not the extra is to be told so
    from refcheck.readers.documents.pdf.page import Word

GAP = 0.16
"""A gap of so much of the font's size parts two words. Source: set by hand on the PDF files of the tests."""

_NUMBER = r"\d+(?:[.,:/٫٬{also}]\d+)*"
"""Digits and the marks that keep them together: "1,380", "12/05"; beside Hebrew also a hyphen: "5-19". Source: UAX #9, W1–W4."""


_PREFIX = re.compile(r"[1١۱][0٠۰]\.\d{4,9}/")
"""The beginning of a DOI, in any digits."""

_MARKS = "،؛"
"""Marks that stand between words from right to left alone."""


class Turned(Enum):
    """A script from right to left: its letters, and the marks that keep a number beside them together."""

    ARABIC = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc", ""
    HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f", "+−-"

    def __init__(self, letters: str, also: str) -> None:
        """Compile what finds its letters, and what parts a word of none into numbers, words and marks."""
        self.letters = re.compile(rf"(?=[^\W\d_])[{letters}]")
        self.pieces = re.compile(
            rf"(?P<number>{_NUMBER.format(also=also)})|(?P<word>[^\W\d_]\w*[:;,.?]*)|(?P<mark>.)", re.DOTALL
        )


_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


class _Kind(Enum):
    """How a piece of a line runs: as the line does, from left to right, as a number, or as what is beside it."""

    TURNED = "turned"
    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


_Piece = tuple[_Kind, str]


def turned(words: "Sequence[Word]") -> Turned | None:
    """Return the script from right to left in which most letters of the words are written, if there is one."""
    text = "".join(word.text for word in words)
    if text.isascii():
        return None
    counts = {script: len(script.letters.findall(text)) for script in Turned}
    most = max(counts, key=counts.__getitem__)
    return most if 2 * counts[most] > sum(map(str.isalpha, text)) else None


def as_read(words: "Sequence[Word]", script: Turned) -> str:
    """Return the text of a line that runs from right to left, by its words from left to right. Source: UAX #9, turned back.

    Brackets are told as they look or as they are meant; taken is what opens before it closes.
    """
    pieces = list(_together(list(_pieces(words, script))))[::-1]
    turned = "".join(text if kind is _Kind.WORD else text.translate(_MIRRORED) for kind, text in pieces)
    plain = "".join(text for _, text in pieces)
    return turned if _faults(turned) <= _faults(plain) else plain


def _pieces(words: "Sequence[Word]", script: Turned) -> Iterator[_Piece]:
    """Yield words, numbers and marks from left to right, and a blank where a gap parts two words."""
    end: float | None = None
    for word in words:
        if end is not None and word.left - end >= GAP * word.size:
            yield _Kind.MARK, " "
        end = word.right
        if script.letters.search(word.text):
            yield _Kind.TURNED, word.text
        else:
            for found in script.pieces.finditer(word.text):
                yield _Kind(found.lastgroup), found[0]


def _together(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces, one for those from a word of another script, or a DOI, to the last word or number before the line's own."""
    at = 0
    while at < len(pieces):
        end = at + 1
        if pieces[at][0] is _Kind.WORD or _PREFIX.match("".join(text for _, text in pieces[at : at + 2])):
            for number in range(at, len(pieces)):
                if pieces[number][0] is _Kind.TURNED:
                    break
                if _is_own(pieces[number:]):
                    end = number
                    break
                if pieces[number][0] is not _Kind.MARK:
                    end = number + 1
        yield _Kind.WORD if end > at + 1 else pieces[at][0], "".join(text for _, text in pieces[at:end])
        at = end


def _is_own(pieces: Sequence[_Piece]) -> bool:
    """Return whether what stands behind a blank is of the line, and of no word before it: figures and marks of its script."""
    kinds = (_Kind.NUMBER, _Kind.MARK)
    stretch = "".join(text for _, text in takewhile(lambda piece: piece[0] in kinds, pieces))
    return (
        stretch[:1] == " "
        and any(map(stretch.__contains__, _MARKS))
        and not any("0" <= sign <= "9" for sign in stretch)
    )


def _faults(text: str) -> int:
    """Return how many brackets close before they open, or stay open."""
    depth = faults = 0
    for letter in text:
        if letter in _OPENING:
            depth += 1
        elif letter in _CLOSING:
            faults += depth == 0
            depth = max(depth - 1, 0)
    return faults + depth
