"""Find addresses of the web in a text, and how far each reaches."""

import re
from collections.abc import Iterator

from refcheck.identifiers.scanning.characters import CLOSING, WIDE_STOP, before_closing, before_link_mark
from refcheck.identifiers.scanning.url_spaces import EXTENSION, continues, file_name_end, spaced_host_end
from refcheck.lexicon import Term, announces, tells_access, words
from refcheck.lexicon.patterns import is_unspaced
from refcheck.model import Span
from refcheck.text.deferred import deferred
from refcheck.text.scripts import EAST_ASIAN

MAX_LENGTH = 2048
"""The longest text that is read as one address, in code points."""

_MAX_GAPS = 8
"""White spaces closed within one address."""

_SCHEME = re.compile(
    r"([HhTtXxFf][HhTtXxPpSs]{1,6})(?:\s?[:;：]{1,2}\s?[/\\⁄∕／](?:\s?[/\\⁄∕／]){0,3}|//:?|:(?=www\.))"
)
"""What may be a scheme and its marks: ``https://``, ``http : //``, ``htp:/``, ``hxxp://``, ``http//``."""

_NAME = re.compile(r"https?$|^(?:h{0,2}[tx]{1,4}p{1,3}s{0,2}|h[tp]{2,3}s?|ftp)$", re.IGNORECASE)
"""The name of a scheme, right at the end of other letters, or misspelt: ``URLhttp``, ``htp``, ``hxxp``."""

_WWW = re.compile(r"(?<![\w@./-])www\s?[.,]\s?(?=[a-z0-9])", re.IGNORECASE)
"""The beginning of a host, not within an address: ``www.``, ``www .``."""

_DOMAIN = re.compile(r"\.[a-z]{2,18}(?=[/?\s.,;)]|$)", re.IGNORECASE)
"""What a host's name ends with: ``.org``."""

_PAGE = deferred(
    r"(?:\.(?:com|edu|eu|gov|info|int|net|org)|(?<=\.(?:ac|co))\.[a-z]{2}|(?<=\.(?:com|edu|gov|org))\.[a-z]{2})"
    r"/(?=[^\s/]*(?:\d|/\w))"
)
"""The end of a host's name and a path with a figure or another slash in it, as no sentence has: ``.gov/show/7``."""

_NAME_OF_HOST = re.compile(r"(?<![\w.@/-])(?:[a-z0-9][a-z0-9-]{0,62}\.){0,3}[a-z0-9][a-z0-9-]{0,62}\Z", re.IGNORECASE)
"""The rest of a host's name, before its last period: ``www.example``."""

_LONGEST_HOST = 140
"""How long a host without a scheme is at most, in code points."""

_ANNOUNCEMENT = re.compile(
    r"(?P<word>[^\W\d_]{2,16})(?:\s(?P<lead>[^\W\d_]{2,16}))?\s{0,2}:?\s{0,2}(?:https?\s)?\Z", re.IGNORECASE
)
"""One or two words before an address: ``Available at: ``, ``URL ``."""

_LONGEST_ANNOUNCEMENT = 44

_TOKEN = re.compile(r"[^\s“”«»„<>\"。，、；：（）《》【】「」]+")
"""Characters up to white space, a quotation mark, an angle bracket or East Asian punctuation."""

_SECOND_ADDRESS = re.compile(r"[\w.,;)\]](?=https?://)", re.IGNORECASE)
"""The character before another address that is glued to one; behind a slash or a sign it belongs to it."""

_MARKED = deferred(r"https?://urldefense\.[a-z.]{2,16}/v3/__", re.IGNORECASE)
"""Where a mail program has put an address into its own: ``https://urldefense.com/v3/__``."""

_IDENTIFIER = re.compile(r"[.,;:(\[]{1,3}(?:(?:doi|pmid):|10\.\d{4,9}/)", re.IGNORECASE)
"""Punctuation and the beginning of an identifier: ``,doi:``, ``.10.1016/``."""

_UNSPACED = sorted(filter(is_unspaced, words(Term.ACCESSED, Term.ACCESSED_BEHIND, Term.AVAILABLE)))
_GLUED_WORD = deferred(
    rf"(?:(?<=[A-Za-z0-9/])(?<!/wiki/)(?<!/w/)(?:{'|'.join(sorted(words(Term.ADDRESS_ENDING)))})+(?:{'|'.join(_UNSPACED)})?"
    rf"|(?<=[A-Za-z0-9])(?:{'|'.join(_UNSPACED)}))(?=(?:19|20)\d\d(?!\d)|\W*$)"
)
"""A particle, or a word that says when a page was looked at, glued to an address, at its end or before a year: ``a/7에서``,
``a/7より2021年``, ``a.do검색``. More letters or figures belong to the address, and a wiki's page may have no other name:
``wiki/C言語``, ``wiki/Bの7``, ``wiki/は``."""

