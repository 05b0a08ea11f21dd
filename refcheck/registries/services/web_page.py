"""Web pages: whether the page at a URL exists, has moved, is gone, or is in an unknown state.

A page that answers is ``Found``: its record has the titles of the page, the work that its tags describe, its final URL, a relation
``moved-to`` if every redirect is permanent, and a notice ``may-be-missing`` if the answer may be another page than the one
requested. ``NotFound`` means that the host answered 404 or 410, or (registry ``DNS``, scope ``registration``) that there is no such
host. Everything else is ``Unavailable``: a host that turns programs away says nothing about the page.
"""

import time
from collections.abc import Callable, Sequence
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from attrs import evolve
from requests.cookies import RequestsCookieJar

from refcheck.model import (
    MAY_BE_MISSING,
    MOVED_TO,
    Answer,
    Authority,
    Cause,
    Found,
    Id,
    NotFound,
    Provenance,
    Query,
    Record,
    Relation,
    Scheme,
    Scope,
    Update,
)
from refcheck.registries.base import Clock, Planned, Traits, not_found_here, utc_now
from refcheck.registries.failures import Failure
from refcheck.registries.pages.fetching import NO_HOST, Fetcher
from refcheck.registries.pages.hosts import Hosts, Likeness, Robots, missing_url_beside
from refcheck.registries.pages.judging import GONE, is_deep, suspicion, why_undecided
from refcheck.registries.pages.page_text import Page
from refcheck.registries.pages.visiting import Budget, Visit, visit, why_not_requested
from refcheck.registries.transport.batching import OneByOne
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.transport.get import Reply

DNS = "DNS"
"""The registry in the answer that there is no such host."""

_KNOWN_HOST = "doi.org"
"""A host that certainly exists: only if the resolver finds it does an unknown name count as one that does not exist."""

_PAUSE = 1.0
"""Seconds until a temporary failure is retried, once. Source: a judgement of how long a user waits; not measured."""


class WebPages(OneByOne):
    """Web pages, each requested once, at public addresses only, and never more than two at a time from one host."""

    name = "web pages"
    schemes = frozenset({Scheme.URL})
    unsearched = "are not searched"
    traits = Traits(threads=32)

    def __init__(
        self,
        *,
        robots: Robots | None = None,
        dialler: Dialler | None = None,
        hosts: Hosts | None = None,
        now: Clock = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Set up the registry. Cited hosts get the name of the program but no e-mail address, as a manuscript chose them.

        ``robots``, if given, is obeyed. Tests give a local server a public address with a ``dialler`` of their own."""
        self._dialler = dialler or Dialler()
        self._fetcher = Fetcher(self._dialler)
        self._robots = robots
        self._hosts = hosts or Hosts()
        self._now = now
        self._sleep = sleep

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return one batch for each page, the first of every host before the second of any, so that a slow host delays least."""
        by_host: dict[str, list[Id]] = {}
        for key in dict.fromkeys(ids):
            if key.scheme in self.schemes:
                by_host.setdefault(_host(key.value), []).append(key)
        return tuple((key,) for key in chain.from_iterable(zip_longest(*by_host.values())) if key is not None)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return a request for each URL; the targets of redirects are not known beforehand."""
        keys = [key for (key,) in self.batches(ids) if why_not_requested(key.value) is None]
        return tuple(Planned(registry=self.name, url=key.value) for key in keys)

    def _lookup(self, key: Id) -> Answer:
        seen = self._look(key.value)
        if isinstance(seen, Failure) and seen.cause is Cause.BROKEN:
            self._sleep(_PAUSE)
            seen = self._look(key.value)
        host = _host(key.value)
        if seen is NO_HOST:
            return NotFound(registry=DNS, scope=Scope.REGISTRATION)
        if isinstance(seen, Failure):
            return seen.of(host)
        if seen.reply.status in GONE:
            return not_found_here(host)
        return Found(record=self._record(key, host, seen))

    def _look(self, url: str) -> Visit | Failure:
        """Return the visit of a page, or why its answer does not show whether the page exists."""
        if (why := why_not_requested(url)) is not None:
            return why
        if self._robots is not None and (why := self._robots.why_not(url, self._get)) is not None:
            return why
        seen = visit(url, self._get)
        if seen is NO_HOST:
            known = self._hosts[DNS].cached(_KNOWN_HOST, lambda: self._dialler.exists(_KNOWN_HOST))
            return seen if known else Failure("cannot be resolved: DNS is not available", Cause.UNREACHABLE)
        return seen if isinstance(seen, Failure) else why_undecided(seen.reply, seen.page, self._now()) or seen

    def _get(self, url: str, cookies: RequestsCookieJar, budget: Budget) -> Reply | Failure:
        """Send one request when it is the turn of its host, and return the reply."""
        host = self._hosts[_host(url)]
        with host.turn() as stopped, budget.spending() as seconds:
            reply = stopped or self._fetcher.get(url, cookies, seconds)
        why = why_undecided(reply, Page(), self._now()) if isinstance(reply, Reply) else reply
        if isinstance(why, Failure) and stopped is None:
            host.learn(why)
        return reply

    def _record(self, key: Id, host: str, seen: Visit) -> Record:
        url, titles = seen.reply.url, tuple(dict.fromkeys((*seen.page.titles, *filter(None, (seen.page.heading,)))))
        doubt = suspicion(key.value, seen) or self._doubt_by_missing_page(key.value, seen)
        return Record(
            id=key,
            work=evolve(seen.page.work, title=titles[0] if titles else None, original_title=titles[1:], url=url),
            updates=(Update(type=MAY_BE_MISSING, label=doubt, source=host),) if doubt else (),
            relations=(Relation(type=MOVED_TO, id_type="uri", id=url),) if seen.moved else (),
            provenance=Provenance(registry=host, url=key.value, retrieved=self._now(), standing=Authority.PAGE),
        )

    def _doubt_by_missing_page(self, url: str, seen: Visit) -> str | None:
        """Return a doubt if the host answers with a like page at a URL where certainly no page is; that is tried once per host."""
        if not is_deep(url) or not seen.page.words:
            return None
        other = self._hosts[_host(url)].cached("a stranger", lambda: self._likeness(missing_url_beside(url)))
        is_like = other is not None and Likeness.of(seen).is_like(other)
        return "is the page that its host shows for any URL" if is_like else None

    def _likeness(self, url: str) -> Likeness | None:
        seen = visit(url, self._get)
        return Likeness.of(seen) if isinstance(seen, Visit) else None


def _host(url: str) -> str:
    """Return the host of a URL as reports show it; the URL itself if it has no host."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
