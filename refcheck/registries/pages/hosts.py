"""Known facts of a host: its robots.txt, whether it answers strangers alike, whether it is there.

Source: RFC 9309. What is not there forbids nothing; what cannot be read now forbids everything.
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
"""The part of their words that two pages share where one template makes both. Source: set by hand."""

_SKETCH = 300
"""How many words stand for all: those with the smallest checksums, which are the same ones in pages that are alike."""


@frozen(kw_only=True)
class Likeness:
    """As much of a visit as it takes to know another one that ends alike."""

    status: int
    url: str
    titles: tuple[str, ...]
    sketch: frozenset[int]

    @classmethod
    def of(cls, visit: Visit) -> "Likeness":
        """Return the likeness of a visit."""
        reply, page = visit.reply, visit.page
        checksums = sorted(zlib.crc32(word.encode("utf-8", "replace")) for word in page.words)
        return cls(status=reply.status, url=reply.url, titles=page.titles, sketch=frozenset(checksums[:_SKETCH]))

    def is_like(self, other: "Likeness") -> bool:
        """Return whether both ended in one page, or in pages that say the same. What says nothing is like nothing."""
        if (self.status, self.titles) != (other.status, other.titles) or not self.sketch or not other.sketch:
            return False
        shared = len(self.sketch & other.sketch) / len(self.sketch | other.sketch)
        return self.url == other.url or shared >= _ALIKE


def stranger_to(url: str) -> str:
    """Return an address in the same folder that leads to no page of anybody's; always the same one for a host and folder."""
    folder = urljoin(url, ".").split("?")[0]
    name = hashlib.sha256(folder.encode("utf-8", "replace")).hexdigest()[:16]
    ending = urlsplit(url).path.rpartition("/")[2].rpartition(".")[2]
    return urljoin(folder, f"{name}.{ending}" if ending.isalnum() and len(ending) <= len("shtml") else name)


PER_HOST = Limit(count=5, seconds=1.0, at_once=2)
"""No more than a reader who opens links one after the other. Source: a choice of manners; no host states a limit for
readers."""

_LONG = 10.0
"""Seconds. A host that asks to wait longer is asked for nothing else in this run. Source: a choice of patience, not
measured."""

T = TypeVar("T")


class Host:
    """One host."""

    def __init__(self) -> None:
        """Nothing is known of it."""
        self._pace = Pace(PER_HOST)
        self._breaker = Breaker()
        self._lock = threading.RLock()
        self._known: dict[str, object] = {}

    def turn(self) -> AbstractContextManager[Failure | None]:
        """Return a turn to ask the host for something; or at once why it is not asked any more."""
        return turn_at(self._pace, self._breaker, nullcontext())

    def learn(self, failure: Failure) -> None:
        """Slow down, or stop, where a failure is a reason to."""
        if failure.cause is Cause.UNREACHABLE:
            self._breaker.open(failure)
        elif failure.cause is Cause.BUSY and (failure.retry_after or 0.0) > _LONG:
            self._breaker.open(failure, max(PATIENCE, failure.retry_after or 0.0))
        elif failure.cause is Cause.BUSY:
            self._pace.slower(failure.retry_after)

    def cached(self, what: str, find_out: Callable[[], T]) -> T:
        """Something that is found out once for the whole host, by whoever needs it first."""
        with self._lock:
            if what not in self._known:
                self._known[what] = find_out()
            return self._known[what]  # type: ignore[return-value]  # it is what the same caller has put there


class Hosts:
    """All hosts that were asked, by name."""

    def __init__(self) -> None:
        """Nobody was asked yet."""
        self._hosts: dict[str, Host] = {}

    def __getitem__(self, name: str) -> Host:
        """The host of that name; one for all threads."""
        return self._hosts.setdefault(name, Host())


class Robots:
    """The rules of every host, each read once."""

    def __init__(self, hosts: Hosts) -> None:
        """The rules are kept with what else is known of ``hosts``."""
        self._hosts = hosts
        self._agent = project().partition("/")[0]

    def why_not(self, url: str, get: Get) -> Failure | None:
        """Return why a page is not asked for; ``None`` where the host has nothing against it."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        rules = self._hosts[parts.hostname or ""].cached(f"robots of {root}", lambda: _rules(f"{root}/robots.txt", get))
        if rules.can_fetch(self._agent, url):
            return None
        return Failure("asks programs to leave the page alone", Cause.BLOCKED)


def _rules(url: str, get: Get) -> RobotFileParser:
    found = visit(url, get)
    if not isinstance(found, Visit) or found.reply.status >= 500:
        text = "User-agent: *\nDisallow: /"
    else:
        text = found.reply.body.decode("utf-8", "replace") if found.reply.status < 400 else ""
    rules = RobotFileParser(url)
    rules.parse(text.splitlines())
    return rules
