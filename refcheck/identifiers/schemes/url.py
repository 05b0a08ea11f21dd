"""URL (Uniform Resource Locator): the address of a page or file on the web.

Source: RFC 3986 and RFC 3987; the WHATWG URL Standard.

>>> validate("https://www.example.org/a/31051495.htm")
'https://www.example.org/a/31051495.htm'
>>> is_valid("https://")
False
>>> format("HTTP://Example.org/a b")
'http://example.org/a%20b'
"""

import re

from yarl import URL

from refcheck.identifiers.identifying import Kind, identify
from refcheck.identifiers.mending import Change, Edit, made
from refcheck.identifiers.scanning import url_scan
from refcheck.identifiers.schemes import verbs
from refcheck.lexicon import means_access
from refcheck.model import Candidate, Identifier, Safety, Scheme, Span
from refcheck.text.deferred import deferred

_SCHEMES = ("http", "https", "ftp")

_HOST = re.compile(r"(?=.*\w)[\w.-]+|[0-9a-f:.]+", re.IGNORECASE)
"""A host: ``www.example.org``, ``127.0.0.1``, ``::1``."""

_CUT_HOST = re.compile(r"(?:https?|ftp)://(?:(?!localhost)[\w-]+|www\.[\w-]+|[\w.-]*-)[./]*", re.IGNORECASE)
"""A URL of whose host only a part is printed, or left: ``https://www``, ``https://www.exam``, ``http://exam-``. It leads to no
page, or to a page of another host."""

_SOUND = re.compile(
    r"https?://(?!.*(?:archive|arquivo|webcit|proxy|oclc|remotexs)|.*/.*\.(?:[a-z]{6}|(?:html?|pdf)[a-z]))"
    r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[a-z0-9_~-]+(?:\.[a-z0-9_~-]+)*)*/?",
    re.IGNORECASE,
)
"""A URL of the simplest form, which certainly needs no repair: ``https://www.example.org/a/31051495.htm``."""


_SPACED = deferred(
    r"https?://(?=\S+\.)[^\s/]+/\S*[^\s,;.)\]](?: (?!https?:|www\.|doi\b)(?=[^\s]*[^\W\d_])[\w.%~+&=#'’/-]+)+",
    re.IGNORECASE,
)
"""A URL with a path and spaces, and no text, which is in brackets or after punctuation: ``https://example.org/a page.pdf``."""

_FOR_MARK = "the space may replace a lost character, or none"


def compact(number: str) -> str:
    """Return the URL without white space and angle brackets around it."""
    return number.strip().removeprefix("<").removesuffix(">").strip()


def format(number: str) -> str:  # noqa: A001  python-stdnum's verb
    """Return the URL as it is sent in a request: scheme and host in lower case, percent-encoded where necessary."""
    return str(URL(compact(number)))


def _is_bare(number: str) -> bool:
    try:
        url = URL(number)
    except ValueError:
        return False
    has_space = any(map(str.isspace, number))
    return url.scheme in _SCHEMES and _HOST.fullmatch(url.raw_host or "") is not None and not has_space


validate, is_valid = verbs(compact, _is_bare)

_KIND = Kind(
    scheme=Scheme.URL,
    is_valid=_is_bare,
    is_sound=lambda number: _SOUND.fullmatch(number) is not None,
    spans=url_scan.spans,
)


def find(text: str) -> tuple[Identifier, ...]:
    """Return the URLs in a text, in the order printed; repaired, with their other readings; none with a truncated host."""
    return tuple(each for each in identify(text, url_scan.spans(text), _KIND) if not _CUT_HOST.fullmatch(each.value))


def whole(text: str) -> Identifier | None:
    """Return the URL that a whole text with spaces in it is, each of them written ``%20``; ``None`` if it is any other text.

    >>> whole("https://www.example.org/a page.pdf").value, whole("https://www.example.org/a accessed 5 May")
    ('https://www.example.org/a%20page.pdf', None)
    """
    _, *words = text.split(" ")
    if not words or _SPACED.fullmatch(text) is None or any(map(means_access, words)):
        return None
    gaps = [at for at, character in enumerate(text) if character == " "]
    spaced, cut = (
        made(text, Change(edits=edits, why=why, safety=Safety.UNSAFE), lambda *_, code=code: code)
        for edits, why, code in (
            (tuple(Edit(at, at + 1, "%20") for at in gaps), _FOR_MARK, "url-with-inner-space"),
            ((Edit(gaps[0], len(text)),), "a URL ends at white space", "url-with-text-behind-space"),
        )
    )
    return Identifier(
        scheme=Scheme.URL,
        raw=text,
        value=spaced[0],
        span=Span(0, len(text)),
        repairs=spaced[1],
        candidates=(Candidate(value=cut[0], repairs=cut[1]),),
    )
