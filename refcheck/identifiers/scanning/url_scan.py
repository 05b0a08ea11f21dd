"""Find URLs in a text, and where each ends."""

import re
from collections.abc import Iterator

from refcheck.identifiers.scanning.characters import CLOSING, GAP, WIDE_STOP, before_closing, before_link_mark
from refcheck.identifiers.scanning.url_spaces import EXTENSION, continues, file_name_end, spaced_host_end
from refcheck.lexicon import Term, announces, means_access, words
from refcheck.lexicon.patterns import is_unspaced
from refcheck.model import Span
from refcheck.text.characters import LETTERS
from refcheck.text.deferred import deferred
from refcheck.text.scripts import EAST_ASIAN

MAX_LENGTH = 2048
"""The longest text that is read as one URL, in code points."""

_MAX_GAPS = 8
"""Most white spaces that are closed within one URL."""

_SCHEME = re.compile(
    r"([HhTtXxFf][HhTtXxPpSs]{1,6})(?:\s?[:;：]{1,2}\s?[/\\⁄∕／](?:\s?[/\\⁄∕／]){0,3}|//:?|:(?=www\.))"
)
"""A possible scheme and its punctuation: ``https://``, ``http : //``, ``htp:/``, ``hxxp://``, ``http//``."""

_NAME = re.compile(r"https?$|^(?:h{0,2}[tx]{1,4}p{1,3}s{0,2}|h[tp]{2,3}s?|ftp)$", re.IGNORECASE)
"""The name of a scheme, either correct, also after other letters, or misspelt: ``URLhttp``, ``htp``, ``hxxp``."""

_WWW = re.compile(r"(?<![\w@./-])www\s?[.,]\s?(?=[a-z0-9])", re.IGNORECASE)
"""The start of a host outside a URL: ``www.``, ``www .``."""

_DOMAIN = re.compile(r"\.[a-z]{2,18}(?=[/?\s.,;)]|$)", re.IGNORECASE)
"""The end of a host name: ``.org``."""

_PAGE = deferred(
    r"(?:\.(?:com|edu|eu|gov|info|int|net|org)|(?<=\.(?:ac|co))\.[a-z]{2}|(?<=\.(?:com|edu|gov|org))\.[a-z]{2})"
    r"/(?=[^\s/]*(?:\d|/\w))"
)
"""The end of a host name and a path with a digit or another slash, as no sentence has: ``.gov/show/7``."""

_NAME_OF_HOST = re.compile(r"(?<![\w.@/-])(?:[a-z0-9][a-z0-9-]{0,62}\.){0,3}[a-z0-9][a-z0-9-]{0,62}\Z", re.IGNORECASE)
"""The part of a host name before its last period: ``www.example``."""

_LONGEST_HOST = 140
"""Greatest length of a host without a scheme, in code points."""

_ANNOUNCEMENT = re.compile(
    r"(?P<word>[^\W\d_]{2,16})(?:\s(?P<lead>[^\W\d_]{2,16}))?\s{0,2}:?\s{0,2}(?:https?\s)?\Z", re.IGNORECASE
)
"""One or two words before a URL: ``Available at: ``, ``URL ``."""

_LONGEST_ANNOUNCEMENT = 44

_TOKEN = re.compile(r"[^\s“”«»„<>\"。，、；：（）《》【】「」]+")
"""Characters up to white space, a quotation mark, an angle bracket or East Asian punctuation."""

_SECOND_ADDRESS = re.compile(r"[\w.,;)\]](?=https?://)", re.IGNORECASE)
"""The character before a second URL that is glued to the first; after a slash or a symbol, the second is part of the first."""

_WRAPPED = deferred(r"https?://urldefense\.[a-z.]{2,16}/v3/__", re.IGNORECASE)
"""The start of a mail filter's URL that wraps another URL: ``https://urldefense.com/v3/__``."""

_IDENTIFIER = re.compile(r"[.,;:(\[]{1,3}(?:(?:doi|pmid):|10\.\d{4,9}/)", re.IGNORECASE)
"""Punctuation and the start of an identifier: ``,doi:``, ``.10.1016/``."""

_UNSPACED = sorted(filter(is_unspaced, words(Term.ACCESSED, Term.ACCESSED_BEHIND, Term.AVAILABLE)))
_GLUED_WORD = deferred(
    rf"(?:(?<=[A-Za-z0-9/])(?<!/wiki/)(?<!/w/)(?:{'|'.join(sorted(words(Term.ADDRESS_ENDING)))})+(?:{'|'.join(_UNSPACED)})?"
    rf"|(?<=[A-Za-z0-9])(?:{'|'.join(_UNSPACED)}))(?=(?:19|20)\d\d(?!\d)|\W*$)"
)
"""A particle, or a word that introduces the date of access, glued to a URL, at its end or before a year: ``a/7에서``,
``a/7より2021年``, ``a.do검색``. Letters or digits after it make it part of the URL, and it may be the name of a wiki page:
``wiki/C言語``, ``wiki/Bの7``, ``wiki/は``."""

_GLUED_TO_HOST = deferred(
    rf"(?:[\w-]+\.)+[a-z]{{2,18}}(?=[{EAST_ASIAN}][^./]*\.?$)"
    rf"|\S*?\w{EXTENSION}(?=[{EAST_ASIAN}][^/=&]*$)(?!\S*{EXTENSION}\W*$)",
    re.IGNORECASE,
)
"""The end of a host name, or of a file name, before East Asian letters only: ``example.kr에서``, ``a.html上``."""

