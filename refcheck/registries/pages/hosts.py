"""Facts about a host: its robots.txt, whether it answers requests for missing pages with the same page, whether it is reachable.

Source: RFC 9309. A missing robots.txt forbids nothing; one that cannot be read at present forbids everything.
"""

import hashlib
import threading
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from attrs import frozen

from refcheck.model import Cause
from refcheck.registries.failures import Failure
from refcheck.registries.pages.visiting import Get, Visit, visit
from refcheck.registries.transport import project
from refcheck.registries.wrappers.pace import Limit, Pace
from refcheck.registries.wrappers.pacing import PATIENCE, Breaker, turn_at

_ALIKE = 0.9
"""The least share of words that two pages made from one template have in common. Source: a judgement; not fitted."""

_SKETCH = 300
"""The number of words that represent a page: those with the smallest checksums, which are the same for similar pages."""


@frozen(kw_only=True)
class Likeness:
    """A summary of a visit that suffices to recognise another visit that ends in the same page."""

    status: int
    url: str
    titles: tuple[str, ...]
    sketch: frozenset[int]

    @classmethod
    def of(cls, visit: Visit) -> "Likeness":
        """Return the summary of a visit."""
        reply, page = visit.reply, visit.page
        checksums = sorted(zlib.crc32(word.encode("utf-8", "replace")) for word in page.words)
        return cls(status=reply.status, url=reply.url, titles=page.titles, sketch=frozenset(checksums[:_SKETCH]))

    def is_like(self, other: "Likeness") -> bool:
        """Return whether both visits ended in one page, or in pages with the same text. A page without text is like no other."""
        if (self.status, self.titles) != (other.status, other.titles) or not self.sketch or not other.sketch:
            return False
        shared = len(self.sketch & other.sketch) / len(self.sketch | other.sketch)
        return self.url == other.url or shared >= _ALIKE


def missing_url_beside(url: str) -> str:
    """Return a URL in the same folder at which there is certainly no page; the same one for all pages of a folder."""
    folder = urljoin(url, ".").split("?")[0]
    name = hashlib.sha256(folder.encode("utf-8", "replace")).hexdigest()[:16]
    ending = urlsplit(url).path.rpartition("/")[2].rpartition(".")[2]
    return urljoin(folder, f"{name}.{ending}" if ending.isalnum() and len(ending) <= len("shtml") else name)


PER_HOST = Limit(count=5, seconds=1.0, at_once=2)
"""The rate limit for one host: that of a reader who opens one link after the other. Source: a judgement of what is polite; no
host states a limit for readers."""

_LONG = 10.0
"""Seconds. If a host asks for a longer wait, its breaker opens for that long, and for at least ``PATIENCE`` seconds.
Source: a judgement of how long a user waits; not measured."""

T = TypeVar("T")


class Host:
    """One host: its pace, its breaker, and what is known of it."""

    def __init__(self) -> None:
        """Start without any facts."""
        self._pace = Pace(PER_HOST)
        self._breaker = Breaker()
        self._lock = threading.RLock()
        self._known: dict[str, object] = {}

    def turn(self) -> AbstractContextManager[Failure | None]:
        """Return a context that waits for a turn, or yields at once why the host is not queried any more."""
        return turn_at(self._pace, self._breaker, nullcontext())

    def learn(self, failure: Failure) -> None:
        """Slow down or stop, if a failure is a reason to."""
        if failure.cause is Cause.UNREACHABLE:
            self._breaker.open(failure)
        elif failure.cause is Cause.BUSY and (failure.retry_after or 0.0) > _LONG:
            self._breaker.open(failure, max(PATIENCE, failure.retry_after or 0.0))
        elif failure.cause is Cause.BUSY:
            self._pace.slower(failure.retry_after)

    def cached(self, what: str, find_out: Callable[[], T]) -> T:
        """Return a fact that is found out once for the whole host, at its first use."""
        with self._lock:
            if what not in self._known:
                self._known[what] = find_out()
            return self._known[what]  # type: ignore[return-value]  # the same caller stored it


class Hosts:
    """The hosts by name."""

    def __init__(self) -> None:
        """Start without hosts."""
        self._hosts: dict[str, Host] = {}

    def __getitem__(self, name: str) -> Host:
        """Return the host of that name, the same for all threads."""
        return self._hosts.setdefault(name, Host())


class Robots:
    """The robots.txt of every host, each read once."""

    def __init__(self, hosts: Hosts) -> None:
        """Keep the rules with the other facts of ``hosts``."""
        self._hosts = hosts
        self._agent = project().partition("/")[0]

    def why_not(self, url: str, get: Get) -> Failure | None:
        """Return why a page may not be requested; ``None`` if the host allows it."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        rules = self._hosts[parts.hostname or ""].cached(f"robots of {root}", lambda: _rules(f"{root}/robots.txt", get))
        if rules.can_fetch(self._agent, url):
            return None
        return Failure("does not allow programs on this page (robots.txt)", Cause.BLOCKED)


def _rules(url: str, get: Get) -> RobotFileParser:
    found = visit(url, get)
    if not isinstance(found, Visit) or found.reply.status >= 500:
        text = "User-agent: *\nDisallow: /"
    else:
        text = found.reply.body.decode("utf-8", "replace") if found.reply.status < 400 else ""
    rules = RobotFileParser(url)
    rules.parse(text.splitlines())
    return rules
