"""Whether a DOI goes on behind white space.

Lines break and typesetters stretch inside a DOI; but behind a whole DOI stands prose, a year or another identifier. What is open is
told as such: a joined reading that is merely possible is a candidate, and the registries decide.
"""

import re

from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.identifiers.mending import Grade
from refcheck.identifiers.suffixes import grammars

_SPACED_HEAD = re.compile(r"10\s*\.\s*\d+\s*/")
"""A prefix and its slash, however spaced: ``10.1016/``, ``10 .1109 /``."""

_PREFIX_ONLY = re.compile(r"10\.?\d*(?:\.\d+)*/?")
"""A DOI that stops before its suffix: ``10.``, ``10.1016``, ``10.1016/``."""

_OTHER = re.compile(
    r"(?:https?:|ftp:|www\.|doi\b|pmid\b|pmc\d|arxiv|isbn|issn\b(?!\.\d)|pp?\.|vol\.|no\.|10\.\d{4,}|hdl:)", re.IGNORECASE
)
"""Another thing that begins: ``https://``, ``PMID:``, ``pp.``"""

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d[a-z]?")
"""A year: ``2015``, ``2015a``."""

_STATED = re.compile(
    r"[(\[].*"
    r"|(?:1[6-9]|20)\d\d[;:,].*"
    r"|\d{1,4}(?:\(\d{1,4}\)|[:;])\S*"
    r"|\d{1,5}[-–]\d{1,5}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:1[6-9]|20)?\d\d"
    r"|(?:1[6-9]|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,3}(?:st|nd|rd|th)"
    r"|[A-Z]?[a-z]{0,2}\.?\d{1,3}[-–]\d{1,3}"
)
"""What a reference says in numbers: ``(2015)``, ``2015;12(3):1``, ``12(3):45``, ``45-67``, ``12.05.2020``, ``2nd``."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
"""A word: ``Accessed``, ``l'auteur``."""

_CODE = re.compile(r"(?:[a-z]\.)?[a-z]{2,20}\.")
"""A journal's code: ``palcomms.``, ``j.envsci.``"""

_NAMED = re.compile(r"[A-Za-z]{2,}[./_-][A-Za-z]{2,}\S*")
"""Words with a mark between, as no prose has them: ``cran.package``."""

_SECTION = re.compile(r"[\d.]{1,6}\.\s+[A-Z]")
"""A number of the text's own before a word: ``37. Zhao``."""

_MARKS = "./-_"
"""The marks that parts of a DOI are joined by."""

_SENTENCE = ".,;:!?'\"’”"

_CLOSING = f"{_SENTENCE})]}}"

_LONG_NUMBER = 4
"""Digits of a number that is no volume and no count of pages."""


def joined(head: str, gap: str, tail: str, beyond: str) -> Grade | None:
    """How well founded it is that ``tail`` belongs to the DOI that begins with ``head``; ``None`` where it does not.

    Args:
        head: the DOI as printed, from its ``10`` up to the gap.
        gap: the white space.
        tail: what stands behind the gap, up to the next white space.
        beyond: the beginning of what stands behind ``tail``, with the white space before it.
    """
    joined_head = "".join(head.split())
    core = tail.rstrip(_CLOSING)
    if _PREFIX_ONLY.fullmatch(joined_head):
        return Grade.LIKELY if core and _is_suffix(joined_head, gap, tail, core, beyond) else None
    if not core or _OTHER.match(core):
        return None
    if core[0] in _MARKS and core[1:2].isalnum() and joined_head[-1].isalnum():
        return Grade.LIKELY
    if _is_complete(joined_head):
        is_open = joined_head[-1] in _MARKS or ("\n" in gap and _has_digit(core))
        return Grade.POSSIBLE if is_open and not _STATED.fullmatch(core) else None
    if grammars.fits(joined_head + core) or grammars.fits(joined_head + tail.rstrip(_SENTENCE)):
        return Grade.LIKELY
    if joined_head.endswith("\\") or ("<" in joined_head and ">" not in joined_head):
        return Grade.LIKELY
    if _is_spaced_out(head) and _has_digit(core) and not (_STATED.fullmatch(core) or _YEAR.fullmatch(core)):
        return Grade.LIKELY
    if joined_head[-1] in "([" or (joined_head[-1] in ")]" and "\n" in gap):
        return Grade.LIKELY if _has_digit(core) and not _YEAR.fullmatch(core) else None
    if joined_head[-1] in _MARKS:
        if joined_head[-1] == ".":
            return _behind_period(joined_head, tail, core, beyond)
        return _behind_mark(gap, tail, core, beyond)
    return _within_word(gap, tail, core, beyond)