_GLUED_TO_HOST = deferred(
    rf"(?:[\w-]+\.)+[a-z]{{2,18}}(?=[{EAST_ASIAN}][^./]*\.?$)"
    rf"|\S*?\w{EXTENSION}(?=[{EAST_ASIAN}][^/=&]*$)(?!\S*{EXTENSION}\W*$)",
    re.IGNORECASE,
)
"""The end of a host's name, or of a file's, before other letters alone: ``example.kr에서``, ``a.html上``."""

_GAP = re.compile(r"\s{1,40}")
"""White space, of bounded length."""

_BEYOND = 3
"""How much of what stands behind a piece is looked at, in code points."""

_SENTENCE = ".,;:!?'’*"
"""Punctuation that ends a sentence or a clause, and marks of a note."""

_BESIDE = re.compile(r"[(\[{<\"'“‘]?\s?(?P<words>(?:[^\W\d_]{2,16}[\s:]{0,3}){0,4})[(\[{<\"'“‘]?\s?")
"""What may stand before an address that stands by itself: ``Available at:``, ``<``."""

_REACH = 80
"""How far on either side of an address that stands by itself the text may reach, in code points."""


def spans(text: str) -> Iterator[Span]:
    """Yield the spans of what may be addresses, in the order printed, without overlap."""
    at = 0
    for start, end in _starts(text):
        if start >= at:
            at = _reach(text, start, end)
            if at > end or "." in text[start:at]:
                yield Span(start, at)


def _starts(text: str) -> list[tuple[int, int]]:
    """Return where addresses may begin, with the end of the scheme."""
    lowered = text.lower()
    found = []
    if "/" in text or "\\" in text or "／" in text or "www" in lowered:
        found += [start for scheme in _SCHEME.finditer(text) if (start := _scheme(text, scheme)) is not None]
    if "www" in lowered:
        found += [host.span() for host in _WWW.finditer(text)]
    for domain in _DOMAIN.finditer(text):
        name = _NAME_OF_HOST.search(text, max(domain.start() - _LONGEST_HOST, 0), domain.start())
        if name and (_is_announced(text, name.start()) or _is_page(text, name.start(), domain.start())):
            found.append((name.start(), name.start()))
    return sorted(found)


def _is_page(text: str, start: int, end: int) -> bool:
    """Return whether a host that nothing announces stands by itself before a path: ``clinicaltrials.gov/show/7``."""
    return not text[start - 1 : start].strip(" \n([<") and _PAGE.match(text, end) is not None


def _is_announced(text: str, start: int) -> bool:
    """Return whether words that announce an address stand before ``start``: ``Available at:``, ``Disponible en``, ``URL:``."""
    found = _ANNOUNCEMENT.search(text, max(start - _LONGEST_ANNOUNCEMENT, 0), start)
    if found is None:
        return False
    word, lead = found["word"], found["lead"] or ""
    if "url" in (word.lower(), lead.lower()):
        return True
    return lead.lower() in words(Term.AT, Term.ADDRESS) and (announces(word) or tells_access(word))


def _scheme(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Return where the scheme begins and ends, if it is one: right in any place, or misspelt and not within a word."""
    name = _NAME.search(found[1])
    if name is None:
        return None
    start = found.start() + name.start()
    if name[0].lower() not in ("http", "https") and text[start - 1 : start].isalpha():
        return None
    return start, found.end()


def _reach(text: str, start: int, suffix: int) -> int:
    """Return where the address ends that begins at ``start`` and whose host begins at ``suffix``."""
    beginning = spaced_host_end(text, suffix) if text[suffix - 1 : suffix] == "/" else suffix
    token = _TOKEN.match(text, beginning, beginning + MAX_LENGTH)
    end = token.end() if token else beginning
    for _ in range(_MAX_GAPS):
        gap = _GAP.match(text, end)
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
    if not _stands_alone(text, start, start + len(piece)):
        piece = piece.rstrip(_SENTENCE)
    return start + len(piece)


def _glued_at(piece: str, host: int) -> int:
    """Return where another address, identifier or word is glued to the one whose host begins at ``host``, else the piece's end."""
    ends = [len(piece)]
    if "://" in piece[host:] and not _MARKED.match(piece):
        ends += [found.end() for found in _SECOND_ADDRESS.finditer(piece, host)]
    if "10." in piece or "doi:" in piece or "pmid:" in piece:
        ends += [found.start() for found in _IDENTIFIER.finditer(piece, host)]
    if not piece.isascii():
        ends += [found.start() for found in _GLUED_WORD.finditer(piece, host)]
        ends += [found.end() for found in (_GLUED_TO_HOST.match(piece, host),) if found]
    return min(ends)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether nothing but a label stands beside the address, so that no sentence ends with it."""
    if start > _REACH or len(text) - end > _REACH or text[end:].strip(CLOSING):
        return False
    beside = _BESIDE.fullmatch(text[:start].strip())
    return beside is not None and all(_is_label(word) for word in re.findall(r"[^\W\d_]+", beside["words"]))


def _is_label(word: str) -> bool:
    return word.lower() in words(Term.AT, Term.ADDRESS, Term.SEE) or announces(word) or tells_access(word)
