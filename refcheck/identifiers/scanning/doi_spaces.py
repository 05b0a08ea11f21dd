"""Whether a DOI goes on behind white space.

Lines break and typesetters stretch inside a DOI; but behind a whole DOI stands prose, a year or another
identifier.
"""

import re

from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.identifiers.suffixes import grammars

_SPACED_HEAD = re.compile(r"10\s*\.\s*\d+\s*/")
"""A prefix and its slash, however spaced: ``10.1016/``, ``10 .1109 /``."""

_PREFIX_ONLY = re.compile(r"10\.?\d*(?:\.\d+)*/?")
"""A DOI that stops before its suffix: ``10.``, ``10.1016``, ``10.1016/``."""

_PROSE = re.compile(r"(?:[A-Z]?[a-z]+|[A-Z]+)(?:['’][a-z]+)?|\(?(?:1[6-9]|20)\d\d[a-z]?\)?|[(\[].*")
"""What is no part of a DOI: a word, a year, something in brackets. ``Accessed``, ``(2015)``, ``[in``"""

_OTHER = re.compile(
    r"(?:https?:|www\.|doi\b|pmid\b|pmc\d|arxiv|isbn|issn\b(?!\.\d)|pp?\.|vol\.|no\.|10\.\d{4,})", re.IGNORECASE
)
"""Another thing that begins: ``https://``, ``PMID:``, ``pp.``"""

_CODE = re.compile(r"(?:[a-z]\.)?[a-z]{2,20}\.")
"""A journal's code: ``palcomms.``, ``j.envsci.``"""

_SENTENCE = ".,;:!?'\"’”"

_CLOSING = f"{_SENTENCE})]}}"


def continues(head: str, tail: str) -> bool:
    """Whether ``tail`` belongs to the DOI that begins with ``head``.

    Args:
        head: the DOI as printed, from its ``10`` up to the gap.
        tail: what stands behind the gap, up to the next white space.
    """
    joined_head = "".join(head.split())
    core = tail.rstrip(_CLOSING)
    if not core or _OTHER.match(core):
        return False
    if grammars.fits(joined_head) or grammars.fits(joined_head.rstrip(_CLOSING)):
        return False
    if grammars.fits(joined_head + core) or grammars.fits(joined_head + tail.rstrip(_SENTENCE)):
        return True
    if joined_head.endswith("\\") or ("<" in joined_head and ">" not in joined_head):
        return True
    if _PREFIX_ONLY.fullmatch(joined_head):
        return _has_digit(core) or "/" in core or _is_journal_code(joined_head, tail)
    if _PROSE.fullmatch(core) or not (_has_digit(core) or core.startswith("/")):
        return False
    return "/" not in joined_head or _is_spaced_out(head) or _is_open(joined_head, core)


def _is_open(head: str, core: str) -> bool:
    """Whether the punctuation on either side of a gap asks for more."""
    if core[0] in "./-_":
        return head[-1].isalnum() and core[1:2].isalnum()
    if head[-1] in "/-_":
        return core[0].isalnum()
    return head[-1] == "." and not _has_digit(head.partition("/")[2])


def _is_journal_code(head: str, tail: str) -> bool:
    """Whether small letters and a period stand behind the prefix of a well-known registrant: ``10.1057/``, ``palcomms.``"""
    return head.rstrip("/") in REGISTRANTS and _CODE.fullmatch(tail) is not None


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_spaced_out(head: str) -> bool:
    """Whether white space stands all over the prefix, so that it says nothing further on."""
    found = _SPACED_HEAD.match(head)
    return found is not None and len(found[0].split()) > 2
