"""One request as it went over the line, and what came back; told to whoever listens in the same thread, and logged.

The log, ``refcheck.requests``, is quiet unless somebody wants its INFO: who was asked at which address, the status or why there is
none, and the seconds. Of what was asked with the address it has the names alone: no text of a manuscript gets into a log.
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
"""Headers that say what a body is, of when, and at which pace it was given. Cookies and what names a connection are not kept."""


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
    """Yield a list of all that is asked in this thread meanwhile, in order."""
    heard: list[Exchange] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def tell(url: str, asked: datetime, reply: Reply | Failure, sent: bytes = b"") -> None:
    """Hand an exchange to whoever listens, if anybody does, and to the log."""
    _log(url, asked, reply, sent)
    if (heard := _HEARD.get()) is None:
        return
    exchange = Exchange(url=url, asked=asked, sent=sent)
    if isinstance(reply, Failure):
        heard.append(evolve(exchange, why=reply.why))
        return
    headers = {name.lower(): value for name, value in reply.headers.items() if name.lower() in KEPT_HEADERS}
    heard.append(evolve(exchange, status=reply.status, headers=headers, body=reply.body))


def _log(url: str, asked: datetime, reply: Reply | Failure, sent: bytes) -> None:
    if not _LOG.isEnabledFor(logging.INFO):
        return
    outcome = reply.why if isinstance(reply, Failure) else reply.status
    seconds = max(0.0, (datetime.now(UTC) - asked).total_seconds())
    _LOG.info("%s %s: %s, %.2f s", "POST" if sent else "GET", without_values(url), outcome, seconds)


def without_values(url: str) -> str:
    """Return the address with the names of what is asked for, and without what they are.

    >>> without_values("https://api.crossref.org/works?rows=5&query.bibliographic=Doe+J.+A+title")
    'https://api.crossref.org/works?rows&query.bibliographic'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "what is no address"
    names = "&".join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, names, ""))


_LOG = logging.getLogger("refcheck.requests")

_HEARD: ContextVar[list[Exchange] | None] = ContextVar("heard", default=None)
