"""Read a DOI that goes on in pieces, with a blank at each mark: ``10.1000/j. xyz. 2014. 11. 003``, ``10.1000/a12 . 019``.

One blank behind a full stop may end a sentence. Where the same blank stands at one mark after the other, and between figures and
words in small letters that no reference list has, it was put there by whoever set or scanned the page.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Grade
from refcheck.identifiers.scanning.doi_tails import (
    CLOSING,
    ends_text,
    has_digit,
    is_list_number,
    is_other,
    is_stated,
    is_year,
)
from refcheck.lexicon import is_word
from refcheck.text.deferred import deferred

_MARKS = tuple("./-_")
"""The marks that parts of a DOI are joined by."""

_PIECE = deferred(
    r"(?P<gap>\s{1,3}(?:(?P<own>[./_-])\s{0,3})?)(?P<piece>[0-9A-Za-z]{1,40}(?:[./_-][0-9A-Za-z]{1,40}){0,8})"
    r"[./_-]?(?=[\s.,;:)\]}>”\"']|\Z)"
)
"""A blank, perhaps with a mark, and a piece with the mark behind it: `` jmb.``, `` . 019``, `` _ 3``."""

_AT_MARK = deferred(r"[^\S\n]+[./_-]\s*|[./_-][^\S\n]+")
"""A blank in a line, beside a mark: ``. ``, `` / ``."""

_MOST = 8
"""Pieces of one DOI."""

_AGAIN = 2
"""From how many blanks at marks on they are how the DOI was set, and no accident."""

_BEYOND = 24
"""How much of what stands behind a piece is looked at, in code points."""


def run_end(text: str, start: int, at: int) -> tuple[int, Grade] | None:
    """Return where the pieces end by which a DOI goes on from white space on, and how well founded that is.

    Args:
        text: the text.
        start: where the DOI begins.
        at: where the white space begins; what stands before it is the DOI so far.
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
    """Yield the pieces from white space on, as long as each has a mark before it."""
    for _ in range(_MOST):
        piece = _PIECE.match(text, at)
        if piece is None or not (piece["own"] or text.endswith(_MARKS, 0, at)) or is_other(text, piece.start("piece")):
            return
        yield piece
        at = piece.end()


def _is_part(piece: str, head: str) -> bool:
    """Return whether a piece is no word of prose: it has a figure, or is in small letters, or in capitals as all of the DOI."""
    if has_digit(piece):
        return True
    is_set_alike = piece.islower() or (piece.isupper() and head.isupper())
    return is_set_alike and (head.endswith("/") or not is_word(piece.lower()))


def _grade(text: str, start: int, at: int, last: re.Match[str]) -> Grade | None:
    """Return how well founded it is that the DOI goes on from ``at`` and ends with a piece; ``None`` where it does not end so."""
    piece, beyond = last["piece"], text[last.end() : last.end() + _BEYOND]
    if not has_digit(piece):
        return None
    if last["own"] == "_":
        return Grade.LIKELY
    spaced = len(_AT_MARK.findall(text, start, last.end()))
    is_numbered = is_list_number(text[last.start("piece") : last.end()], beyond)
    if (spaced < _AGAIN and not last["own"]) or (is_numbered and ("\n" in last["gap"] or spaced <= _AGAIN)):
        return None
    head = _closed(text[start:at])
    is_unfinished = not has_digit(head.partition("/")[2]) or _AT_MARK.search(text, start, at) is not None
    is_open = is_stated(piece) or (is_year(piece) and not ends_text(beyond))
    is_founded = spaced >= _AGAIN and is_unfinished and not is_open and not doi_grammars.fits(head)
    return Grade.LIKELY if is_founded else Grade.POSSIBLE
