"""Answers that want to see a person first: what stands before a server and turns programs away, under any status."""

import re
from html import unescape

CHALLENGES = (
    "just a moment",
    "attention required",
    "access denied",
    "are you a robot",
    "are you human",
    "making sure you",
    "security check",
    "verify you are human",
    "ddos protection",
    "captcha",
    "request blocked",
    "pardon our interruption",
)
"""How the titles begin of pages that want to see a person first."""

_FIRST = 4_096
"""Bytes of a page in which its title is looked for."""

_TITLE = re.compile(rb"<title[^>]{0,99}>\s{0,99}([^<]{1,99})", re.IGNORECASE)
"""The title of a page: ``<title>Just a moment...</title>``"""


def is_challenge(body: bytes) -> bool:
    """Whether a body is such a page.

    >>> is_challenge(b"<html><head><title>Making sure you&#39;re not a bot!</title>"), is_challenge(b'{"title": "captcha"}')
    (True, False)
    """
    found = _TITLE.search(body[:_FIRST])
    return found is not None and unescape(found[1].decode("latin-1")).casefold().startswith(CHALLENGES)
