"""GET requests in a browser, under the rules for pages of another origin: what they may send and read, and what is hidden.

The requests are synchronous ones of ``XMLHttpRequest``, which workers may make: the audit waits for answers as it does elsewhere,
without threads or a separate code path. A browser follows redirects itself and shows only the last URL; it does not send our
``User-Agent``, and shows only the headers that the service exposes to pages. If a service does not let pages read its answer, the
browser reports only that there is none, which looks like an outage.

Source: the Fetch standard (https://fetch.spec.whatwg.org, "CORS protocol") and that of XMLHttpRequest (https://xhr.spec.whatwg.org).
"""

import sys
from collections.abc import Callable
from email.parser import HeaderParser
from importlib import import_module
from typing import Any
from urllib.parse import urlencode, urlsplit

from attrs import define, field, frozen
from requests.structures import CaseInsensitiveDict

from refcheck.model import Cause
from refcheck.registries.failures import SLOW, Failure, broken
from refcheck.registries.transport.body import MOST_BYTES, Reply

NewRequest = Callable[[], Any]
"""A function that returns a new ``XMLHttpRequest``."""

TOO_FAST = Failure("did not answer this page, perhaps because of too many requests", Cause.BUSY)
NO_ANSWER = Failure("does not answer, or does not let pages read its answers", Cause.UNREACHABLE)
CLOSED = Failure("cannot be queried from a page; use the command line", Cause.UNABLE)


@frozen(kw_only=True)
class PageAccess:
    """The access that a service gives to pages of another origin.

    ``paths`` are the paths, below the URL of the service, whose answers such a page may read; ``None`` if the service states
    nothing, in which case requests are tried. ``mailto`` is the query parameter for the user's e-mail address, for which a browser
    sends no header.
    """

    paths: tuple[str, ...] | None = None
    mailto: str | None = None

    def opens(self, base_url: str, url: str) -> bool:
        """Return whether a page may read the answer at ``url``."""
        return self.paths is None or url.startswith(tuple(f"{base_url}{path}" for path in self.paths))

    def signed(self, url: str, mailto: str | None) -> str:
        """Return a URL with the e-mail address as a parameter, if both the address and the parameter are known."""
        if self.mailto is None or mailto is None:
            return url
        return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode({self.mailto: mailto})}"


OPEN = PageAccess()
"""The access to a service that states nothing."""


@define(eq=False)
class Browser:
    """The browser that Python runs in. ``new_request`` creates requests; ``is_online`` is false if there is no network."""

    _new_request: NewRequest
    _is_online: Callable[[], bool] = lambda: True
    _answering: set[str] = field(factory=set, init=False)

    def get(self, url: str, *, accept: str, seconds: float, is_open: bool) -> Reply | Failure:
        """Return the reply at a URL; its ``url`` is the last one, after all redirects.

        ``is_open`` is true if pages are known to be allowed, so that a missing answer has another reason.
        """
        request = self._new_request()
        host = urlsplit(url).netloc
        try:
            request.open("GET", url, False)
            request.responseType = "arraybuffer"
            request.timeout = int(seconds * 1000)
            request.setRequestHeader("Accept", accept)
            request.send()
        except Exception as error:  # JavaScript errors come as a class that exists only in browsers
            if getattr(error, "name", "") == "TimeoutError":
                return SLOW
            return TOO_FAST if self._is_online() and (is_open or host in self._answering) else NO_ANSWER
        self._answering.add(host)
        body = request.response.to_bytes()
        if len(body) > MOST_BYTES:
            return broken(f"gave an answer of more than {MOST_BYTES:,} bytes")
        headers = CaseInsensitiveDict(HeaderParser().parsestr(request.getAllResponseHeaders() or "").items())
        return Reply(status=int(request.status), headers=headers, body=body, url=request.responseURL or url)


def own_browser() -> Browser | None:
    """Return the browser that this program runs in, if it does."""
    if sys.platform != "emscripten":
        return None
    page = import_module("js")  # Pyodide's module for the objects of the browser
    return Browser(page.XMLHttpRequest.new, lambda: bool(page.navigator.onLine))
