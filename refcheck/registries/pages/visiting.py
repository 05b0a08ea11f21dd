"""Visits of pages, with all the redirects that lead to them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

from attrs import frozen
from requests.cookies import RequestsCookieJar

from refcheck.model import Cause
from refcheck.registries.failures import Failure
from refcheck.registries.pages.fetching import NO_HOST
from refcheck.registries.pages.page_text import Page, read_page
from refcheck.registries.transport.get import Reply

MOST_REDIRECTS = 10
VISIT_SECONDS = 25.0
"""Seconds for a page and all its redirects. Source: a judgement of how long a user waits; not measured."""

_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)


class Budget:
    """The time that a visit may take, not counting the wait for a turn."""

    def __init__(self) -> None:
        """Start with the whole time."""
        self.left = VISIT_SECONDS

    @contextmanager
    def spending(self) -> Iterator[float]:
        """Yield the seconds that are left, and subtract those that the context takes."""
        started = time.monotonic()
        try:
            yield self.left
        finally:
            self.left -= time.monotonic() - started


Get = Callable[[str, RequestsCookieJar, Budget], Reply | Failure]


@frozen(kw_only=True)
class Visit:
    """The result of a visit: the last answer, what its page says, and the status of each redirect on the way."""

    reply: Reply
    page: Page
    redirects: tuple[int, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the page has moved permanently: every redirect says so."""
        return bool(self.redirects) and all(status in _PERMANENT for status in self.redirects)


def why_not_requested(url: str) -> Failure | None:
    """Return why a URL is not requested, by its form; ``None`` for the URL of a web page."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return _not_asked("it is not a web URL")
    if parts.scheme not in ("http", "https"):
        return _not_asked("it is not a web URL")
    if not host:
        return _not_asked("it has no host")
    return _not_asked("it contains a user name or password") if "@" in parts.netloc else None


def visit(url: str, get: Get) -> Visit | Failure:
    """Request a page and follow up to ``MOST_REDIRECTS`` redirects in headers or text; each URL is checked like the first."""
    cookies = RequestsCookieJar()
    redirects: list[int] = []
    seen: set[tuple[str, tuple[tuple[str, str | None], ...]]] = set()
    budget = Budget()
    while len(redirects) <= MOST_REDIRECTS:
        if (failure := why_not_requested(url)) is not None:
            return Failure(f"leads to an address that {failure.why}", Cause.REFUSED) if redirects else failure
        state = url, tuple(sorted((cookie.name, cookie.value) for cookie in cookies))
        if state in seen:
            return Failure("redirects in a loop")
        seen.add(state)
        reply = get(url, cookies, budget)
        if isinstance(reply, Failure):
            return _on_the_way(url, reply) if redirects else reply
        page = read_page(reply)
        target = _target(reply, page)
        if target is None:
            return Visit(reply=reply, page=page, redirects=tuple(redirects))
        redirects.append(reply.status)
        url = _joined(url, target)
        if budget.left <= 0:
            return Failure("did not answer in time")
    return Failure("redirects without end")


def _joined(url: str, target: str) -> str:
    """Return the target as an absolute URL; unchanged if it is not a URL."""
    try:
        return urljoin(url, target)
    except ValueError:
        return target


def _on_the_way(url: str, failure: Failure) -> Failure:
    """Return the failure of a redirect's target, with the host in the reason."""
    if failure is NO_HOST:
        return failure
    return Failure(f"leads to {urlsplit(url).hostname}, which {failure.why}", failure.cause, failure.retry_after)


def _target(reply: Reply, page: Page) -> str | None:
    """Return the target of a redirect in the headers or in the page, if there is one."""
    location = reply.headers.get("location")
    if reply.status in _REDIRECTS and location:
        return _utf8(location)
    return page.refresh if reply.status == 200 else None


def _utf8(header: str) -> str:
    """Return the text of a header, decoded as UTF-8 if possible: against the standard, many servers send that."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _not_asked(reason: str) -> Failure:
    return Failure(f"is not requested: {reason}", Cause.REFUSED)
