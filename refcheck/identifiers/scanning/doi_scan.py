"""Where DOIs are in a text, and how far each reaches."""

import re
from collections.abc import Iterator
from itertools import pairwise

from refcheck.identifiers.scanning.boundaries import doubled_at, other_identifier_at
from refcheck.identifiers.scanning.doi_label import stands_alone
from refcheck.identifiers.scanning.doi_spaces import continues
from refcheck.identifiers.scanning.doi_starts import MAX_LENGTH, TOKEN, starts
from refcheck.identifiers.scanning.surroundings import before_closing
from refcheck.model import Span

_MAX_GAPS = 8
"""White spaces closed within one DOI."""

_GAP = re.compile(r"\s{1,40}")
"""White space, of bounded length."""

_SENTENCE = ".,;:!?'’–—"
"""Punctuation that ends a sentence or a clause."""


def spans(text: str) -> Iterator[Span]:
    """The spans of what may be DOIs, in the order printed, without overlap; each begins at the DOI's own first character."""
    at = 0
    for (start, suffix), (following, _) in pairwise([*starts(text), (len(text), len(text))]):
        before_next = text[suffix : min(following, suffix + MAX_LENGTH)]
        if start < at or (suffix < following and not _has_letter_or_digit(before_next)):
            continue
        at = _reach(text, start, suffix)
        if _has_letter_or_digit(text[suffix:at]):
            yield Span(start, at)


def is_whole(text: str) -> bool:
    """Whether a text by itself is read as one DOI, from its first character to its last."""
    return next(spans(text), None) == Span(0, len(text))


def _has_letter_or_digit(text: str) -> bool:
    return any(map(str.isalnum, text))


def _reach(text: str, start: int, suffix: int) -> int:
    """Where the DOI ends that begins at ``start`` and whose suffix begins at ``suffix``."""
    token = TOKEN.match(text, suffix, suffix + MAX_LENGTH)
    end = token.end() if token else suffix
    for _ in range(_MAX_GAPS):
        gap = _GAP.match(text, end)
        tail = TOKEN.match(text, gap.end(), gap.end() + MAX_LENGTH) if gap else None
        if gap is None or tail is None or not continues(text[start:end], tail[0]):
            break
        end = tail.end()
    piece = text[start:end]
    if doubled_at(piece) is None and (other := other_identifier_at(piece)) is not None:
        piece = piece[:other]
    piece = before_closing(text, start, piece)
    if not stands_alone(text, start, start + len(piece)) and not piece.endswith("..."):
        piece = piece.rstrip(_SENTENCE)
    return start + len(piece)
