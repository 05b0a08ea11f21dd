"""Find DOIs in a text, and where each ends.

A DOI may continue in pieces, with a space at each separator: ``10.1000/j. xyz. 2014. 11. 003``, ``10.1000/a12 . 019``. A single
space after a full stop may end a sentence. Where separator after separator has such a space, between digits and lower-case words
that no reference list has, the spaces are from typesetting or scanning.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Grade
from refcheck.identifiers.scanning.characters import (
    GAP,
    LINE_NUMBER,
    WIDE_STOP,
    before_closing,
    before_link_mark,
    doubled_at,
    is_line_number,
    other_identifier_at,
)
from refcheck.identifiers.scanning.doi_spaces import joined
from refcheck.identifiers.scanning.doi_starts import MAX_LENGTH, TOKEN, stands_alone, starts
from refcheck.identifiers.scanning.doi_tails import (
    CLOSING,
    SEPARATORS,
    ends_text,
    has_digit,
    is_list_number,
    is_other,
    is_stated,
    is_year,
)
from refcheck.lexicon import is_word
from refcheck.model import Span
from refcheck.text.characters import DASHES
from refcheck.text.deferred import deferred

_MAX_GAPS = 8
"""Most white spaces that are closed within one DOI."""

_CLOSED_GAP = re.compile(r"(?P<marks>[.,/_-]{0,2})\s{1,40}(?=[\w./-])")
"""White space after a DOI, and the separators before it that may be part of the DOI: ``. ``."""

_LOOK_AHEAD = 24
"""How much of the text after a piece is examined, in code points."""

_SENTENCE = ".,;:!?'’–—،؛؟۔"
"""Punctuation that ends a sentence or a clause."""

_ENTITIES = re.compile(r"(?:&(?:lt|gt|amp|quot|apos|nbsp|raquo|rsquo|rdquo|#\d{1,6});)+$")
"""Entities that follow a DOI in HTML: ``&gt;``, ``&quot;&nbsp;``."""

_SEPARATORS = tuple(SEPARATORS)


def spans(text: str) -> Iterator[Span]:
    """Yield the spans of possible DOIs, in the order printed, without overlap; each begins at the DOI's own first character."""
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
    """Return the span of another reading, where it is merely possible that a DOI continues.

    It may continue after white space, or with a dash at its end if it has dashes in place of its hyphens.
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
    """Return the end of a DOI that extends at least from ``start`` to ``end``, with likely continuations after white space."""
    for _ in range(_MAX_GAPS):
        numbered = LINE_NUMBER.match(text, end)
        tail = _token(text, numbered.end()) if numbered else None
        if numbered and tail and is_line_number(text[start:end], numbered[0], tail[0], _beyond(text, tail.end())):
            end = tail.end()
            continue
        gap = GAP.match(text, end)
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
    """Return where the DOI of ``text[start:end]`` ends, without text glued to it and closing brackets that it did not open."""
    piece = before_link_mark(text[start:end])
    if (other := other_identifier_at(piece)) is not None and doubled_at(piece) is None:
        piece = piece[:other].rstrip()
    piece = _before_entities(before_closing(text, start, piece)).rstrip(WIDE_STOP)
    bare = piece.rstrip(_SENTENCE)
    is_own = bare == piece or piece.endswith("...") or stands_alone(text, start, start + len(piece))
    return start + len(piece if is_own else bare)


def _before_entities(piece: str) -> str:
    """Return the piece without entities at its end, unless they close an angle bracket within it, as in a SICI."""
    found = _ENTITIES.search(piece)
    closes = found is not None and "&lt;" in piece[: found.start()]
    return piece if found is None or closes else piece[: found.start()]


_PIECE = deferred(
    r"(?P<gap>\s{1,3}(?:(?P<own>[./_-])\s{0,3})?)(?P<piece>[0-9A-Za-z]{1,40}(?:[./_-][0-9A-Za-z]{1,40}){0,8})"
    r"[./_-]?(?=[\s.,;:)\]}>”\"']|\Z)"
)
"""A space, possibly with a separator, and a piece with the separator after it: `` jmb.``, `` . 019``, `` _ 3``."""

_AT_MARK = deferred(r"[^\S\n]+[./_-]\s*|[./_-][^\S\n]+")
"""A space within a line, beside a separator: ``. ``, `` / ``."""

_MOST_PIECES = 8
"""Most pieces of one DOI."""

_SEVERAL = 2
"""Fewest spaces at separators that are taken for the typesetting of the DOI, and not for an accident."""


def run_end(text: str, start: int, at: int) -> tuple[int, Grade] | None:
    """Return where the pieces end with which a DOI continues after white space, and how certain that is.

    Args:
        text: the text.
        start: where the DOI begins.
        at: where the white space begins; what precedes it is the DOI so far.
    """
    head = _closed(text[start:at])
    found: tuple[int, Grade] | None = None
    is_doi = True
    for piece in _pieces(text, at):
        is_doi = is_doi and _is_part(piece["piece"], _closed(text[start : piece.start()]))
        if doi_grammars.fits(_closed(text[start : piece.end()])) and not doi_grammars.fits(head):
            found = (piece.end(), Grade.LIKELY)
        elif is_doi and (grade := _grade(text, start, at, piece)) is not None:
            found = (piece.end(), grade)
    return found


def _closed(text: str) -> str:
    return "".join(text.split()).rstrip(CLOSING)


def _pieces(text: str, at: int) -> Iterator[re.Match[str]]:
    """Yield the pieces after white space, as long as each follows a separator."""
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(text, at)
        if piece is None or is_other(text, piece.start("piece")):
            return
        if not piece["own"] and not text.endswith(_SEPARATORS, 0, at):
            return
        yield piece
        at = piece.end()


def _is_part(piece: str, head: str) -> bool:
    """Return whether a piece is not prose: it has a digit, or is in lower case, or in capitals as the rest of the DOI."""
    if has_digit(piece):
        return True
    is_set_alike = piece.islower() or (piece.isupper() and head.isupper())
    return is_set_alike and (head.endswith("/") or not is_word(piece.lower()))


def _grade(text: str, start: int, at: int, last: re.Match[str]) -> Grade | None:
    """Return how certain it is that the DOI continues at ``at`` and ends with the ``last`` piece; ``None`` where it does not."""
    piece, beyond = last["piece"], _beyond(text, last.end())
    if not has_digit(piece):
        return None
    if last["own"] == "_":
        return Grade.LIKELY
    spaced = len(_AT_MARK.findall(text, start, last.end()))
    is_numbered = is_list_number(text[last.start("piece") : last.end()], beyond)
    if (spaced < _SEVERAL and not last["own"]) or (is_numbered and ("\n" in last["gap"] or spaced <= _SEVERAL)):
        return None
    head = _closed(text[start:at])
    is_unfinished = not has_digit(head.partition("/")[2]) or _AT_MARK.search(text, start, at) is not None
    is_open = is_stated(piece) or (is_year(piece) and not ends_text(beyond))
    is_founded = spaced >= _SEVERAL and is_unfinished and not is_open and not doi_grammars.fits(head)
    return Grade.LIKELY if is_founded else Grade.POSSIBLE
