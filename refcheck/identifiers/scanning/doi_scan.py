"""Find DOIs in a text, and how far each reaches."""

import re
from collections.abc import Iterator
from itertools import pairwise

from refcheck.identifiers.mending import Grade
from refcheck.identifiers.scanning.characters import (
    LINE_NUMBER,
    WIDE_STOP,
    before_closing,
    before_link_mark,
    doubled_at,
    is_line_number,
    other_identifier_at,
)
from refcheck.identifiers.scanning.doi_runs import run_end
from refcheck.identifiers.scanning.doi_spaces import joined
from refcheck.identifiers.scanning.doi_starts import MAX_LENGTH, TOKEN, stands_alone, starts
from refcheck.model import Span
from refcheck.text.characters import DASHES

_MAX_GAPS = 8
"""White spaces closed within one DOI."""

_GAP = re.compile(r"\s{1,40}")
"""White space, of bounded length."""

_CLOSED_GAP = re.compile(r"(?P<marks>[.,/_-]{0,2})\s{1,40}(?=[\w./-])")
"""White space behind a DOI, and the marks before it that may be its own: ``. ``."""

_LOOK_AHEAD = 24
"""How much of what stands behind a piece is looked at, in code points."""

_SENTENCE = ".,;:!?'’–—،؛؟۔"
"""Punctuation that ends a sentence or a clause."""

_ENTITIES = re.compile(r"(?:&(?:lt|gt|amp|quot|apos|nbsp|raquo|rsquo|rdquo|#\d{1,6});)+$")
"""What stands behind a DOI in the source of a page: ``&gt;``, ``&quot;&nbsp;``."""


def spans(text: str) -> Iterator[Span]:
    """Yield the spans of what may be DOIs, in the order printed, without overlap; each begins at the DOI's own first character."""
    at = 0
    for (start, suffix), (following, _) in pairwise([*starts(text), (len(text), len(text))]):
        before_next = text[suffix : min(following, suffix + MAX_LENGTH)]
        if start < at or (suffix < following and not _has_letter_or_digit(before_next)):
            continue
        at = _reach(text, start, suffix)
        if _has_letter_or_digit(text[suffix:at]):
            yield Span(start, at)


def _has_letter_or_digit(text: str) -> bool:
    return any(map(str.isalnum, text))


def _reach(text: str, start: int, suffix: int) -> int:
    """Return where the DOI ends that begins at ``start`` and whose suffix begins at ``suffix``."""
    token = _token(text, suffix)
    return _trimmed_end(text, start, _joined_end(text, start, token.end() if token else suffix))


def _token(text: str, at: int) -> re.Match[str] | None:
    return TOKEN.match(text, at, at + MAX_LENGTH)


def wider(text: str, span: Span) -> Span | None:
    """Return the span of another reading, where it is merely possible that a DOI goes on.

    It may do so behind white space, or with a dash at its end, where it has others for its hyphens.
    """
    if text[span.end : span.end + 1] in tuple(DASHES) and text[span.end] in span.of(text):
        return Span(span.start, span.end + 1)
    gap = _CLOSED_GAP.match(text, span.end)
    if gap is None:
        return None
    tail = _token(text, gap.end())
    space = gap.end("marks")
    head = text[span.start : space]
    reached = space
    if tail is not None and joined(head, text[space : gap.end()], tail[0], _beyond(text, tail.end())) is not None:
        reached = _joined_end(text, span.start, tail.end())
    run = run_end(text, span.start, space)
    end = _trimmed_end(text, span.start, max(reached, run[0] if run else space))
    return Span(span.start, end) if end > gap.end() else None


def _joined_end(text: str, start: int, end: int) -> int:
    """Return where the DOI ends that reaches from ``start`` to ``end`` at least, with what likely belongs to it behind a space."""
    for _ in range(_MAX_GAPS):
        numbered = LINE_NUMBER.match(text, end)
        tail = _token(text, numbered.end()) if numbered else None
        if numbered and tail and is_line_number(text[start:end], numbered[0], tail[0], _beyond(text, tail.end())):
            end = tail.end()
            continue
        gap = _GAP.match(text, end)
        tail = _token(text, gap.end()) if gap else None
        if gap is None or tail is None:
            break
        if joined(text[start:end], gap[0], tail[0], _beyond(text, tail.end())) is Grade.LIKELY:
            end = tail.end()
            continue
        run = run_end(text, start, end)
        if run is None or run[1] is not Grade.LIKELY:
            break
        end = run[0]
    return end


def _beyond(text: str, end: int) -> str:
    return text[end : end + _LOOK_AHEAD]


def _trimmed_end(text: str, start: int, end: int) -> int:
    """Return where the DOI of ``text[start:end]`` ends, without what is glued to it and closes what was opened before."""
    piece = before_link_mark(text[start:end])
    if doubled_at(piece) is None and (other := other_identifier_at(piece)) is not None:
        piece = piece[:other].rstrip()
    piece = _before_entities(before_closing(text, start, piece)).rstrip(WIDE_STOP)
    if not stands_alone(text, start, start + len(piece)) and not piece.endswith("..."):
        piece = piece.rstrip(_SENTENCE)
    return start + len(piece)


def _before_entities(piece: str) -> str:
    """Without the entities at its end, unless they close an angle bracket of its own, as those of a SICI may."""
    found = _ENTITIES.search(piece)
    closes = found is not None and "&lt;" in piece[: found.start()]
    return piece if found is None or closes else piece[: found.start()]
