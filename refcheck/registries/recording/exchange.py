"""One request as it went over the line, and what came back; told to whoever listens in the same thread."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from attrs import frozen

from refcheck.registries.failures import Failure

KEPT_HEADERS = frozenset(
    {
        "content-type",
        "date",
        "etag",
        "last-modified",
        "location",
        "retry-after",
        "x-api-pool",
        "x-concurrency-limit",
        "x-rate-limit-interval",
        "x-rate-limit-limit",
    }
)
"""Headers that say what a body is, of when, and at which pace it was given. Cookies and what names a connection are not kept."""


class Heard(Protocol):
    """What a server answered."""

    @property
    def status(self) -> int:
        """The status of HTTP."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; their names are compared without case."""
        ...

    @property
    def body(self) -> bytes:
        """The body without its compression."""
        ...


@frozen(kw_only=True)
class Exchange:
    """An address that was asked for, with what was ``sent`` to it if that was posted, when (UTC), and the answer.

    Without one ``status`` is ``None`` and ``why`` says why.
    """

    url: str
    asked: datetime
    sent: bytes = b""
    status: int | None = None
    headers: Mapping[str, str] = MappingProxyType({})
    body: bytes = b""
    why: str = ""


@contextmanager
def listening() -> Iterator[list[Exchange]]:
    """All that is asked in this thread meanwhile, in order."""
    heard: list[Exchange] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def tell(url: str, asked: datetime, reply: Heard | Failure, sent: bytes = b"") -> None:
    """Hand an exchange to whoever listens, if anybody does."""
    heard = _HEARD.get()
    if heard is None:
        return
    if isinstance(reply, Failure):
        heard.append(Exchange(url=url, asked=asked, sent=sent, why=reply.why))
        return
    headers = {name.lower(): value for name, value in reply.headers.items() if name.lower() in KEPT_HEADERS}
    heard.append(Exchange(url=url, asked=asked, sent=sent, status=reply.status, headers=headers, body=reply.body))


_HEARD: ContextVar[list[Exchange] | None] = ContextVar("heard", default=None)
