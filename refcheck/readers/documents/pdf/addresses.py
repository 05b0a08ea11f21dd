"""Addresses as typesetting leaves them, with blanks put in: mended as a whole before the text is anybody's.

The text of a PDF is of the reader's own making; a blank that stands in it for a gap between glyphs is no fault of the author's.
"""

import re

from refcheck import identifiers
from refcheck.identifiers.addresses.hosts import why_not_public

_SPACED = frozenset({"url-with-inner-space", "doi-with-inner-space"})

_HOST = re.compile(r"(?:https?://|www\.(?=\s?[a-z\d]))(?P<host>[a-z\d-]+(?:\.\s?[a-z\d-]+){1,4})(?![\w-]|\.\w)")
"""A host with blanks behind its points: "http://flac. sourceforge. net", "www. example.org"."""

_POINT = re.compile(r"(\.\s?)")

_HYPHENS = re.compile(r"https?://\S+(?:\s?-\s?[a-z\d]+){3,}")
"""An address with blanks around its hyphens: "https://example.org/a - list - of - lists"."""


def mended(text: str) -> str:
    """The text with the blanks taken out of its addresses."""
    if not any(sign in text for sign in ("http", "www", "10.")):
        return text
    text = _HYPHENS.sub(lambda found: "".join(found[0].split()), _HOST.sub(_with_host, text))
    for each in reversed(identifiers.find(text)):
        if any(repair.code in _SPACED for repair in each.repairs) and each.span.of(text) == each.raw:
            text = text[: each.span.start] + "".join(each.raw.split()) + text[each.span.end :]
    return text


def _with_host(found: re.Match[str]) -> str:
    """A host without its blanks, up to where it is a public one: the words of the next sentence are none of it."""
    scheme, (first, *rest) = found[0].removesuffix(found["host"]), _POINT.split(found["host"])
    for number, (point, label) in enumerate(zip(rest[::2], rest[1::2], strict=True), start=1):
        if point != "." and why_not_public(f"https://{first}") is None:
            return scheme + first + "".join(rest[2 * number - 2 :])
        first += f".{label}"
    return scheme + first if why_not_public(f"https://{first}") is None else found[0]
