"""One GET as a browser makes it for a page: what a page of another origin may send and read, and what is hidden from it.

The request is a synchronous one of ``XMLHttpRequest``, which workers may make: the audit waits for answers as it does anywhere, and
needs neither threads nor a second way through the registries. A browser follows redirects by itself and shows where they ended; it
sends no ``User-Agent`` of ours, and shows of the headers those alone that the service lets pages see. Where a service lets no page
read its answer, the browser says no more than that there is none: an outage looks the same.

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
"""Makes an ``XMLHttpRequest``."""

TOO_FAST = Failure("did not answer this page; so do services that are asked too fast", Cause.BUSY)
NO_ANSWER = Failure("does not answer, or lets no page read its answers", Cause.UNREACHABLE)
CLOSED = Failure("cannot be asked for this from a page: it lets none of another origin read the answer", Cause.UNABLE)


@frozen(kw_only=True)
class PageAccess:
    """What a service lets a page of another origin do.

    ``paths`` are those, below the service's address, whose answers such a page may read; ``None`` where the service states nothing,
    and is tried. ``mailto`` is the parameter in which it takes the address of who asks, where no header can say it.
    """

    paths: tuple[str, ...] | None = None
    mailto: str | None = None

    def opens(self, base_url: str, url: str) -> bool:
        """Return whether a page may read what is answered at an address."""
        return self.paths is None or url.startswith(tuple(f"{base_url}{path}" for path in self.paths))

    def signed(self, url: str, mailto: str | None) -> str:
        """Return an address with that of who asks in it, where both are known."""
        if self.mailto is None or mailto is None:
            return url
        return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode({self.mailto: mailto})}"


OPEN = PageAccess()
"""That of a service which states nothing."""


@define(eq=False)
class Browser:
    """The browser that Python runs in. ``new_request`` makes its requests; ``is_online`` is false where it knows of no network."""

    _new_request: NewRequest
    _is_online: Callable[[], bool] = lambda: True
    _answering: set[str] = field(factory=set, init=False)

    def get(self, url: str, *, accept: str, seconds: float, is_open: bool) -> Reply | Failure:
        """Return what is answered at an address, and that to which the browser was led in the end.

        ``is_open`` where pages are known to be let in, so that silence has another reason.
        """
        request = self._new_request()
        host = urlsplit(url).netloc
        try:
            request.open("GET", url, False)
            request.responseType = "arraybuffer"
            request.timeout = int(seconds * 1000)
            request.setRequestHeader("Accept", accept)
            request.send()
        except Exception as error:  # whatever JavaScript throws comes as one class, which exists in a browser alone
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
    """Return the browser that this runs in, if it does."""
    if sys.platform != "emscripten":
        return None
    page = import_module("js")  # what Pyodide has of the browser
    return Browser(page.XMLHttpRequest.new, lambda: bool(page.navigator.onLine))
