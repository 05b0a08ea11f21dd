"""URLs of a page that has another URL, too: the other is a candidate, except that URLs rewritten by mail programs are replaced."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from yarl import URL

from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step, replaced
from refcheck.text.deferred import deferred

_ARCHIVE = re.compile(
    r"\Ahttps?://(?:web\.archive\.org/(?:web/)?(?:\d{1,14}|\*)(?:[a-z]{2}_)?/|(?:www\.)?archive\.(?:today|is|ph|li|vn|md|fo)/(?:\d{4,14}/|o/\w{4,6}/|newest/)|"
    r"(?:www\.)?webcitation\.org/\w{0,12}\?url=|arquivo\.pt/(?:wayback|noFrame/replay)/\d{1,14}/|wayback\.archive-it\.org/\d{1,6}/\d{1,14}/|"
    r"webarchive\.nationalarchives\.gov\.uk/(?:ukgwa/)?\d{1,14}/|webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{1,20}:)?)(?=https?:/|www\.)",
    re.IGNORECASE,
)
"""An archive's URL before the original: ``https://web.archive.org/web/20240105120000/``."""

URL_WITH_ARCHIVE_WRAPPER = Step(
    Stage.GUESSING,
    partial(
        replaced,
        _ARCHIVE,
        after="",
        why="the original URL is inside the archive's URL",
        grade=Grade.POSSIBLE,
    ),
)
"""A URL is that of an archived copy.

Severity: info.

## What it finds
The URL of a web archive (the Wayback Machine, archive.today, Perma.cc and others whose URLs include the
original) before another URL.

## Why it matters
The copy is what was read, and the original is what is cited: both are useful.

## Example
``https://web.archive.org/web/20240105120000/https://www.example.org/a/31051495.htm`` includes
``https://www.example.org/a/31051495.htm``.

## When it is wrong
Neither URL is wrong. So ``check`` reports nothing, and ``refcheck repair`` shows the original as a candidate.
"""


_HOST = re.compile(r"[a-z]{3,5}://([\w.-]+)(?=[/?#]|$)", re.IGNORECASE)
"""A scheme and a host: ``https://россия.рф``."""


@partial(Step, Stage.GUESSING)
def url_with_international_host(text: str) -> Iterator[Change]:
    """A URL has an internationalised host.

    Severity: info.

    ## What it finds
    A host with letters other than ASCII in a URL.

    ## Why it matters
    Older programs know only its ASCII form (``xn--…``).

    ## Example
    ``https://россия.рф/`` is also ``https://xn--h1alffa9f.xn--p1ai/``.

    ## When it is wrong
    Neither form is wrong: both name the same host. So ``check`` reports nothing, and ``refcheck repair`` shows the other form as
    a candidate.
    """
    found = None if text.isascii() else _HOST.match(text)
    if not found or found[1].isascii():
        return
    try:
        host = URL(found[0]).raw_host
    except ValueError:
        return
    if host and host.isascii():
        yield Change(edits=(Edit(*found.span(1), host),), why="the host has an ASCII form", grade=Grade.POSSIBLE)


_LOGIN = re.compile(
    r"https?://[\w.-]{1,120}(?::\d{2,5})?/(?:[\w/.-]{0,60}\?(?:q?url|qurl|u|q|target|dest)=)(?=https?(?::|%3A))",
    re.IGNORECASE,
)
"""A proxy's or redirector's URL before the original: ``https://login.proxy.lib.edu/login?url=``."""

_REWRITTEN = re.compile(
    r"https?://(?P<host>\w{1,30}(?:-\w{1,30}){1,5}|[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}?)"
    r"(?P<proxy>\.(?:e?z?proxy|eproxy|libproxy|idm\.oclc|remotexs)[\w-]{0,20}(?:\.[\w-]{1,63}){1,4}(?::\d{2,5})?)(?=/|$)",
    re.IGNORECASE,
)
"""A host followed by a proxy's host: ``www-jstor-org.proxy.lib.edu``, ``www.jstor.org.ezproxy.lib.edu``."""