def _is_suffix(head: str, gap: str, tail: str, core: str, beyond: str) -> bool:
    """Whether what stands behind a prefix alone is its suffix, and not the text in which the prefix is told of."""
    if re.match(r"https?:|doi\b", core, re.IGNORECASE):
        return False
    if any(character.isdigit() or character == "/" for character in core) or _is_journal_code(head, tail):
        return True
    return head.endswith("/") and (_NAMED.fullmatch(core) is not None or not beyond.strip(_CLOSING + " \t\r\n"))


def _is_complete(head: str) -> bool:
    """Whether the registrant's pattern is fulfilled, be it with a mark behind."""
    return grammars.fits(head) or grammars.fits(head.rstrip(_CLOSING))


def _behind_mark(gap: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Behind a slash, a hyphen or an underscore, none of which ends a DOI."""
    if not core[0].isalnum():
        return None
    if not _WORD.fullmatch(core) or len(core) == 1:
        return Grade.POSSIBLE if _STATED.fullmatch(core) and "\n" not in gap and "-" not in core else Grade.LIKELY
    is_wrapped = "\n" in gap or _ends(tail, core, beyond)
    return Grade.LIKELY if core.islower() and is_wrapped else Grade.POSSIBLE


def _behind_period(head: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Behind a period, which may as well end the sentence."""
    if not core[0].isalnum():
        return None
    if _STATED.fullmatch(core):
        return Grade.POSSIBLE if core[0].isdigit() else None
    if not _has_digit(core):
        is_small = _WORD.fullmatch(core) is not None and core.isascii() and core.islower()
        return Grade.LIKELY if is_small and _ends_text(beyond) else Grade.POSSIBLE
    if not core.isdecimal():
        return Grade.LIKELY
    if _YEAR.fullmatch(core) and _has_digit(head.partition("/")[2]):
        return Grade.POSSIBLE
    if len(core) < _LONG_NUMBER and _SECTION.match(tail + beyond):
        return Grade.POSSIBLE
    return Grade.LIKELY if _ends(tail, core, beyond) else Grade.POSSIBLE


def _within_word(gap: str, tail: str, core: str, beyond: str) -> Grade | None:
    """Without a mark on either side: a line may break anywhere, a blank is rather the end."""
    if not core[0].isalnum() or _STATED.fullmatch(core) or _YEAR.fullmatch(core):
        return None
    if not _has_digit(core):
        return Grade.POSSIBLE if "\n" in gap and core.islower() and _ends_text(beyond) else None
    if "\n" not in gap:
        return Grade.POSSIBLE
    if core.isdecimal() and (_SECTION.match(tail + beyond) or not _ends(tail, core, beyond)):
        return Grade.POSSIBLE
    return Grade.LIKELY if core[0].isdigit() or core[0].islower() else Grade.POSSIBLE


def _ends(tail: str, core: str, beyond: str) -> bool:
    """Whether a sentence or the text ends behind ``tail``, or a bracket opens: ``. PMID``, ``(2015)``."""
    return tail != core or _ends_text(beyond) or beyond.lstrip()[0] in "([“"


def _ends_text(beyond: str) -> bool:
    """Whether the text ends, or another identifier follows."""
    rest = beyond.lstrip()
    return not rest or _OTHER.match(rest) is not None


def _is_journal_code(head: str, tail: str) -> bool:
    """Whether small letters and a period stand behind the prefix of a well-known registrant: ``10.1057/``, ``palcomms.``"""
    return head.rstrip("/") in REGISTRANTS and _CODE.fullmatch(tail) is not None


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_spaced_out(head: str) -> bool:
    """Whether white space stands all over the prefix, so that it says nothing further on."""
    found = _SPACED_HEAD.match(head)
    return found is not None and len(found[0].split()) > 2
