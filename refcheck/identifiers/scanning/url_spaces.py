"""Decide whether a URL continues after white space.

Line breaks and typesetting put white space into a URL; but prose or the date of access may also follow
a complete URL.
"""

import re

from refcheck.identifiers.scanning.doi_tails import CLOSING
from refcheck.lexicon import Term, announces, means_access, words

_OTHER = re.compile(r"https?:|www\.|doi\b|10\.\d{4}|pmid\b|[(\[“\"<]", re.IGNORECASE)
"""The start of a URL, an identifier, a bracket or a quotation: ``http:``, ``(``."""

_WORD = re.compile(r"[^\W\d_]+\Z")
"""A text that is one word: ``Accessed``."""

EXTENSION = (
    r"\.(?:pdf|docx?|s?html?|xhtml|aspx?|php|jsp|cfm|xlsx?|pptx?|txt|xml|psml|epub|csv|jpe?g|png|zip)(?![a-z0-9])"
)

_NAMED_FILE = rf"\S*\w{EXTENSION}\S*"
_SEVERAL_PARTS = r"[\w%~+.,=&?#@:-]+/\S*\w/?"
_SLUG_WITH_MARKS = r"(?=\S*[\d_=%-])[a-z0-9][\w%~+.,=&?-]*[_=%-][\w%~+.,=&?-]*"
_LONG_NUMBER = r"[a-z]{0,3}\d{5,}[\dx]?"
_LETTERS_AND_DIGITS = r"(?=[a-z-]*\d)[a-z0-9][\w%~+.,=&?/-]*"
_SMALL_WORDS = r"(?-i:[a-z][a-z0-9]*(?:[-_/.][\w./-]*)?)"

_BEGINNING = re.compile(rf"[/_?&=#%+-]\w\S*|{EXTENSION}\S*", re.IGNORECASE)
"""Text that starts as only the inner part of a URL does: ``/path``, ``&CMP=1``, ``.pdf``."""

_AFTER_SLASH = re.compile(f"{_SEVERAL_PARTS}|{_NAMED_FILE}|{_SLUG_WITH_MARKS}|{_LONG_NUMBER}", re.IGNORECASE)
"""A continuation after a slash: ``default/files``, ``report.pdf``, ``some-long_title``, ``S0168900296011722``."""

_AFTER_HYPHEN = re.compile(f"{_AFTER_SLASH.pattern}|{_LETTERS_AND_DIGITS}|{_SMALL_WORDS}", re.IGNORECASE)
"""A continuation after a hyphen or an underscore: the same, ``7e75af0bc1d2``, ``and-local``, ``title``."""

_AFTER_QUERY_CHARACTER = re.compile(f"{_AFTER_SLASH.pattern}|{_LETTERS_AND_DIGITS}", re.IGNORECASE)
"""A continuation after a character of the query syntax: the same without words."""

_IN_QUERY = re.compile(r"[\w.%+-]*[&=][\w.%+&=-]*", re.IGNORECASE)
"""More of a query: ``lic.AttachmentDownload&nNodeID=``."""

_BROKEN_PATH = re.compile(r"(?-i:[a-z])[\w-]*/\S*\w/\S*\w")
"""More of a path that was broken within a word: ``dInterstitial/1647/7873``."""

_SLASH_AGAIN = re.compile(r"\s/\w")
"""A slash after a space, which occurs only in URLs: `` /index``."""

_SPACED_HOST = re.compile(r"\s{0,3}(?:[a-z0-9-]{1,63}\s?\.\s?){1,6}[a-z]{2,18}(?=\s?/)", re.IGNORECASE)
"""A host with spaces around its periods, up to the slash after it: `` sdwebx .worldbank .org``."""

_IN_NEXT_LINE = re.compile(rf"(?-i:[a-z]).*?(?:/|{EXTENSION}).*", re.IGNORECASE)
"""A continuation in the next line, wherever the URL was broken: ``lo/ng/path``."""

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
"""A year: ``2020``."""

