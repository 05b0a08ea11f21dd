"""Decide whether a DOI continues after white space.

Line breaks and typesetting put white space into a DOI; but prose, a year or another identifier may also follow a complete DOI.
Doubt is kept: a joined reading that is merely possible is a candidate, and the registries decide.
"""

import re

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Grade
from refcheck.identifiers.scanning.doi_tails import (
    CLOSING,
    SEPARATORS,
    ends,
    ends_text,
    has_digit,
    is_glued_page,
    is_list_number,
    is_named,
    is_of_pages,
    is_other,
    is_range,
    is_serial_end,
    is_splinter,
    is_stated,
    is_suffix,
    is_year,
)

_SPACED_HEAD = re.compile(r"10\s*\.\s*\d+\s*/")
"""A prefix and its slash, however spaced: ``10.1016/``, ``10 .1109 /``."""

_PREFIX_ONLY = re.compile(r"10\.?\d*(?:\.\d+)*/?")
"""A DOI that stops before its suffix: ``10.``, ``10.1016``, ``10.1016/``."""

_REGISTRANT = re.compile(r"\s{1,3}\d{4,9}(?:\.\d+)*\s{0,3}/", re.ASCII)
"""The continuation of a spaced ``10 .``: `` 1016 /``."""

_SHORT = re.compile(r"(?:10/)?[a-z0-9]{3,8}", re.ASCII)
"""A short DOI, which is always complete: ``10/aabbe``."""

_SET_CLOSE = re.compile(r"[\u2006\u2008-\u200a\u202f]+")
"""White space that is set within a unit and never after a sentence: a thin space, a hair space."""

_LEADING_ZERO = re.compile(r"[./_-]0\Z")
"""A single zero, with which a number of several digits begins: ``10.1000/acta-0``."""

_OPENING = "(["

_CLOSING = ")]"

_SENTENCE = ".,;:!?'\"’”"


def joined(head: str, gap: str, tail: str, beyond: str) -> Grade | None:
    """Return how certain it is that ``tail`` belongs to the DOI that begins with ``head``; ``None`` where it does not.

    Args:
        head: the DOI as printed, from its ``10`` up to the gap.
        gap: the white space.
        tail: what follows the gap, up to the next white space.
        beyond: the start of what follows ``tail``, with the white space before it.
    """
    closed = "".join(head.split())
    core = tail.rstrip(CLOSING)
    if closed == "10" and tail == ".":
        return Grade.LIKELY if _REGISTRANT.match(beyond) else None
    if _PREFIX_ONLY.fullmatch(closed):
        return Grade.LIKELY if core and is_suffix(closed, tail, core, beyond) else None
    if _SHORT.fullmatch(closed.rstrip(CLOSING)):
        return None
    if not core or (is_other(core) and closed[-1] not in _OPENING):
        return _after_line_break(closed, gap, core) if core else None
    if core[0] in SEPARATORS and (grade := _with_own_mark(closed, gap, core)):
        return grade
    if doi_grammars.fits(closed) or doi_grammars.fits(closed.rstrip(CLOSING)):
        return _after_whole(closed, gap, tail, core, beyond)
    is_next_entry = "\n" in gap and closed[-1].isalnum() and is_list_number(tail, beyond)
    if not is_next_entry and _is_completed(head, closed, tail, core):
        return Grade.LIKELY
    return _after_part(closed, gap, tail, core, beyond)


def _with_own_mark(head: str, gap: str, core: str) -> Grade | None:
    """Return the grade for a tail that starts with a separator, as no word and no number of prose does: ``.02.016``, ``_7``."""
    if not core.lstrip(SEPARATORS)[:1].isalnum():
        return None
    if head[-1].isalnum() and core[1].isalnum():
        return Grade.LIKELY
    return Grade.LIKELY if "\n" in gap and has_digit(core) else Grade.POSSIBLE


def _after_line_break(head: str, gap: str, core: str) -> Grade | None:
    """Return the grade for what looks like the label of pages after a line that broke within a word: ``ijc``, ``p.13014``."""
    is_broken_word = "\n" in gap and head[-1].isalpha() and core[0].islower()
    return Grade.POSSIBLE if is_broken_word and is_glued_page(core) else None


