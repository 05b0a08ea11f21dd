"""One GET through requests, as a value: a reply, or why there is none."""

import json
import socket
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from attrs import frozen
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from refcheck.model import Cause
from refcheck.registries.base import Clock, utc_now
from refcheck.registries.failures import Failure, broken, status_failure
from refcheck.registries.pages.addresses import is_public
from refcheck.registries.transport.agent import user_agent
from refcheck.registries.transport.retry_after import retry_after

CONNECT_SECONDS = 4.0
READ_SECONDS = 30.0
MOST_BYTES = 20_000_000
MOST_REDIRECTS = 5

Hop = Callable[[str], bool]
"""Whether a redirect to this address may be followed."""

Headers = Mapping[str, str]


@frozen(kw_only=True)
class Reply:
    """What a server answered. Header names are compared without case."""

    status: int
    headers: Headers
    body: bytes
    url: str

    def json(self) -> Any | Failure:
        """The body read as JSON, whatever the status; or why it cannot be."""
        try:
            return json.loads(self.body)
        except ValueError:
            return broken(f"answered {self.status} with something that is no JSON")


class Web:
    """Sends the requests of one registry."""

    def __init__(
        self,
        *,
        mailto: str | None,
        heard: Callable[[Headers], None] | None = None,
        turn: Callable[[], None] | None = None,
        now: Clock = utc_now,
    ) -> None:
        """Every reply's headers are handed to ``heard``, and ``turn`` waits before a redirect is followed.

        ``now`` serves to read a ``Retry-After`` date.
        """
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent(mailto)
        self._heard = heard
        self._turn = turn
        self._now = now

    def get(self, url: str, *, follow: Hop, accept: str = "application/json") -> Reply | Failure:
        """The reply at ``url``, after at most five redirects that ``follow`` allows."""
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._get(url, accept)
            if isinstance(reply, Failure) or not 301 <= reply.status <= 308 or "location" not in reply.headers:
                return reply
            url = urljoin(url, reply.headers["location"])
            if not follow(url):
                return Failure(f"leads elsewhere: {url}")
            if self._turn is not None:
                self._turn()
        return Failure("redirects without end")

    def failure(self, reply: Reply) -> Failure:
        """What a reply without a record says, from its status and its ``Retry-After``."""
        return status_failure(reply.status, retry_after(reply.headers, self._now()))

    def _get(self, url: str, accept: str) -> Reply | Failure:
        try:
            with self._session.get(
                url,
                headers={"Accept": accept},
                allow_redirects=False,
                stream=True,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
            ) as response:
                body = b"".join(_limited(response))
                reply = Reply(status=response.status_code, headers=response.headers, body=body, url=url)
        except requests.RequestException as error:
            return _failure(error)
        if self._heard is not None:
            self._heard(reply.headers)
        return reply


def within(base_url: str) -> Hop:
    """Follow redirects below ``base_url`` only."""
    return lambda url: url.startswith(f"{base_url}/")


def public_or_on(base_url: str) -> Hop:
    """Follow redirects to the host of ``base_url`` and to public ones: never into a private network."""
    home = urlsplit(base_url).hostname
    return lambda url: urlsplit(url).scheme in ("http", "https") and (urlsplit(url).hostname == home or _is_public(url))


def _is_public(url: str) -> bool:
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
    except (OSError, UnicodeError):
        return False
    return all(is_public(str(info[4][0])) for info in found)


def _limited(response: requests.Response) -> list[bytes]:
    """The body's pieces; too large a body counts as broken off."""
    pieces, size = [], 0
    for piece in response.iter_content(65_536):
        size += len(piece)
        if size > MOST_BYTES:
            raise requests.exceptions.ContentDecodingError(f"more than {MOST_BYTES:,} bytes")
        pieces.append(piece)
    return pieces


def _failure(error: requests.RequestException) -> Failure:
    """The cause behind one of requests' exceptions; a timeout or a dropped connection may pass, a refused one does not."""
    if isinstance(error, requests.ReadTimeout):
        return broken("did not answer in time")
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return broken("broke off its answer")
    if isinstance(error, requests.ConnectionError):
        cause = error.args[0] if error.args else None
        if isinstance(cause, ProtocolError | ReadTimeoutError):
            return broken("broke the connection off")
        return Failure("cannot be reached", Cause.UNREACHABLE)
    return Failure(f"cannot be asked: {error}", Cause.REFUSED)
