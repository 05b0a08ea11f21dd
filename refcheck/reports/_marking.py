"""What the formats share: text made safe to show, and the words in which two texts differ."""

import unicodedata
from difflib import SequenceMatcher

from refcheck.model import Span

_JOINERS = "\u200c\u200d"
"""Zero-width joiners are letters' business in Persian and Indic scripts: they are shown as they are."""


def visible(text: str) -> str:
    """The text on one line, with control, bidi and invisible characters written out: ``‹U+200B›``.

    A reference is a stranger's text: shown raw, it could move the cursor or reverse the line.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    if character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs"):
        return character
    return f"‹U+{ord(character):04X}›"


def differing(text: str, other: str) -> tuple[Span, ...]:
    """The words of ``text`` that ``other`` lacks, runs of them as one span; words compare without case."""
    words, others = _words(text), _words(other)
    matcher = SequenceMatcher(
        a=[span.of(text).casefold() for span in words], b=[span.of(other).casefold() for span in others], autojunk=False
    )
    return tuple(
        Span(words[start].start, words[end - 1].end)
        for tag, start, end, _, _ in matcher.get_opcodes()
        if tag in ("replace", "delete")
    )


def _words(text: str) -> list[Span]:
    spans = []
    offset = 0
    for word in text.split(" "):
        if word:
            spans.append(Span(offset, offset + len(word)))
        offset += len(word) + 1
    return spans
