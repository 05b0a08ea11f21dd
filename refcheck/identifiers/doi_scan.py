"""Where DOIs are in a text, and how far each reaches, however they are mangled."""

import re
from collections.abc import Iterator
from itertools import pairwise

from refcheck.identifiers.boundaries import doubled_at, other_identifier_at
from refcheck.identifiers.characters import CLOSERS, INVISIBLE, SLASHES, unmatched
from refcheck.identifiers.registrants import REGISTRANTS
from refcheck.identifiers.spaces import continues
from refcheck.model import Span

MAX_LENGTH = 512
"""The longest text that is read as one DOI, in code points; the longest DOIs in use have some 250."""

_SHORT_SUFFIX = 4
"""A suffix that is not longer proves nothing."""

_MAX_GAPS = 8
"""White spaces closed within one DOI."""

_LABEL_REACH = 120
"""How far back a label or a resolver's address is looked for, in code points."""

_SCHEME_REACH = 24
"""How far before its "doi" a label or a resolver's address may begin, in code points."""

_BRACKET_REACH = 200
"""How far back an opening bracket is looked for, in code points."""

_VOID = rf"[\s{INVISIBLE}]{{0,3}}"
"""White space and marks that do not print, as a part of other patterns."""

_START = re.compile(
    rf"10(?:\.10)?{_VOID}[.,:;·․．]{{1,2}}{_VOID}"
    rf"(\d{{4,9}})(?:\.\d{{1,9}}){{0,3}}{_VOID}"
    rf"(?:/|\\|[{SLASHES}]|%(?:25)?2[Ff]|&#(?:47|x2[Ff]);)",
    re.ASCII,
)
"""A prefix and its slash, clean or mangled: ``10.1016/``, ``10 .1109 /``, ``10,1038/``, ``10.2307%2F``."""

_CLEAN = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,3}/", re.ASCII)
"""A prefix and its slash as they should be: ``10.1016/``."""

_WIDE = re.compile(r"[1１][0０][.．][0-9０-９]{4,9}[/／]")
"""A prefix and its slash, some of it in full-width forms: ``10.１０１６／``."""

_ISBN_A = re.compile(r"10\.97[89]\.\d{2,8}/\d{1,7}(?!\d)", re.ASCII)
"""An actionable ISBN: ``10.978.86123/45678``."""

_LABEL_WORD = re.compile(
    r"(?:\b(?:info|urn)\s?[:/]\s?)?\bdoi(?:\s?(?:number|code|link|nr|no|id))?[\s.:=,;/-]{0,5}$", re.IGNORECASE
)
"""A label at the end of a text: ``DOI:``, ``info:doi/``, ``doi.:``."""

_RESOLVER = re.compile(
    r"(?:(?:https?|\b[a-z]{2,6})\s?:\s?(?:/\s?){0,3})?(?:www\.)?\b(?:dx\s?\.\s?)?doi\s?[.-]\s?[a-z][\w.-]{1,60}(?::\d{2,5})?\s?(?:/\s?){1,3}$",
    re.IGNORECASE,
)
"""A resolver's address at the end of a text: ``https://dx.doi.org/``, ``doi-org.proxy.lib.edu/``."""

_LABELLED_NUMBER = re.compile(
    r"(?:\bdoi\s?(?:[.:=]\s?){1,2}|doi\.org/)((?:1?0?\.)?\d{4,5}/|[1lI][0Oo]\.[\dlIOo]{4,5}/)(?=\w)", re.IGNORECASE
)
"""A label and a number without its ``10.``, or with letters in it: ``doi:1016/j``, ``doi: lO.1016/j``."""

_SHORT = re.compile(
    r"(doi\.org/(?!(?:about|contact|handbook|help|index|news)\b)(?:10/)?|(?<![\w./-])10/)[a-z0-9]{3,8}(?![\w/:-]|\.\w)",
    re.ASCII,
)
"""A short DOI, with the beginning of its own in a group: ``doi.org/d8dn``, ``10/aabbe``."""

_TOKEN = re.compile(r"(?:[^\s“”«»„。、，；：（）《》【】「」<]|<(?!/))+")
"""Characters up to white space, a typographic quotation mark, East Asian punctuation or a closing tag."""

_GAP = re.compile(r"\s{1,40}")
"""White space, of bounded length."""

_SENTENCE = ".,;:!?'’–—"
"""Punctuation that ends a sentence or a clause."""

_BEHIND = " \t\r\n.,;)]}>\"'”’»"
"""What may stand behind a DOI without being text."""

_BEHIND_REACH = 40
"""How much of that, in code points."""

_OPENERS = "([{<\"'“‘/ \t\r\n"
"""What may stand before a label."""


