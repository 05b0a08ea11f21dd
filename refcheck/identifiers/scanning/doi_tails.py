"""Tests of the text that follows a DOI and white space: the word there (``core``), and what comes after it (``beyond``)."""

import re

from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.lexicon import is_word
from refcheck.lexicon.language import languages_of
from refcheck.text.deferred import deferred

CLOSING = ".,;:!?'\"’”)]}"
"""Punctuation that closes a sentence, a quotation or a bracket."""

SEPARATORS = "./-_"
"""Separators between the parts of a DOI."""

is_other = re.compile(
    r"(?:https?:|ftp:|www\.|doi\b|pmid\b|pmc\d|arxiv|isbn|issn\b(?!\.\d)|(?:pp?|vol|no)\.(?!\d+[.-])|10\.\d{4,9}/|hdl:)",
    re.IGNORECASE,
).match
"""Whether another identifier, a URL or a label starts: ``https://``, ``PMID:``, ``pp.``"""

_IDENTIFIER = re.compile(r"(?:https?:|doi\b|pmid\b|pmcid\b|pmc\d|arxiv)", re.IGNORECASE)
"""The start of an identifier that follows a complete one: ``PMID:``."""

is_year = re.compile(r"(?:1[6-9]|20)\d\d[a-z]?").fullmatch
"""Whether it is a year: ``2015``, ``2015a``."""

is_stated = re.compile(
    r"[(\[].*"
    r"|(?:1[6-9]|20)\d\d[;:,].*"
    r"|\d{1,4}(?:\(\d{1,4}\)|[:;])\S*"
    r"|\d{1,5}[-–]\d{1,5}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:1[6-9]|20)?\d\d"
    r"|(?:1[6-9]|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,3}(?:st|nd|rd|th)"
    r"|[A-Z]?[a-z]{0,2}\.?\d{1,3}[-–]\d{1,3}"
).fullmatch
"""Whether it is numeric data of a reference: ``(2015)``, ``2015;12(3):1``, ``12(3):45``, ``45-67``, ``12.05.2020``, ``2nd``."""

_RANGE = re.compile(r"(\d{1,5})[-–](\d{1,5})")
"""Two numbers with a dash between them: ``45-67``, ``1234-41``."""

is_range = _RANGE.fullmatch

is_serial_end = re.compile(r"\d{3}[\dxX]\(").match
"""Whether it starts with the second half of the ISSN of a SICI and the bracket of its date: ``6640(``."""

_MANY_PAGES = 200
"""A number of pages that hardly any article or chapter has. Source: of the 11,767 records of a sample of Crossref that have a
first and a last page, 6 have as many."""

_SPLINTER = 3
"""Most letters of a fragment that a line break cut off a DOI; a longer one may well be an unknown word."""

is_named = re.compile(r"[A-Za-z]{2,}[./_-][A-Za-z]{2,}\S*").fullmatch
"""Whether it is words with a separator between them, as prose does not have them: ``cran.package``."""

_LIST_NUMBER = deferred(r"[1-9]\d?[.)]\s+[A-Z]|[1-9]\d{0,3}[.)]\s+[A-Z][\w'’-]*,?\s+[A-Z]")
"""The number of a list entry before a name: ``37. Zhao``, ``37) Zhao``, ``137. Zhao L``."""


def is_of_pages(core: str) -> bool:
    """Return whether two numbers ascend as the pages of a work do, also if abbreviated (``1234-41``); or are a year and a month."""
    found = _RANGE.fullmatch(core)
    if found is None:
        return False
    first, last = found[1], found[2]
    cut = first[: -len(last)] if len(last) < len(first) else ""
    pages = int(cut + last) - int(first)
    is_ascending = pages >= 0 and not first.startswith("0") and not last.startswith("0")
    return pages < _MANY_PAGES and (is_ascending or is_year(first) is not None)


def is_splinter(core: str) -> bool:
    """Return whether it is a few lower-case letters that are not a word of a reference list or of a language: ``chu``, ``n``."""
    is_short = len(core) <= _SPLINTER and core.isascii() and core.isalpha() and core.islower()
    return is_short and not is_word(core) and not languages_of(core)


def is_list_number(tail: str, beyond: str) -> bool:
    """Return whether a number starts the next entry of a list."""
    return _LIST_NUMBER.match(tail + beyond) is not None and not _IDENTIFIER.match(beyond.lstrip())


def ends(tail: str, core: str, beyond: str) -> bool:
    """Return whether a sentence or the text ends after ``tail``, or a bracket opens: ``. PMID``, ``(2015)``."""
    return tail != core or ends_text(beyond) or beyond.lstrip()[0] in "([“"


def ends_text(beyond: str) -> bool:
    """Return whether the text ends, or another identifier follows."""
    rest = beyond.lstrip()
    return not rest or _IDENTIFIER.match(rest) is not None


def has_digit(text: str) -> bool:
    """Return whether a text has a digit."""
    return any(map(str.isdigit, text))


_RESOLVER = re.compile(r"https?:|doi\b", re.IGNORECASE)
"""The start of another DOI: ``https:``, ``doi:``."""

_CODE = re.compile(r"(?:[a-z]\.)?[a-z]{2,20}\.")
"""A journal's code: ``palcomms.``, ``j.envsci.``"""


def is_suffix(head: str, tail: str, core: str, beyond: str) -> bool:
    """Return whether what follows a prefix without a suffix is its suffix, and not the text that mentions the prefix."""
    if _RESOLVER.match(core):
        return False
    if has_digit(core) or "/" in core or _is_journal_code(head, tail):
        return True
    return head.endswith("/") and (is_named(core) is not None or not beyond.strip())


def _is_journal_code(head: str, tail: str) -> bool:
    """Return whether lower-case letters and a period follow the prefix of a well-known registrant: ``10.1057/``, ``palcomms.``"""
    return head.rstrip("/") in REGISTRANTS and _CODE.fullmatch(tail) is not None


is_glued_page = re.compile(r"pp?\.\d[\w().-]*", re.ASCII).fullmatch
"""Whether it is the end of a journal's code and a number that look like a label of pages: ``p.13014``."""