_IN_HOST = re.compile(r"(?:[a-z]{3,6}\s?[:;]?\s?[/\\]\s?[/\\]{0,3})?\s?(?:www\s?\.)?\s?[a-z0-9.-]*", re.IGNORECASE)
"""A URL that stops within its host: ``https://``, ``https://www.``, ``http://example``."""

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,18}(?=[/?#:]|$)\S*", re.IGNORECASE)
"""A host, and what follows it: ``example.org/path``."""

_HOST_END = re.compile(r"\.?(?:[a-z0-9-]+\.)*[a-z]{2,18}(?=/)\S*", re.IGNORECASE)
"""The end of a host with a path: ``.org/path``, ``org/path``."""

_FILE_NAME = re.compile(rf"(?:\s[\w()&'’+-]{{1,30}}){{0,10}}\s[\w()&'’+.-]{{0,60}}\w{EXTENSION}", re.IGNORECASE)
"""Words and an extension: `` Annual Report 2020.pdf``."""


def continues(head: str, gap: str, tail: str, beyond: str) -> bool:
    """Return whether ``tail`` belongs to the URL that begins with ``head``.

    Args:
        head: the URL as printed, up to the gap.
        gap: the white space.
        tail: what follows the gap, up to the next white space.
        beyond: what follows ``tail``, at least a few characters.
    """
    core = tail.rstrip(CLOSING)
    if not core:
        return False
    if _IN_HOST.fullmatch(head):
        return _continues_in_host(head, core)
    if _OTHER.match(core) or _YEAR.fullmatch(core) or _is_prose(core):
        return False
    if _BEGINNING.fullmatch(core) or ("?" in head and _IN_QUERY.fullmatch(core)):
        return True
    if head[-1] in "/~":
        return _AFTER_SLASH.fullmatch(core) is not None or (core == tail and _SLASH_AGAIN.match(beyond) is not None)
    if head[-1] in "-_":
        return _AFTER_HYPHEN.fullmatch(core) is not None
    if head[-1] in "=&?%":
        return _AFTER_QUERY_CHARACTER.fullmatch(core) is not None
    if head[-1] == ".":
        return re.match(EXTENSION, f".{core}", re.IGNORECASE) is not None
    if _completes_extension(head, core) or _BROKEN_PATH.fullmatch(core):
        return True
    return "\n" in gap and _IN_NEXT_LINE.fullmatch(core) is not None


def _is_prose(core: str) -> bool:
    """Return whether a word is a function word, or introduces a statement about the URL: ``and``, ``Accessed``."""
    return core in words(Term.SMALL, Term.IN, Term.AT, Term.SEE) or (
        _WORD.match(core) is not None and (announces(core) or means_access(core))
    )


def spaced_host_end(text: str, end: int) -> int:
    """Return the end of a host printed with spaces after the scheme that ends at ``end``; ``end`` itself without such a host."""
    found = _SPACED_HOST.match(text, end)
    return found.end() if found else end


def _completes_extension(head: str, core: str) -> bool:
    """Return whether a file extension was broken: ``page.ht`` and ``ml``."""
    stem, period, beginning = head.rpartition(".")
    whole = re.compile(EXTENSION, re.IGNORECASE).fullmatch(f".{beginning}{core}")
    return bool(period) and stem.count("/") > 2 and 1 <= len(beginning) <= 3 and whole is not None


def file_name_end(text: str, start: int, end: int) -> int | None:
    """Return the end of a file name with spaces, if a URL stops in the middle of the name at ``end``; else ``None``."""
    name = text[start:end].rpartition("/")[2]
    if not name or not name[-1].isalnum() or "." in name or text.count("/", start, end) < 3:
        return None
    found = _FILE_NAME.match(text, end)
    return found.end() if found else None


def _continues_in_host(head: str, core: str) -> bool:
    if head.endswith(("/", ":", "\\")):
        return _HOST.match(core) is not None or core.startswith("/")
    before = head.removesuffix(f"{core}.")
    if before != head and before[-1:] in ("", ".", "/"):
        return False  # the site's name, after the URL: "https://www.example.org. example.org"
    if head.endswith((".", "-")) or "." not in head:
        return (_HOST.match(core) or _HOST_END.match(core)) is not None
    return core[0] in "./" and core[1:2].isalnum() and (core[0] == "/" or _HOST_END.match(core) is not None)