def spans(text: str) -> Iterator[Span]:
    """The spans of what may be DOIs, in the order printed, without overlap; each begins at the DOI's own first character."""
    at = 0
    for (start, suffix), (following, _) in pairwise([*_starts(text), (len(text), len(text))]):
        before_next = text[suffix : min(following, suffix + MAX_LENGTH)]
        if start < at or (suffix < following and not _has_letter_or_digit(before_next)):
            continue
        at = _reach(text, start, suffix)
        if _has_letter_or_digit(text[suffix:at]):
            yield Span(start, at)


def label_start(text: str, start: int) -> int:
    """Where the label or the resolver's address right before ``start`` begins; ``start`` where there is none."""
    while True:
        before = text[max(0, start - _LABEL_REACH) : start]
        word = max(before.rfind("doi"), before.rfind("DOI"), before.rfind("Doi"))
        near = before[max(0, word - _SCHEME_REACH) :]
        found = (_RESOLVER.search(near) or _LABEL_WORD.search(near)) if word >= 0 else None
        if found is None:
            return start
        start -= len(near) - found.start()


def is_whole(text: str) -> bool:
    """Whether a text by itself is read as one DOI, from its first character to its last."""
    return next(spans(text), None) == Span(0, len(text))


def _starts(text: str) -> list[tuple[int, int]]:
    """Where DOIs may begin, with the place where their suffix does."""
    found = [start.span() for start in _START.finditer(text) if _is_evident(text, start)] if "10" in text else []
    if "10.97" in text:
        found += [(start.start(), text.index("/", start.start()) + 1) for start in _ISBN_A.finditer(text)]
    if text.lower().count("doi") > len(found):
        found += [number.span(1) for number in _LABELLED_NUMBER.finditer(text) if not _CLEAN.match(number[1])]
    if "10/" in text or "doi.org/" in text:
        found += [short.span(1) for short in _SHORT.finditer(text) if short[1] != "10/" or _is_alone(text, short)]
    if "\uff11" in text or "\uff10" in text or "\uff0f" in text:
        found += [start.span() for start in _WIDE.finditer(text)]
    return sorted(set(found))


def _is_alone(text: str, found: re.Match[str]) -> bool:
    """Whether a DOI stands behind a label, or by itself."""
    return label_start(text, found.start()) < found.start() or _stands_alone(text, found.start(), found.end())


def _has_letter_or_digit(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_evident(text: str, found: re.Match[str]) -> bool:
    """Whether a prefix is one: it is clean, or labelled, or that of a well-known registrant, or all there is."""
    start = found.start()
    if start and text[start - 1].isdigit():
        return False
    if _CLEAN.fullmatch(found[0]) or label_start(text, start) < start:
        return True
    token = _TOKEN.match(text, found.end(), found.end() + MAX_LENGTH)
    if token is None:
        return False
    is_long = len(token[0]) > _SHORT_SUFFIX and any(map(str.isdigit, token[0]))
    return (is_long and f"10.{found[1]}" in REGISTRANTS) or _stands_alone(text, start, token.end())


def _reach(text: str, start: int, suffix: int) -> int:
    """Where the DOI ends that begins at ``start`` and whose suffix begins at ``suffix``."""
    token = _TOKEN.match(text, suffix, suffix + MAX_LENGTH)
    end = token.end() if token else suffix
    for _ in range(_MAX_GAPS):
        gap = _GAP.match(text, end)
        tail = _TOKEN.match(text, gap.end(), gap.end() + MAX_LENGTH) if gap else None
        if gap is None or tail is None or not continues(text[start:end], gap[0], tail[0]):
            break
        end = tail.end()
    piece = text[start:end]
    if doubled_at(piece) is None and (other := other_identifier_at(piece)) is not None:
        piece = piece[:other]
    piece = _before_closing(text, start, piece)
    if not _stands_alone(text, start, start + len(piece)) and not piece.endswith("..."):
        piece = piece.rstrip(_SENTENCE)
    return start + len(piece)


def _before_closing(text: str, start: int, piece: str) -> str:
    """The piece up to the bracket or quotation mark that closes what was opened before it."""
    before = text[max(0, start - _BRACKET_REACH) : start]
    if '"' in piece and before.count('"') % 2:
        piece = piece[: piece.index('"')]
    for at in unmatched(piece):
        closer = piece[at]
        if closer in CLOSERS and before.count(CLOSERS[closer]) > before.count(closer):
            return piece[:at]
    return piece


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but a label stands beside the DOI, so that no sentence ends with it."""
    if start > _LABEL_REACH or len(text) - end > _BEHIND_REACH or text[end:].strip(_BEHIND):
        return False
    return not text[: label_start(text, start)].strip(_OPENERS)
