"""Find where DOIs may start in a text, clean or mangled, and the label before a DOI."""

import re

from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.identifiers.scanning.characters import CLOSING, INVISIBLE, SLASHES
from refcheck.text.deferred import deferred

_LABEL_REACH = 120
"""How far back a label or a resolver's URL is searched, in code points."""

_SCHEME_REACH = 24
"""How far before its "doi" a label or a resolver's URL may start, in code points."""

_LABEL_WORD = re.compile(
    r"(?:\b(?:info|urn)\s?[:/]\s?)?\bdoi(?:\s?(?:number|code|link|nr|no|id))?[\s.:=,;/-]{0,5}$", re.IGNORECASE
)
"""A label at the end of a text: ``DOI:``, ``info:doi/``, ``doi.:``."""

_RESOLVER = re.compile(
    r"(?:(?:https?|\b[a-z]{2,6})\s?:\s?(?:/\s?){0,3})?(?:www\.)?\b(?:dx\s?[.-]\s?)?doi\s?[.-]\s?[a-z][\w.-]{1,60}(?::\d{2,5})?\s?(?:/\s?){1,3}$",
    re.IGNORECASE,
)
"""A resolver's URL at the end of a text: ``https://dx.doi.org/``, ``doi-org.proxy.lib.edu/``."""

_DETOUR = re.compile(
    r"https?://(?:[\w.-]{1,60}(?::\d{2,5})?(?:/login|/redirector/[\w.-]{1,40})\?q?url=(?:https?%3A%2F%2F(?:dx\.)?doi\.org%2F)?"
    r"|(?:www\.)?sci-hub\.[a-z.]{2,6}/|api\.crossref\.org/(?:v1/)?works/)$",
    re.IGNORECASE,
)
"""The URL of a library's proxy, a copy of Sci-Hub or Crossref's API before a DOI or the resolver's URL, at the end of a text:
``https://proxy.lib.edu/login?url=``, ``https://api.crossref.org/works/``."""

_AFTER_REACH = 40
"""How many characters that are not text may follow a DOI, in code points."""

_OPENERS = "([{<\"'“‘/ \t\r\n"
"""Characters that may precede a label."""


def label_start(text: str, start: int) -> int:
    """Return where the label or the resolver's URL immediately before ``start`` begins; ``start`` where there is none."""
    while True:
        before = text[max(0, start - _LABEL_REACH) : start]
        word = max(before.rfind("doi"), before.rfind("DOI"), before.rfind("Doi"))
        near = before[max(0, word - _SCHEME_REACH) :]
        found = (_RESOLVER.search(near) or _LABEL_WORD.search(near)) if word >= 0 else None
        found = found or _DETOUR.search(before)
        if found is None:
            return start
        start -= len(found.string) - found.start()


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether there is nothing but a label beside the DOI, so that no sentence ends with it."""
    if start > _LABEL_REACH or len(text) - end > _AFTER_REACH or text[end:].strip(CLOSING):
        return False
    return not text[: label_start(text, start)].strip(_OPENERS)


MAX_LENGTH = 512
"""The longest text that is read as one DOI, in code points; the longest DOIs in use have some 250."""

_SHORT_SUFFIX = 4
"""Greatest length of a suffix that is no evidence of a DOI."""

_VOID = rf"(?:[\s{INVISIBLE}]{{0,3}}|\s{{4,60}})"
"""White space and characters that do not print, as a part of other patterns; a run of white space counts as one blank: the end of a
line with the indent of the next."""

_START = re.compile(
    rf"10(?:\.10)?{_VOID}[.,:;·․．]{{1,2}}{_VOID}"
    rf"(\d{{4,9}})(?:\.\d{{1,9}}){{0,3}}{_VOID}"
    rf"(?:/|\\|[{SLASHES}]|%(?:25)?2[Ff]|&#(?:47|x2[Ff]);)",
    re.ASCII,
)
"""A prefix and its slash, clean or mangled: ``10.1016/``, ``10 .1109 /``, ``10,1038/``, ``10.2307%2F``."""

_AFTER_PREFIX = ("/", "\\", "%2", "&#")
"""Forms of the slash after the prefix, one of which an ASCII text with a DOI contains."""

_GAP = re.compile(r"\s{1,3}")
"""White space after the slash: ``10.1016/ j``."""

_BROKEN = re.compile(r"10\.\d{1,8}(?:\.\d{0,8})?\s{1,60}\d{1,8}/", re.ASCII)
"""A prefix with white space in the registrant's number: ``10.10 16/``."""

_CLEAN = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,3}/", re.ASCII)
"""A prefix and its slash as they should be: ``10.1016/``."""

_WIDE = re.compile(r"[1１][0０][.．][0-9０-９]{4,9}[/／]")
"""A prefix and its slash, partly in fullwidth forms: ``10.１０１６／``."""

