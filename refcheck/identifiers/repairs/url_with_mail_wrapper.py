"""An address was rewritten by a mail program or by Google.

Severity: warning.

## What it finds
Addresses of Proofpoint's URL Defense (``urldefense.com``, ``urldefense.proofpoint.com``), of Outlook's Safe Links
(``safelinks.protection.outlook.com``) and of Google's redirect (``google.com/url``) that hold the address of the page.

## Why it matters
Filters put them into mails, Google into documents too, and who copies a reference copies them. They name the recipient, and expire.

## Example
``https://urldefense.com/v3/__https://www.example.org/report__;!!AbC1!xYz$`` is ``https://www.example.org/report``.

## When it is wrong
Hardly ever; the form as printed is kept as a candidate.
"""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from urllib.parse import unquote

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.text.deferred import deferred

STAGE = Stage.CHARACTERS
NEEDS = "?_"

_MARKED = deferred(
    r"\Ahttps?://urldefense\.(?:com|us|proofpoint\.com)/v3/__(?P<page>\S+?)__;(?P<lost>[\w+/-]{0,400}={0,2})!!\S*\Z",
    re.IGNORECASE,
)
"""``https://urldefense.com/v3/__``, the page, ``__;``, the characters that stars stand for, ``!!`` and the recipient."""

_ESCAPED = deferred(r"\Ahttps?://urldefense\.proofpoint\.com/v2/url\?u=(?P<page>[^&\s]+)(?:&\S*)?\Z", re.IGNORECASE)
"""``https://urldefense.proofpoint.com/v2/url?u=``, the page with ``_`` for ``/`` and ``-`` for ``%``, and the recipient."""

_ENCODED = deferred(
    r"\Ahttps?://(?:(?:[\w-]+\.){0,3}safelinks\.protection\.(?:outlook\.com|office365\.us)/\S{0,40}?[?&]url="
    r"|urldefense\.proofpoint\.com/v1/url\?u="
    r"|(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}/url\?(?:[^\s#]{0,200}&)?(?:q|url)=)"
    r"(?P<page>[^&\s]+)(?:&\S*)?\Z",
    re.IGNORECASE,
)
"""``https://eur02.safelinks.protection.outlook.com/?url=``, the page, percent-encoded; Proofpoint's first form; and
``https://www.google.com/url?q=``."""

_ADDRESS = deferred(r"https?:/|ftp:/|www\.", re.IGNORECASE)
"""The beginning of an address: ``https:/``."""


def propose(text: str) -> Iterator[Change]:
    """Leave the address of the page."""
    if (found := _MARKED.match(text)) is not None:
        page = _with_lost(found["page"], found["lost"])
    elif (found := _ESCAPED.match(text)) is not None:
        page = unquote(found["page"].translate({ord("_"): "/", ord("-"): "%"}))
    elif (found := _ENCODED.match(text)) is not None:
        page = unquote(found["page"])
    else:
        return
    if _ADDRESS.match(page) and not any(map(str.isspace, page)):
        start, end = found.span("page")
        edits = (Edit(0, start), Edit(start, end, page), Edit(end, len(text)))
        changing = tuple(edit for edit in edits if edit.after != text[edit.start : edit.end])
        yield Change(edits=changing, why="a mail program or Google put its own address around it")


def _with_lost(page: str, lost: str) -> str:
    """Return the page with the characters that its stars stand for; as it is where they do not say so."""
    try:
        characters = iter(urlsafe_b64decode(lost + "=" * (-len(lost) % 4)).decode()) if lost else iter("")
    except ValueError:
        return page
    return "".join(next(characters, "*") if char == "*" else char for char in page)
