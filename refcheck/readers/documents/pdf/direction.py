"""Lines in Hebrew, Arabic and other right-to-left scripts: words from left to right, as printed → the text in reading order.

PDFium returns the letters of such a word in reading order. For what is between the words, only the position is known.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # not at run time: it imports the extra, which may not be installed
    from refcheck.readers.documents.pdf.page import Word

GAP = 0.16
"""The smallest gap that separates two words, in font sizes. Source: a judgement, from the PDF files of the tests."""

_NUMBER = r"\d+(?:[.,:/٫٬{also}]\d+)*"
"""Digits and the punctuation that joins them: "1,380", "12/05"; in Hebrew also a hyphen: "5-19". Source: UAX #9, W1–W4."""


_PREFIX = re.compile(r"[1١۱][0٠۰]\.\d{4,9}/")
"""The start of a DOI, in European, Arabic or Persian digits."""

_MARKS = "،؛"
"""Punctuation that occurs only between right-to-left words."""


class Turned(Enum):
    """A right-to-left script: its letters, and further characters that join the digits of a number in it."""

    ARABIC = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc", ""
    HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f", "+−-"

    def __init__(self, letters: str, also: str) -> None:
        """Compile the patterns of its letters, and of the numbers, words and punctuation in text without its letters."""
        self.letters = re.compile(rf"(?=[^\W\d_])[{letters}]")
        self.pieces = re.compile(
            rf"(?P<number>{_NUMBER.format(also=also)})|(?P<word>[^\W\d_]\w*[:;,.?]*)|(?P<mark>.)", re.DOTALL
        )


_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


class _Kind(Enum):
    """The direction of a piece of a line: that of the line, left to right, that of a number, or that of its neighbours."""

    TURNED = "turned"
    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


_Piece = tuple[_Kind, str]


def turned(words: "Sequence[Word]") -> Turned | None:
    """Return the right-to-left script in which most letters of the words are written, if there is one."""
    text = "".join(word.text for word in words)
    if text.isascii():
        return None
    counts = {script: len(script.letters.findall(text)) for script in Turned}
    most = max(counts, key=counts.__getitem__)
    return most if 2 * counts[most] > sum(map(str.isalpha, text)) else None


def as_read(words: "Sequence[Word]", script: Turned) -> str:
    """Return the text of a right-to-left line in reading order, from its words from left to right. Source: UAX #9, reversed.

    Brackets in a PDF may be mirrored or not; the form in which they open before they close is taken.
    """
    pieces = list(_together(list(_pieces(words, script))))[::-1]
    turned = "".join(text if kind is _Kind.WORD else text.translate(_MIRRORED) for kind, text in pieces)
    plain = "".join(text for _, text in pieces)
    return turned if _faults(turned) <= _faults(plain) else plain


def _pieces(words: "Sequence[Word]", script: Turned) -> Iterator[_Piece]:
    """Yield words, numbers and punctuation from left to right, and a space where a gap separates two words."""
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
    """Yield the pieces; those from a word of another script or a DOI to the last word or number before the line's own are one."""
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
    """Return whether what follows a space belongs to the line's script, not to the word before: its digits and punctuation."""
    kinds = (_Kind.NUMBER, _Kind.MARK)
    stretch = "".join(text for _, text in takewhile(lambda piece: piece[0] in kinds, pieces))
    return (
        stretch[:1] == " "
        and any(map(stretch.__contains__, _MARKS))
        and not any("0" <= character <= "9" for character in stretch)
    )


def _faults(text: str) -> int:
    """Return how many brackets close before they open or are not closed."""
    depth = faults = 0
    for letter in text:
        if letter in _OPENING:
            depth += 1
        elif letter in _CLOSING:
            faults += depth == 0
            depth = max(depth - 1, 0)
    return faults + depth