_GLUED_SENTENCE = deferred(rf"(?i:{EXTENSION})(?=[.,;][A-Z][a-z]{{1,20}}\Z)")
"""The end of a file name to which the next sentence is glued: ``page.htm.This``."""

_BEYOND = 3
"""How much of the text after a piece is examined, in code points."""

_SENTENCE = ".,;:!?'’*"
"""Punctuation that ends a sentence or a clause, and note marks."""

_BESIDE = re.compile(r"[(\[{<\"'“‘]?\s?(?P<words>(?:[^\W\d_]{2,16}[\s:]{0,3}){0,4})[(\[{<\"'“‘]?\s?")
"""Text that may precede a URL that stands alone: ``Available at:``, ``<``."""

_REACH = 80
"""How much text there may be on either side of a URL that stands alone, in code points."""


def spans(text: str) -> Iterator[Span]:
    """Yield the spans of possible URLs, in the order printed, without overlap."""
    at = 0
    for start, end in _starts(text):
        if start >= at:
            at = _reach(text, start, end)
            if at > end or "." in text[start:at]:
                yield Span(start, at)


def _starts(text: str) -> list[tuple[int, int]]:
    """Return where URLs may start, each with the end of its scheme."""
    lowered = text.lower()
    found = []
    if "/" in text or "\\" in text or "／" in text or "www" in lowered:
        found += [start for scheme in _SCHEME.finditer(text) if (start := _scheme(text, scheme)) is not None]
    if "www" in lowered:
        found += [host.span() for host in _WWW.finditer(text)]
    for domain in _DOMAIN.finditer(text):
        nearest = max(domain.start() - _LONGEST_HOST, text.rfind(" ", 0, domain.start()), 0)
        name = _NAME_OF_HOST.search(text, nearest, domain.start())
        if name and (_is_announced(text, name.start()) or _is_page(text, name.start(), domain.start())):
            found.append((name.start(), name.start()))
    return sorted(found)


def _is_page(text: str, start: int, end: int) -> bool:
    """Return whether a host without an announcement is a separate word before a path: ``clinicaltrials.gov/show/7``."""
    return not text[start - 1 : start].strip(" \n([<") and _PAGE.match(text, end) is not None


def _is_announced(text: str, start: int) -> bool:
    """Return whether words that announce a URL precede ``start``: ``Available at:``, ``Disponible en``, ``URL:``."""
    is_apart = text[start - 1 : start] == ":" or text[start - 1 : start].isspace()
    found = _ANNOUNCEMENT.search(text, max(start - _LONGEST_ANNOUNCEMENT, 0), start) if is_apart else None
    if found is None:
        return False
    word, lead = found["word"], found["lead"] or ""
    if "url" in (word.lower(), lead.lower()):
        return True
    return lead.lower() in words(Term.AT, Term.ADDRESS) and (announces(word) or means_access(word))


def _scheme(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Return where the scheme starts and ends, if it is one: correct anywhere, or misspelt and not within a word."""
    name = _NAME.search(found[1])
    if name is None:
        return None
    start = found.start() + name.start()
    if name[0].lower() not in ("http", "https") and text[start - 1 : start].isalpha():
        return None
    return start, found.end()


def _reach(text: str, start: int, suffix: int) -> int:
    """Return where the URL ends that begins at ``start`` and whose host begins at ``suffix``."""
    beginning = spaced_host_end(text, suffix) if text[suffix - 1 : suffix] == "/" else suffix
    token = _TOKEN.match(text, beginning, beginning + MAX_LENGTH)
    end = token.end() if token else beginning
    for _ in range(_MAX_GAPS):
        gap = GAP.match(text, end)
        tail = _TOKEN.match(text, gap.end(), gap.end() + MAX_LENGTH) if gap else None
        if gap is None or tail is None:
            break
        if not continues(text[start:end], gap[0], tail[0], text[tail.end() : tail.end() + _BEYOND]):
            end = file_name_end(text, start, end) or end
            break
        end = tail.end()
    piece = before_link_mark(text[start:end])
    piece = piece[: _glued_at(piece, suffix - start)]
    piece = before_closing(text, start, piece).rstrip(WIDE_STOP)
    bare = piece.rstrip(_SENTENCE)
    is_own = bare == piece or _stands_alone(text, start, start + len(piece))
    return start + len(piece if is_own else bare)


def _glued_at(piece: str, host: int) -> int:
    """Return where another URL, identifier or word is glued to the URL whose host starts at ``host``; else the piece's end."""
    ends = [len(piece)]
    if "://" in piece[host:] and not _WRAPPED.match(piece):
        ends += [found.end() for found in _SECOND_ADDRESS.finditer(piece, host)]
    if "10." in piece or "doi:" in piece or "pmid:" in piece:
        ends += [found.start() for found in _IDENTIFIER.finditer(piece, host)]
    last = max(map(piece.rfind, ".,;"))
    if piece[last + 1 :].istitle() and (sentence := _GLUED_SENTENCE.search(piece, host)):
        ends.append(sentence.end())
    if not piece.isascii():
        ends += [found.start() for found in _GLUED_WORD.finditer(piece, host)]
        ends += [found.end() for found in (_GLUED_TO_HOST.match(piece, host),) if found]
    return min(ends)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether there is nothing but a label beside the URL, so that no sentence ends with it."""
    if start > _REACH or len(text) - end > _REACH or text[end:].strip(CLOSING):
        return False
    beside = _BESIDE.fullmatch(text[:start].strip())
    return beside is not None and all(_is_label(word) for word in LETTERS.findall(beside["words"]))


def _is_label(word: str) -> bool:
    return word.lower() in words(Term.AT, Term.ADDRESS, Term.SEE) or announces(word) or means_access(word)