def _after_whole(head: str, gap: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Return the grade after a head that fits the registrant's pattern; a part of the work may have a longer DOI: ``.g003``.

    A pattern that fits with and without what follows a line break is no evidence.
    """
    if "\n" in gap and head[-1].isalnum() and core[0].isalnum() and doi_grammars.fits(head + core):
        return _within_word(head, gap, tail, core, beyond)
    if is_stated(core) or is_year(core) or not has_digit(core):
        return None
    if head[-1] in SEPARATORS and _SET_CLOSE.fullmatch(gap):
        return Grade.LIKELY
    return Grade.POSSIBLE if head[-1] in SEPARATORS or "\n" in gap else None


def _is_completed(head: str, closed: str, tail: str, core: str) -> bool:
    """Return whether the tail completes the pattern, an escape or a SICI, or white space is no evidence in this DOI."""
    if any(map(_is_whole, (closed + core, closed + tail.rstrip(_SENTENCE)))):
        return True
    if closed.endswith("\\") or ("<" in closed and ">" not in closed):
        return True
    return _is_spaced_out(head) and has_digit(core) and not is_stated(core) and not is_year(core)


def _is_whole(doi: str) -> bool:
    """Return whether a DOI fits its registrant's pattern or is a complete SICI."""
    return doi_grammars.fits(doi) or doi_grammars.read(doi.partition("/")[2]) is not None


def _is_spaced_out(head: str) -> bool:
    """Return whether the prefix is full of white space, so that white space after it is no evidence."""
    found = _SPACED_HEAD.match(head)
    return found is not None and len(found[0].split()) > 2


def _after_part(head: str, gap: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Return the grade after a head that may be incomplete, by its last character."""
    end = head[-1]
    if end in _OPENING or (end in _CLOSING and "\n" in gap):
        return Grade.LIKELY if has_digit(core) and not is_year(core) else None
    if not core[0].isalnum():
        return None
    if end == ".":
        return _after_period(gap, tail, core, beyond)
    return _after_mark(gap, tail, core, beyond) if end in SEPARATORS else _within_word(head, gap, tail, core, beyond)


def _after_mark(gap: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Return the grade after a slash, a hyphen or an underscore, none of which ends a DOI."""
    is_wrapped = "\n" in gap or ends(tail, core, beyond)
    if not has_digit(core) and len(core) > 1:
        if is_named(core) or (core.islower() and is_wrapped):
            return Grade.LIKELY
        return Grade.POSSIBLE if is_wrapped else None
    if is_year(core):
        return Grade.LIKELY if "\n" in gap or ends_text(beyond) else Grade.POSSIBLE
    is_doubtful = is_stated(core) and "-" not in core and not is_serial_end(core)
    return Grade.POSSIBLE if is_doubtful and "\n" not in gap else Grade.LIKELY


def _after_period(gap: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Return the grade after a period, which may also end the sentence."""
    is_close = _SET_CLOSE.fullmatch(gap) is not None and not is_list_number(tail, beyond)
    if is_stated(core):
        return Grade.LIKELY if is_close and is_range(core) else Grade.POSSIBLE
    if not has_digit(core):
        return _word_after_period(gap, core, beyond)
    if not core.isdecimal():
        return Grade.LIKELY
    if is_year(core) or is_list_number(tail, beyond):
        return Grade.POSSIBLE
    return Grade.LIKELY if is_close or ends(tail, core, beyond) else Grade.POSSIBLE


def _word_after_period(gap: str, core: str, beyond: str) -> Grade | None:
    """Return the grade for a word without a digit, which starts a sentence unless the text ends with it."""
    if ends_text(beyond):
        return Grade.LIKELY if core.isascii() and core.islower() else Grade.POSSIBLE
    return Grade.POSSIBLE if core.isupper() or ("\n" in gap and core.islower()) else None


def _within_word(head: str, gap: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Return the grade without a separator on either side: a line may break anywhere, but a space more often ends the DOI.

    A number that begins with zero continues; neither a fragment of a word nor a thousand pages follow a complete DOI.
    """
    if "\n" not in gap:
        return Grade.POSSIBLE if has_digit(core) and not is_stated(core) and not is_year(core) else None
    if not has_digit(core):
        if not (core.islower() and ends_text(beyond)):
            return None
        return Grade.LIKELY if head[-1].isalpha() and is_splinter(core) else Grade.POSSIBLE
    if core[0].isdigit() and _LEADING_ZERO.search(head):
        return Grade.LIKELY
    if not (core[0].isdigit() or core[0].islower()) or is_year(core):
        return Grade.POSSIBLE
    if is_stated(core) and (not is_range(core) or is_of_pages(core)):
        return Grade.POSSIBLE
    if core.isdecimal() and (is_list_number(tail, beyond) or not ends(tail, core, beyond)):
        return Grade.POSSIBLE
    return Grade.LIKELY
