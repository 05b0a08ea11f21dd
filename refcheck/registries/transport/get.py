"""HTTP requests whose result is a value: a reply, or why there is none.

Whatever a server does, a request ends within its time, reads no more than its limit of bytes, and raises nothing.
"""

import http.client
import socket
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

import requests
from attrs import evolve
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from refcheck.model import Cause
from refcheck.registries.base import Clock, utc_now
from refcheck.registries.failures import SLOW, UNREACHABLE_HOST, Failure, broken, is_challenge, status_failure
from refcheck.registries.recording import Exchange, tell
from refcheck.registries.transport import user_agent
from refcheck.registries.transport.adapting import DiallingAdapter, Lifeline
from refcheck.registries.transport.body import BodyError, read_body, retry_after
from refcheck.registries.transport.body import Reply as Reply  # other modules import it from here
from refcheck.registries.transport.browser import CLOSED, OPEN, Browser, PageAccess
from refcheck.registries.transport.dialling import Dialler, NoSuchHostError, NotAskedError, UnreachableError, is_public
from refcheck.text.recoding import recoded

CONNECT_SECONDS = 3.0
"""Seconds to resolve a host and to connect to it. Source: a judgement of how long a user waits; not measured."""

READ_SECONDS = 20.0
"""Seconds to the first byte, and between any two. Source: a judgement of how long a user waits; not measured."""

REQUEST_SECONDS = 25.0
"""Seconds for a whole answer with all its redirects, so that a server cannot send it byte by byte without end.
Source: a judgement of how long a user waits; not measured."""

MOST_REDIRECTS = 5

_WEB = {"http": 80, "https": 443}

Hop = Callable[[str], bool]
"""A function that returns whether a redirect to a URL may be followed."""

Headers = Mapping[str, str]

_NOT_REACHED = (UnreachableError, NoSuchHostError, NotAskedError)

ERRORS = (*_NOT_REACHED, requests.RequestException, HTTPError, http.client.HTTPException, OSError, ValueError)
"""The errors that a dialler, requests and its libraries raise if there is no valid answer."""


class _Session(requests.Session):
    """A session that does not handle redirects: it reads neither their targets nor their bodies."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return ``None``: the caller reads the header itself."""


