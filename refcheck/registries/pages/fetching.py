"""One GET of a page, through requests: bounded in bytes and in time, without redirects, proxies or passwords."""

import time
import zlib

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from urllib3.exceptions import HTTPError

from refcheck.model import Cause
from refcheck.registries.base import utc_now
from refcheck.registries.failures import Failure
from refcheck.registries.pages.page_text import PDF_BEGINS
from refcheck.registries.recording import tell
from refcheck.registries.transport import user_agent
from refcheck.registries.transport.adapting import Lifeline, StrangersAdapter
from refcheck.registries.transport.dialling import Dialler, NoSuchHostError, NotAskedError
from refcheck.registries.transport.get import ERRORS, Reply, failure_behind

CONNECT_SECONDS, READ_SECONDS, BODY_SECONDS = 5.0, 10.0, 5.0
"""To connect, for the first byte and between any two, and for the body once it has begun. Source: a choice of patience, not
measured."""

MOST_BYTES = 500_000
"""What a page is read of: its title stands near its beginning."""

MOST_PDF_BYTES = 10_000_000
"""A PDF says where its first page is at its end."""

_PIECE = 4_096
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


NO_HOST = Failure("is no host's name")
"""There is no host of that name."""


class Fetcher:
    """Gets pages."""

    def __init__(self, dialler: Dialler) -> None:
        """Get pages over connections of the ``dialler``."""
        self._dialler = dialler
        self._headers = {**_HEADERS, "User-Agent": user_agent(None, dialler.program)}

    def get(self, url: str, cookies: RequestsCookieJar, seconds: float) -> Reply | Failure:
        """Return what the host answers, within so many seconds; the cookies that it sets are put to the others."""
        asked = utc_now()
        reply = self._answer(url, cookies, seconds)
        tell(url, asked, reply)
        return reply

    def _answer(self, url: str, cookies: RequestsCookieJar, seconds: float) -> Reply | Failure:
        deadline = time.monotonic() + seconds
        with Lifeline(seconds):
            try:
                return self._get(url, cookies, deadline)
            except NotAskedError as error:
                return Failure(f"is not asked: {error}", Cause.REFUSED)
            except NoSuchHostError:
                return NO_HOST
            except ERRORS as error:
                return failure_behind(error, is_late=time.monotonic() >= deadline)

    def _get(self, url: str, cookies: RequestsCookieJar, deadline: float) -> Reply:
        request = requests.Request("GET", url, headers=self._headers, cookies=cookies).prepare()
        adapter = StrangersAdapter(lambda host, port: self._dialler.dial(host, port, CONNECT_SECONDS))
        try:
            response = adapter.send(request, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS))
            with response:
                extract_cookies_to_jar(cookies, request, response.raw)  # type: ignore[no-untyped-call]  # it has no types
                body = self._body(response, deadline)
                if not body and time.monotonic() >= deadline:  # cut off within its headers, it may look whole
                    raise TimeoutError
                return Reply(status=response.status_code, headers=response.headers, body=body, url=str(request.url))
        finally:
            adapter.close()

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """As much of the body as comes in time. A success without a single byte of what it announces is none."""
        body = bytearray()
        end = min(deadline, time.monotonic() + BODY_SECONDS)
        try:
            for piece in response.raw.stream(_PIECE, decode_content=False):
                body += piece
                if time.monotonic() >= end or len(body) >= _most(body):
                    break
        except (HTTPError, OSError):
            if not body and response.ok:
                raise
        return _unpacked(bytes(body), response.headers.get("content-encoding", ""))


def _most(body: bytes | bytearray) -> int:
    """Return how much of a page is read."""
    return MOST_PDF_BYTES if body.startswith(PDF_BEGINS) else MOST_BYTES


def _unpacked(body: bytes, encoding: str) -> bytes:
    """Return the body without its compression, no longer than a page is read; what is cut off or broken ends early."""
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return body[: _most(body)]
    try:
        return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""
