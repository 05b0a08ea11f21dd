"""Characters in and around identifiers: artefacts of printing and copying, line numbers, boundaries without white space."""

import re
import unicodedata

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Grade
from refcheck.identifiers.scanning.doi_spaces import joined

GAP = re.compile(r"\s{1,40}")
"""White space, of bounded length."""

LINE_NUMBER = re.compile(r"[ \t]{0,20}\n[ \t]{0,20}\d{1,4}[ \t]{1,20}(?=[^\s\d]|\d)")
"""A line break and the number of the next line: ``\n 123 ``."""

_MARKS = "/-_"
"""Characters that do not end a DOI."""


def is_line_number(head: str, number: str, tail: str, beyond: str) -> bool:
    """Return whether a DOI that begins with ``head`` continues with ``tail`` after a line ``number`` that is not part of it.

    ``beyond`` is the start of what follows ``tail``.
    """
    if doi_grammars.fits(head + number.strip()):
        return False
    if head[-1:] in _MARKS:
        return joined(head, "\n", tail, beyond) is Grade.LIKELY
    return doi_grammars.fits(head + tail.rstrip(".,;:)"))


_OTHER = re.compile(
    r"[.,;:|(\[]{0,3}(?:https?:/|ftp:/|www\.|(?:pmid|pmcid|arxiv|doi)(?::|\s|=)|pmc\d{4}"
    r"|(?<!\d)(?<!\d\.)10\.\d{4,9}(?:\.\d+)?/)"
    r"|[.,;:]{1,2}(?:URL|url|arXiv)(?=https?|[^a-z]|$)|[,;](?!jsessionid)[A-Za-z]{2,}$|[.,;]\[\d{1,3}\]|'/?>",
    re.IGNORECASE,
)
"""Text that may start immediately after a DOI, with the punctuation before it: ``.http:/``, ``;10.1002/``, ``pmid:``, ``.URL``,
``,in``, ``.[82]``, ``'>``."""

_PREFIX = re.compile(r"10\.\d{4,9}(?:\.\d+)?/")
"""A prefix and its slash: ``10.1016/``."""

DOUBLED_PREFIX = re.compile(
    r"\A(?P<first>(?P<prefix>10\.\d{4,9})/(?:https?://(?:dx\.)?doi\.org/|doi[:.\s]{0,3})?(?=(?P=prefix)/)"
    r"|10\.(?=10\.\d{4,9}/))",
    re.IGNORECASE,
)
"""A prefix that is repeated, or ``10.`` before a prefix: ``10.1016/`` and ``10.1016/doi:`` before ``10.1016/``."""

_LINK_MARK = re.compile(r"\$\$\[|\[[^\W\d_][^\[\]]*$|>`_")
"""Link markup that ends an identifier: ``$$[``, ``[Salt`` (AsciiDoc), ``>`__`` (reStructuredText)."""

_SEPARATORS = ".,;:|/([<>"


def before_link_mark(text: str) -> str:
    """Return the text up to the markup of the link whose URL or text it is in."""
    found = _LINK_MARK.search(text) if "[" in text or ">`_" in text else None
    return text[: found.start()] if found else text


def other_identifier_at(text: str) -> int | None:
    """Return where another identifier starts within ``text``, which starts with a DOI's prefix."""
    doubled = DOUBLED_PREFIX.match(text)
    slash = text.find("/", doubled.end() if doubled else 0)
    found = _OTHER.search(text, slash + 2) if slash > 0 else None
    return found.start() if found else None


def doubled_at(text: str) -> int | None:
    """Return where the first copy ends in a ``text`` that repeats the same DOI; ``None`` for any other text."""
    prefix = _PREFIX.match(text)
    if not prefix:
        return None
    again = text.find(prefix[0], prefix.end() + 1)
    if again < 0:
        return None
    first = text[:again]
    other = _OTHER.search(first, prefix.end() + 1)
    first = first[: other.start() if other else again].rstrip(_SEPARATORS)
    return len(first) if len(first) > prefix.end() and text[again:].lower().startswith(first.lower()) else None


SLASHES = "\u2044\u2215\u2571\u29f8\uff0f"
"""Fraction slash, division slash, and other characters that look like a slash."""

INVISIBLE = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
"""Characters that do not print: control characters, soft hyphen, zero-width and bidirectional marks, as a character class."""

CLOSERS = {")": "(", "]": "[", "}": "{"}
"""Closing bracket → its opening one."""

_BRACKET = re.compile(r"[()\[\]{}]")
"""One bracket: ``(``, ``]``."""


def unmatched(text: str) -> list[int]:
    """Return the offsets of brackets without a partner, in ascending order."""
    opened: list[int] = []
    unmatched_at: list[int] = []
    for found in _BRACKET.finditer(text):
        bracket = found[0]
        if bracket not in CLOSERS:
            opened.append(found.start())
        elif opened and text[opened[-1]] == CLOSERS[bracket]:
            opened.pop()
        else:
            unmatched_at.append(found.start())
    return sorted(unmatched_at + opened)


_UNSEEN = re.compile(f"[{INVISIBLE}]")


def has_unseen(text: str) -> bool:
    """Return whether a text has a character that does not print on its own: an invisible one, or a stray combining mark."""
    if not text.isprintable():
        return True
    return not text.isascii() and (
        bool(_UNSEEN.search(text)) or any(is_stray_mark(text, at) for at in range(len(text)))
    )


def is_stray_mark(text: str, at: int) -> bool:
    """Return whether the character is a combining mark that does not follow a letter, but a digit, punctuation or another mark."""
    return unicodedata.combining(text[at]) > 0 and not (at and text[at - 1].isalpha())


CLOSING = " \t\r\n.,;)]}>\"'”’»"
"""Characters that may follow an identifier without being text."""

WIDE_STOP = "．"
"""The fullwidth full stop: it ends a sentence in East Asian print, as 。 does, but is also the dot within a fullwidth URL."""

_REACH, _REACH_OF_BRACKETS = 200, 2000
"""How far back an opening quotation mark, and a bracket, which may enclose a whole reference, are searched; in code points."""


def before_closing(text: str, start: int, piece: str) -> str:
    """Return the ``piece`` of a text at ``start`` up to the end of a bracket, quotation, code or emphasis opened before it."""
    before = text[max(0, start - _REACH) : start]
    for mark in '"`':
        if mark in piece and before.count(mark) % 2:
            piece = piece[: piece.index(mark)]
    if piece.count(">") > piece.count("<") and before.rfind("<") > before.rfind(">"):
        piece = piece[: piece.rindex(">")]
    if piece.endswith("*") and "*" in before:
        piece = piece.rstrip("*")
    unmatched_at = unmatched(piece)
    held = text[max(0, start - _REACH_OF_BRACKETS) : start] if unmatched_at else ""
    opened = {held[at] for at in unmatched(held)}
    return next((piece[:at] for at in unmatched_at if CLOSERS.get(piece[at]) in opened), piece)