class Web:
    """Sends the requests of one registry, over connections that are reused."""

    def __init__(
        self,
        *,
        home: str,
        mailto: str | None,
        on_rate_limit: Callable[[Headers], None] | None = None,
        turn: Callable[[], None] | None = None,
        now: Clock = utc_now,
        dialler: Dialler | None = None,
        seconds: float = REQUEST_SECONDS,
        headers: Headers = MappingProxyType({}),
        access: PageAccess = OPEN,
    ) -> None:
        """``home`` is the URL of the registry, which may be on any host; all other hosts must be public.

        After a redirect to another host the e-mail address and the ``headers`` are not sent.

        ``on_rate_limit`` is called with the headers of every reply, and ``turn`` waits before a request that follows from another.
        ``now`` is needed for a ``Retry-After`` date, ``seconds`` is the time for one answer unless the ``dialler`` has another, and
        ``headers`` are sent with each request; in a browser, where they cannot be sent, ``access`` states what a page may do.
        """
        self._base_url, self._home = home, _endpoint(home)
        self._mailto, self._access = mailto, access
        self._dialler = dialler or Dialler()
        self._session = _Session()
        caller_session = self._dialler.session  # its headers, cookies and adapters are not used here
        if caller_session is not None:
            self._session.proxies.update(caller_session.proxies)
            self._session.verify, self._session.cert = caller_session.verify, caller_session.cert
            self._session.trust_env = caller_session.trust_env
        self._session.headers["User-Agent"] = user_agent(mailto, self._dialler.program)
        self._elsewhere = {"User-Agent": user_agent(None, self._dialler.program), **dict.fromkeys(headers)}
        self._session.headers["Accept-Encoding"] = "gzip"
        self._session.headers.update(headers)
        adapter = DiallingAdapter(self._dial, to_proxy=self._reach)
        for scheme in _WEB:
            self._session.mount(f"{scheme}://", adapter)
        self._on_rate_limit = on_rate_limit
        self.wait: Callable[[], None] = turn or (lambda: None)  # before a request that follows from another
        self._now = now
        self._seconds = self._dialler.seconds or seconds

    def get(self, url: str, *, follow: Hop, accept: str = "application/json") -> Reply | Failure:
        """Return the reply at ``url``, after at most ``MOST_REDIRECTS`` redirects that ``follow`` allows."""
        passed: list[str] = []
        left = self._seconds
        for _ in range(MOST_REDIRECTS + 1):
            passed.append(url)
            started = time.monotonic()
            reply = self._asked(url, accept, tuple(passed), left)
            left -= time.monotonic() - started
            if isinstance(reply, Reply) and reply.url != url and not follow(reply.url):
                return Failure(f"redirects elsewhere: {reply.url}")  # a browser has followed the redirect itself
            if isinstance(reply, Failure) or not 301 <= reply.status <= 308 or "location" not in reply.headers:
                return reply if "html" in accept else _of_machine(reply)
            try:
                url = urljoin(url, recoded(reply.headers["location"]))
                is_allowed = follow(url) and self._may_go(url)
            except ValueError:
                return broken("redirects to an invalid URL")
            if not is_allowed:
                return Failure(f"redirects elsewhere: {url}")
            self.wait()
        return Failure("redirects without end")

    def post(self, url: str, body: bytes) -> Reply | Failure:
        """Return the reply to a JSON body that is posted to ``url``. Redirects are not followed."""
        return self._asked(url, "application/json", (url,), self._seconds, body)

    def failure(self, reply: Reply) -> Failure:
        """Return the failure that a reply without a record means, by its status and its ``Retry-After``."""
        return status_failure(reply.status, retry_after(reply.headers, self._now()))

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _asked(
        self, url: str, accept: str, passed: tuple[str, ...], seconds: float, sent: bytes = b""
    ) -> Reply | Failure:
        asked = self._now()
        browser, played = self._dialler.browser, self._dialler.played
        if played is not None:
            return _recorded(played(url), passed)
        if browser is None:
            reply = self._answer(url, accept, passed, seconds, sent)
        else:
            reply = self._by_browser(browser, url, accept, seconds, sent)
        tell(url, asked, reply, sent)
        if isinstance(reply, Reply) and self._on_rate_limit is not None:
            self._on_rate_limit(reply.headers)
        return reply

    def _by_browser(self, browser: Browser, url: str, accept: str, seconds: float, sent: bytes) -> Reply | Failure:
        """Return what a browser shows of an answer. Nothing but the URL is sent."""
        if sent or not self._access.opens(self._base_url, url):
            return CLOSED
        signed = self._access.signed(url, self._mailto)
        is_open = self._access.paths is not None
        got = browser.get(signed, accept=accept, seconds=seconds, is_open=is_open)
        if isinstance(got, Failure):
            return got
        end = url if got.url == signed else got.url
        passed = (url,) if end == url else (url, end)
        return evolve(got, url=end, passed=passed)

    def _answer(self, url: str, accept: str, passed: tuple[str, ...], seconds: float, sent: bytes) -> Reply | Failure:
        if seconds <= 0:
            return SLOW
        with Lifeline(seconds) as lifeline:
            try:
                reply = self._read(url, accept, passed, seconds, sent)
            except ERRORS as error:
                return failure_from_error(error, is_late=lifeline.is_over)
            return SLOW if lifeline.is_over else reply  # an answer that was cut off may look complete

    def _read(self, url: str, accept: str, passed: tuple[str, ...], seconds: float, sent: bytes) -> Reply:
        with self._session.request(
            "POST" if sent else "GET",
            url,
            data=sent or None,
            headers={
                "Accept": accept,
                "Content-Type": "application/json" if sent else None,
                **({} if _endpoint(url) == self._home else self._elsewhere),
            },
            allow_redirects=False,
            stream=True,
            timeout=(min(CONNECT_SECONDS, seconds), min(READ_SECONDS, seconds)),
        ) as response:
            body = read_body(response.raw, response.headers.get("content-encoding", ""))
            return Reply(status=response.status_code, headers=response.headers, body=body, url=url, passed=passed)

    def _dial(self, host: str, port: int) -> socket.socket:
        """Return a connection: to the registry itself at any address, to another host only at a public address."""
        if (host, port) == self._home:
            return self._reach(host, port)
        return self._dialler.dial(host, port, CONNECT_SECONDS)

    def _reach(self, host: str, port: int) -> socket.socket:
        return self._dialler.reach(host, port, CONNECT_SECONDS)

    def _may_go(self, url: str) -> bool:
        """Return whether a URL may be requested at all. With a proxy the addresses are checked here, as the dialler cannot."""
        endpoint = _endpoint(url)
        if endpoint == self._home or self._dialler.played is not None:
            return True
        if endpoint[0] == self._home[0] and endpoint[1] != _WEB["https"]:
            return False
        return not (self._session.proxies or get_environ_proxies(url)) or _is_public(endpoint[0])