_ARABIC = deferred(r"[١۱][٠۰]\s?[.٫]\s?[٠-٩۰-۹]{4,9}\s?/")
"""A prefix and its slash in Arabic-Indic or Persian digits: ``١٠.٥٥٥٥/``."""

_ISBN_A = re.compile(r"10\.97[89]\.\d{2,8}/\d{1,7}(?!\d)", re.ASCII)
"""An actionable ISBN: ``10.978.86123/45678``."""

_LABELLED_NUMBER = re.compile(
    r"(?:\bdoi\s?(?:[.:=]\s?){1,2}|doi\.org/)((?:1?0?\.)?\d{4,5}/|[1lI][0Oo]\.[\dlIOo]{4,5}/)(?=[\w(\[/])",
    re.IGNORECASE,
)
"""A label and a number without its ``10.``, or with letters in it: ``doi:1016/j``, ``doi: lO.1016/j``."""

_SHORT = re.compile(
    r"(?:doi\.org/(?!(?:about|contact|demos|faq|handbook|help|index|members|news|overview|topics)\b)(?P<resolved>(?:10/)?[a-z0-9]{3,8})"
    r"|(?<![\w./-])(?P<bare>10/[a-z0-9]{3,8}))(?![\w/:-]|\.\w)",
    re.ASCII,
)
"""A short DOI, after the resolver with or without its ``10/``: ``doi.org/d8dn``, ``10/aabbe``."""

_SHORT_IN_TEXT = re.compile(r"10/(?=[a-z]+\d|[a-z]{4})[a-z0-9]{4,8}", re.ASCII)
"""A short DOI that is recognised without a label: ``10/gfx2dm``; ``10/2015`` is a date, and ``10/abc`` is not recognised."""

TOKEN = re.compile(
    r"(?:â€[“”]|<(?P<tag>b|em|i|italic|strong|sub|sup|u)>[^\s<>]{0,60}</(?P=tag)>|[^\s“”«»„。、，；：（）《》【】「」<]|<(?!/))+",
    re.IGNORECASE,
)
"""Characters up to white space, a typographic quotation mark (unless it is the end of a dash as mojibake), East Asian
punctuation or a closing tag, unless its element is within: ``a<em>b</em>c``."""


def starts(text: str) -> list[tuple[int, int]]:
    """Return where DOIs may start, each with the start of its suffix."""
    if text.isascii() and not any(map(text.__contains__, _AFTER_PREFIX)):
        return []
    found = [start.span() for start in _START.finditer(text) if _is_evident(text, start)] if "10" in text else []
    if "10.97" in text:
        found += [(start.start(), text.index("/", start.start()) + 1) for start in _ISBN_A.finditer(text)]
    if text.lower().count("doi") > len(found):
        found += [number.span(1) for number in _LABELLED_NUMBER.finditer(text) if not _CLEAN.match(number[1])]
    if "10/" in text or "doi.org/" in text:
        found += [_short(short) for short in _SHORT.finditer(text) if short["resolved"] or _is_short(text, short)]
    if "\uff11" in text or "\uff10" in text or "\uff0f" in text:
        found += [start.span() for start in _WIDE.finditer(text)]
    if "\u0661" in text or "\u06f1" in text:
        found += [start.span() for start in _ARABIC.finditer(text) if _is_alone(text, start)]
    if "10." in text:
        found += [start.span() for start in _BROKEN.finditer(text) if label_start(text, start.start()) < start.start()]
    return sorted(set(found))


def _is_evident(text: str, found: re.Match[str]) -> bool:
    """Return whether a possible prefix is one: it is clean, labelled, that of a well-known registrant, or stands alone."""
    start = found.start()
    if start and text[start - 1].isdigit():
        return False
    if _CLEAN.fullmatch(found[0]) or label_start(text, start) < start:
        return True
    gap = _GAP.match(text, found.end())
    token = TOKEN.match(text, gap.end() if gap else found.end(), found.end() + MAX_LENGTH)
    if token is None:
        return False
    is_long = len(token[0]) > _SHORT_SUFFIX and any(map(str.isdigit, token[0]))
    return (is_long and f"10.{found[1]}" in REGISTRANTS) or stands_alone(text, start, token.end())


def _short(found: re.Match[str]) -> tuple[int, int]:
    """Return where a short DOI and its suffix start."""
    own = found.lastgroup or ""
    return found.start(own), found.start(own) + (len("10/") if found[own].startswith("10/") else 0)


def _is_short(text: str, found: re.Match[str]) -> bool:
    """Return whether a text without the resolver is a short DOI: it looks like one, has a label, or stands alone."""
    return _SHORT_IN_TEXT.fullmatch(found["bare"]) is not None or _is_alone(text, found)


def _is_alone(text: str, found: re.Match[str]) -> bool:
    """Return whether a DOI follows a label, or stands alone."""
    return label_start(text, found.start()) < found.start() or stands_alone(text, found.start(), found.end())
