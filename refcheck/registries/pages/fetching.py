"""GET requests for web pages: limited in bytes and time, without redirects, proxies or passwords."""

import time
import zlib
from collections.abc import Callable

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from urllib3.exceptions import DecodeError, HTTPError

from refcheck.model import Cause
from refcheck.registries.base import utc_now
from refcheck.registries.failures import Failure
from refcheck.registries.pages.page_text import PDF_BEGINS
from refcheck.registries.recording import tell
from refcheck.registries.transport import user_agent
from refcheck.registries.transport.adapting import Lifeline, StrangersAdapter
from refcheck.registries.transport.body import GZIP_OR_ZLIB, INFLATED
from refcheck.registries.transport.dialling import Dialler, NoSuchHostError, NotAskedError
from refcheck.registries.transport.get import ERRORS, Reply, failure_from_error

CONNECT_SECONDS, READ_SECONDS, BODY_SECONDS = 5.0, 10.0, 5.0
"""Seconds to connect; to the first byte and between any two; and for the body once it has started.
Source: a judgement of how long a user waits; not measured."""

MOST_BYTES = 500_000
"""The most bytes of a page, decompressed, that are read, as its title is near the beginning."""

MOST_PDF_BYTES = 10_000_000
"""The most bytes of a PDF, decompressed, that are read; more, because the position of its first page is stated at its end."""

_CHUNK_BYTES = 4_096

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


NO_HOST = Failure("does not exist as a host")
"""The failure for a host name that does not exist."""


class Fetcher:
    """Sends the requests for pages."""

    def __init__(self, dialler: Dialler) -> None:
        """Use connections of the ``dialler``."""
        self._dialler = dialler
        self._headers = {**_HEADERS, "User-Agent": user_agent(None, dialler.program)}

    def get(self, url: str, cookies: RequestsCookieJar, seconds: float) -> Reply | Failure:
        """Return the answer of the host, within ``seconds``; the cookies that it sets are added to ``cookies``."""
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
                return Failure(f"is not requested: {error}", Cause.REFUSED)
            except NoSuchHostError:
                return NO_HOST
            except ERRORS as error:
                return failure_from_error(error, is_late=time.monotonic() >= deadline)

    def _get(self, url: str, cookies: RequestsCookieJar, deadline: float) -> Reply:
        request = requests.Request("GET", url, headers=self._headers, cookies=cookies).prepare()
        adapter = StrangersAdapter(lambda host, port: self._dialler.dial(host, port, CONNECT_SECONDS))
        try:
            response = adapter.send(request, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS))
            with response:
                extract_cookies_to_jar(cookies, request, response.raw)  # type: ignore[no-untyped-call]  # requests has no types for it
                body = self._body(response, deadline)
                if not body and time.monotonic() >= deadline:  # an answer cut off in its headers may look complete
                    raise TimeoutError
                return Reply(status=response.status_code, headers=response.headers, body=body, url=str(request.url))
        finally:
            adapter.close()

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """Return the part of the body that arrives in time, decompressed.

        An error before the first byte of a successful answer is raised; such an answer is not an empty page.
        """
        body = bytearray()
        unpack = _unpacking(response.headers.get("content-encoding", ""))
        end = min(deadline, time.monotonic() + BODY_SECONDS)
        try:
            for piece in response.raw.stream(_CHUNK_BYTES, decode_content=False):
                body += unpack(piece)
                is_late = time.monotonic() >= end
                if is_late and not body:
                    raise TimeoutError
                if is_late or len(body) >= _most(body):
                    break
        except (HTTPError, OSError):
            if not body and response.ok:
                raise
        except zlib.error as error:
            if not body and response.ok:
                raise DecodeError(str(error)) from error
        return bytes(body[: _most(body)])


def _most(body: bytes | bytearray) -> int:
    """Return the most bytes of a page or PDF that are read."""
    return MOST_PDF_BYTES if body.startswith(PDF_BEGINS) else MOST_BYTES


def _unpacking(encoding: str) -> Callable[[bytes], bytes]:
    """Return a function that decompresses the pieces of a body in turn; one of few bytes may have a thousand times as many."""
    if encoding.strip().lower() not in INFLATED:
        return bytes
    return zlib.decompressobj(GZIP_OR_ZLIB).decompress