def _recorded(exchange: Exchange, passed: tuple[str, ...]) -> Reply | Failure:
    """Return a recorded answer as if it came now; a failure counts as temporary, so that a recorded retry follows."""
    if exchange.status is None:
        return broken(exchange.why)
    headers = CaseInsensitiveDict(exchange.headers)
    return Reply(status=exchange.status, headers=headers, body=exchange.body, url=passed[-1], passed=passed)


def _of_machine(reply: Reply | Failure) -> Reply | Failure:
    """Return the reply, or a failure if it is a bot-check page instead of data."""
    if isinstance(reply, Failure) or not is_challenge(reply.body):
        return reply
    return Failure(f"answered {reply.status}: requires a person (captcha)", Cause.BLOCKED)


def within(base_url: str) -> Hop:
    """Return a ``Hop`` that allows only redirects below ``base_url``."""
    return lambda url: url.startswith(f"{base_url}/")


def anywhere(url: str) -> bool:
    """Return whether a redirect goes to a URL of the web without a user name or password."""
    parts = urlsplit(url)
    return parts.scheme in _WEB and bool(parts.hostname) and "@" not in parts.netloc


def _endpoint(url: str) -> tuple[str, int]:
    """Return the host and port of a URL to connect to."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _WEB.get(parts.scheme, 0)


def _is_public(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return all(is_public(str(info[4][0])) for info in found)


def failure_from_error(error: Exception, *, is_late: bool = False) -> Failure:
    """Return the failure for one of the ``ERRORS``. Timeouts and dropped connections are temporary, refused connections are not."""
    if isinstance(error, NotAskedError):
        return Failure(f"redirects to an address that is not allowed: {error}")
    if isinstance(error, BodyError):
        return broken(str(error))
    if isinstance(error, _NOT_REACHED):
        return UNREACHABLE_HOST
    if is_late or isinstance(error, requests.ReadTimeout | ReadTimeoutError) or _wraps(error, TimeoutError):
        return SLOW
    if isinstance(error, requests.exceptions.ProxyError):
        return UNREACHABLE_HOST
    if isinstance(error, requests.exceptions.SSLError):
        return Failure("cannot be trusted: its certificate is not valid", Cause.UNREACHABLE)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return Failure("is not requested: it is not a web URL", Cause.REFUSED)
    is_dropped = not isinstance(error, requests.ConnectionError) or _wraps(error, ProtocolError)
    return broken("closed the connection early") if is_dropped else UNREACHABLE_HOST


def _wraps(error: BaseException, kind: type[BaseException]) -> bool:
    """Return whether an exception is or wraps one of a type."""
    inner = error.args[0] if error.args else None
    return isinstance(error, kind) or (isinstance(inner, BaseException) and inner is not error and _wraps(inner, kind))
