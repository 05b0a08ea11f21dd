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
from refcheck.identifiers.scanning import url_scan
from refcheck.identifiers.schemes import verbs
from refcheck.model import Identifier, Scheme

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