@partial(Step, Stage.GUESSING)
def url_with_proxy_wrapper(text: str) -> Iterator[Change]:
    """A URL goes through a library proxy.

    Severity: info.

    ## What it finds
    The URL of a library's proxy or of a link checker before another URL, and hosts rewritten by a proxy
    (``www-jstor-org.proxy.lib.edu``).

    ## Why it matters
    It works for members of the library only.

    ## Example
    ``https://login.proxy.lib.edu/login?url=https://www.jstor.org/stable/1990888`` includes
    ``https://www.jstor.org/stable/1990888``.

    ## When it is wrong
    Where the host is not a proxy. So ``check`` reports nothing, and ``refcheck repair`` shows the original as a candidate.
    """
    login = _LOGIN.match(text)
    if login:
        edits = [Edit(*login.span())]
        if "://" not in text[login.end() :]:
            edits.append(Edit(login.end(), len(text), unquote(text[login.end() :])))
        yield Change(edits=tuple(edits), why="the original URL is inside another URL", grade=Grade.POSSIBLE)
    rewritten = _REWRITTEN.match(text)
    if rewritten:
        yield Change(
            edits=(*_periods(rewritten), Edit(*rewritten.span("proxy"))),
            why="the host is rewritten for a library proxy",
            grade=Grade.POSSIBLE,
        )


def _periods(rewritten: re.Match[str]) -> Iterator[Edit]:
    """Yield the edits that restore the periods of a host that was rewritten with hyphens as one label."""
    host = rewritten["host"]
    if "." not in host:
        start = rewritten.start("host")
        yield from (Edit(start + at, start + at + 1, ".") for at, mark in enumerate(host) if mark == "-")


_PARAMETER = re.compile(
    r"(?P<mark>[?&])(?:utm_[a-z_]+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|casa_token|__cf_chl_\w+|"
    r"mkt_tok|icid|ncid|cmpid|ref_src|ref_url|s_cid|spm|hootpostid|sa|usg|ved)=[^&#]*(?=(?P<next>&)?)",
    re.IGNORECASE,
)
"""A tracking parameter: ``?utm_source=twitter``, ``&fbclid=IwAR0``."""


@partial(Step, Stage.GUESSING, needs="?")
def url_with_tracking_parameter(text: str) -> Iterator[Change]:
    """A URL has a tracking parameter.

    Severity: info.

    ## What it finds
    Parameters in a URL's query that track readers and do not identify the page: ``utm_source``, ``fbclid``, ``gclid``,
    ``casa_token`` and others.

    ## Why it matters
    They make a URL long, identify the person who copied it, and expire.

    ## Example
    ``https://www.example.org/report/?utm_source=twitter&page=2`` may be ``https://www.example.org/report/?page=2``.

    ## When it is wrong
    Where the host needs the parameter. So ``check`` reports nothing, and ``refcheck repair`` shows the shorter URL as a candidate.
    """
    if edits := tuple(map(_without, _PARAMETER.finditer(text))):
        yield Change(edits=edits, why="the parameter tracks readers and identifies no page", grade=Grade.POSSIBLE)


def _without(parameter: re.Match[str]) -> Edit:
    """Return the edit that removes a parameter with its ``?`` or ``&``; a first parameter with a next one leaves the ``?``."""
    if parameter["mark"] == "?" and parameter["next"]:
        return Edit(parameter.start() + 1, parameter.end() + 1)
    return Edit(*parameter.span())


_MARKED = deferred(
    r"\Ahttps?://urldefense\.(?:com|us|proofpoint\.com)/v3/__(?P<page>\S+?)__;(?P<lost>[\w+/-]{0,400}={0,2})!!\S*\Z",
    re.IGNORECASE,
)
"""``https://urldefense.com/v3/__``, the page, ``__;``, the characters that asterisks replace, ``!!`` and the recipient."""

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
"""The start of a URL: ``https:/``."""


@partial(Step, Stage.CHARACTERS, needs="?_")
def url_with_mail_wrapper(text: str) -> Iterator[Change]:
    """A URL was rewritten by an e-mail program or Google.

    Severity: warning.

    ## What it finds
    URLs of Proofpoint's URL Defense (``urldefense.com``, ``urldefense.proofpoint.com``), of Outlook's Safe Links
    (``safelinks.protection.outlook.com``) and of Google's redirect (``google.com/url``) that include the URL of the page.

    ## Why it matters
    Filters put them into mails, and Google also into documents, from where they are copied with a reference. They identify the
    recipient, and expire.

    ## Example
    ``https://urldefense.com/v3/__https://www.example.org/report__;!!AbC1!xYz$`` is ``https://www.example.org/report``.

    ## When it is wrong
    Hardly ever; the form as printed is kept as a candidate.
    """
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
        yield Change(edits=changing, why="an e-mail program or Google wrapped the URL")


def _with_lost(page: str, lost: str) -> str:
    """Return the page with its asterisks replaced by the ``lost`` characters; unchanged where these cannot be decoded."""
    try:
        characters = iter(urlsafe_b64decode(lost + "=" * (-len(lost) % 4)).decode()) if lost else iter("")
    except ValueError:
        return page
    return "".join(next(characters, "*") if char == "*" else char for char in page)
