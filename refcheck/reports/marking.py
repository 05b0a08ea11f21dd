"""What the formats share: text made safe to show, and the words in which two texts differ."""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from refcheck.model import Span

_JOINERS = "\u200c\u200d"
"""Zero-width joiners are letters' business in Persian and Indic scripts: they are shown as they are."""

_CUT = "…"

_COMPARED_WORDS = 200
"""The comparison word by word takes up to the third power of time."""


def visible(text: str) -> str:
    """The text on one line, with control, bidi and invisible characters and what is no character written out: ``‹U+200B›``.

    A reference is a stranger's text: shown raw, it could move the cursor or reverse the line. What is left can stand in UTF-8
    and in XML.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    if character in _JOINERS or not (_is_hidden(character) or _is_no_character(character)):
        return character
    return f"‹U+{ord(character):04X}›"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _is_no_character(character: str) -> bool:
    """Unicode's noncharacters: U+FDD0 to U+FDEF, and the last two of every plane."""
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"


def brief(text: str, length: int) -> str:
    """The text made visible, cut to ``length`` characters with an ellipsis."""
    shown = visible(text[: length + 1])
    return shown if len(shown) <= length else shown[: length - 1] + _CUT


def differing(text: str, other: str) -> tuple[Span, ...]:
    """The words of ``text`` that ``other`` lacks, runs of them as one span; words compare without case.

    What stands between the beginning and the end that the two share is compared word by word where it is short, else it is
    taken as one run.
    """
    spans = _words(text)
    words, others = [span.of(text).casefold() for span in spans], [span.of(other).casefold() for span in _words(other)]
    start = _shared(words, others)
    stop = len(words) - _shared(words[start:][::-1], others[start:][::-1])
    words, others = words[start:stop], others[start : len(others) - len(spans) + stop]
    return tuple(Span(spans[start + first].start, spans[start + last - 1].end) for first, last in _runs(words, others))


def _runs(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of words that the others lack, as half-open ranges."""
    if max(len(words), len(others)) > _COMPARED_WORDS:
        return [(0, len(words))] if words else []
    matcher = SequenceMatcher(a=words, b=others, autojunk=False)
    return [(first, last) for tag, first, last, _, _ in matcher.get_opcodes() if tag in ("replace", "delete")]


def _shared(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words the two have in common at their beginning."""
    pairs = zip(words, others, strict=False)
    return next((at for at, (word, other) in enumerate(pairs) if word != other), min(len(words), len(others)))


def _words(text: str) -> list[Span]:
    spans = []
    offset = 0
    for word in text.split(" "):
        if word:
            spans.append(Span(offset, offset + len(word)))
        offset += len(word) + 1
    return spans
