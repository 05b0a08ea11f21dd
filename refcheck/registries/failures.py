"""Failures of requests: outages, refusals, and pages that check whether the visitor is human."""

import re
from html import unescape

from attrs import frozen

from refcheck.model import Cause, Unavailable

CHALLENGES = (
    "just a moment",
    "attention required",
    "access denied",
    "are you a robot",
    "are you human",
    "making sure you",
    "security check",
    "verify you are human",
    "ddos protection",
    "captcha",
    "request blocked",
    "pardon our interruption",
)
"""Beginnings of the titles of bot-check pages."""

_FIRST = 4_096
"""The number of bytes of a page that are searched for its title."""

_TITLE = re.compile(rb"<title[^>]{0,99}>\s{0,99}([^<]{1,99})", re.IGNORECASE)
"""The title of a page: ``<title>Just a moment...</title>``"""


def is_challenge(body: bytes) -> bool:
    """Return whether the body of an answer is a bot-check page.

    >>> is_challenge(b"<html><head><title>Making sure you&#39;re not a bot!</title>"), is_challenge(b'{"title": "captcha"}')
    (True, False)
    """
    found = _TITLE.search(body[:_FIRST])
    return found is not None and unescape(found[1].decode("latin-1")).casefold().startswith(CHALLENGES)


@frozen
class Failure:
    """A request that was not answered, or not usably.

    Args:
        why: the reason, for users, in words that follow the name of the registry ("answered 503: too busy").
        cause: the kind of reason.
        retry_after: the seconds to wait before the next request, if the registry gave them.
    """

    why: str
    cause: Cause = Cause.UNKNOWN
    retry_after: float | None = None

    @classmethod
    def behind(cls, answer: Unavailable) -> "Failure":
        """Return the failure that an answer reports, without the name of the registry."""
        return cls(answer.why, answer.cause, answer.retry_after)

    def of(self, registry: str) -> Unavailable:
        """Return the answer of the registry that failed."""
        return Unavailable(registry=registry, why=self.why, cause=self.cause, retry_after=self.retry_after)


WITHHELD = Failure("announced hits but returned none", Cause.BROKEN)
SLOW = Failure("did not answer in time", Cause.SLOW)
UNREACHABLE_HOST = Failure("cannot be reached", Cause.UNREACHABLE)


def status_failure(status: int, retry_after: float | None = None) -> Failure:
    """Return the failure that an HTTP status means.

    Source: RFC 9110 §15; for 403 and 429 what Crossref means by them (blocked by a person; too fast).
    """
    if status == 403:
        return Failure("answered 403: access is blocked", Cause.BLOCKED)
    if status in (429, 503):
        return Failure(f"answered {status}: too busy", Cause.BUSY, retry_after)
    if status in (408, 425) or status >= 500:
        return Failure(f"answered {status}", Cause.BROKEN, retry_after)
    if status >= 400:
        return Failure(f"answered {status}", Cause.REFUSED)
    return Failure(f"answered {status}, without a record", Cause.BROKEN)


def broken(what: str) -> Failure:
    """Return the failure for an answer that arrived but cannot be used; ``what`` is the reason."""
    return Failure(what, Cause.BROKEN)
