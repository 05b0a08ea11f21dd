"""Requests as they were sent and answered: handed to a listener in the same thread, and logged.

The logger ``refcheck.requests`` writes at level INFO: the method, the URL, the status or why there is none, and the seconds. Of
the query it has only the names of the parameters, so that no text of a manuscript gets into a log.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from attrs import evolve, frozen

from refcheck.registries.failures import Failure
from refcheck.registries.transport.body import Reply
from refcheck.text.folding import words

KEPT_HEADERS = words(
    "content-type date etag last-modified location retry-after "
    "x-api-pool x-concurrency-limit x-rate-limit-interval x-rate-limit-limit"
)
"""The recorded headers: the type and date of the body, and the rate limits. Cookies and connection headers are not recorded."""


@frozen(kw_only=True)
class Exchange:
    """A request, with the body that was ``sent`` if it was a POST, when it was ``asked`` (UTC), and the answer.

    If there was no answer, ``status`` is ``None`` and ``why`` is the reason.
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
    """Yield a list to which every exchange of this thread is appended while the context lasts."""
    exchanges: list[Exchange] = []
    token = _HEARD.set(exchanges)
    try:
        yield exchanges
    finally:
        _HEARD.reset(token)


def tell(url: str, asked: datetime, reply: Reply | Failure, sent: bytes = b"") -> None:
    """Hand an exchange to the listener of this thread, if there is one, and to the log."""
    _log(url, asked, reply, sent)
    if (exchanges := _HEARD.get()) is None:
        return
    exchange = Exchange(url=url, asked=asked, sent=sent)
    if isinstance(reply, Failure):
        exchanges.append(evolve(exchange, why=reply.why))
        return
    headers = {name.lower(): value for name, value in reply.headers.items() if name.lower() in KEPT_HEADERS}
    exchanges.append(evolve(exchange, status=reply.status, headers=headers, body=reply.body))


def _log(url: str, asked: datetime, reply: Reply | Failure, sent: bytes) -> None:
    if not _LOG.isEnabledFor(logging.INFO):
        return
    outcome = reply.why if isinstance(reply, Failure) else reply.status
    seconds = max(0.0, (datetime.now(UTC) - asked).total_seconds())
    _LOG.info("%s %s: %s, %.2f s", "POST" if sent else "GET", without_values(url), outcome, seconds)


def without_values(url: str) -> str:
    """Return a URL with the names of its query parameters and without their values.

    >>> without_values("https://api.crossref.org/works?rows=5&query.bibliographic=Doe+J.+A+title")
    'https://api.crossref.org/works?rows&query.bibliographic'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an invalid URL"
    names = "&".join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, names, ""))


_LOG = logging.getLogger("refcheck.requests")

_HEARD: ContextVar[list[Exchange] | None] = ContextVar("heard", default=None)
