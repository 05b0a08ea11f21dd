"""The network registries of a run, each with its official rate limit.

Source of the limits, as of 2026: Crossref's announcement of December 2025 with its refinement of July 2026 (lists and single
records have separate limits); the pages of DataCite, NCBI and Open Library. doi.org states no limit; the limit used here is a
judgement of what is polite.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from refcheck.errors import SettingsError
from refcheck.registries.base import Registry
from refcheck.registries.connections import Connections, Send
from refcheck.registries.further import FURTHER, Further, Limit
from refcheck.registries.services.crossref.works import Crossref, CrossrefSingle
from refcheck.registries.services.datacite.lists import DataCite
from refcheck.registries.services.doi_agencies import DoiAgencies
from refcheck.registries.services.doi_org import DoiOrg
from refcheck.registries.services.handle_system import HandleSystem
from refcheck.registries.services.wayback import Wayback
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.wrappers import PrivacyFilter, Splitting, Tallied
from refcheck.registries.wrappers.claims import Places, SharedBucket
from refcheck.registries.wrappers.pace import Pace
from refcheck.registries.wrappers.pacing import Breaker, Paced, Retrying
from refcheck.system.own_databases import beside

_CROSSREF_LISTS = Limit(count=1, named=Limit(count=3, at_once=3))
_CROSSREF_SINGLE = Limit(count=5, named=Limit(count=10, at_once=3))
"""The limits of Crossref's pools; the polite pool is for callers who give an e-mail address."""

_DATACITE = Limit(count=3, seconds=2.0, at_once=2)
"""Source: DataCite's support pages on rate limits: 500 requests in five minutes from an unidentified caller."""

_DOI_ORG = Limit(count=5, at_once=3)
"""Counted in lookups, each of up to three requests."""

_WAYBACK = Limit(count=2, seconds=5.0)
"""The archive states no limit for these requests. Its users report that its index takes 30 requests a minute, and that it blocks
for an hour a caller who sends more. Source: a judgement, below that limit."""


def _reader(service: Further) -> Callable[..., Registry]:
    module, _, name = service.reader.partition(":")
    reader: Callable[..., Registry] = getattr(import_module(f"refcheck.registries.services.{module}"), name)
    return reader


_READERS = MappingProxyType({name: _reader(service) for name, service in FURTHER.items()})
"""The classes that read the further services, imported with this module so that no request waits for an import."""

_PACES, _PLACES = "paces.sqlite3", "place-{}"
"""The names of files beside the cache by which all processes of one user share a limit: the database of request times, and one
lock file for each request that may be in progress."""


@frozen(kw_only=True)
class Bare:
    """A service without pacing and retrying: its reader, its limit, the pace that enforces it, and the breaker of its host.

    ``setting`` is the field of ``Connections`` that has its URL; empty for services whose URL is in ``service_urls``.
    """

    name: str
    url: str
    registry: Registry
    limit: Limit
    pace: Pace
    breaker: Breaker = field(factory=Breaker)
    setting: str = ""


def network(connections: Connections) -> tuple[Registry, ...]:
    """Return the registries of ``connections.spaces()``, in the same order, with pacing and retrying.

    Raises:
        SettingsError: links are to be checked, and refcheck runs in a browser.
    """
    dialler = _dialler(connections)
    asked = map(_asked, _services(connections, dialler))
    filtered = tuple(PrivacyFilter(registry, Send(connections.send)) for registry in asked)
    return (*filtered, *_web(connections, dialler)) if connections.links else filtered


def everybody(connections: Connections, dialler: Dialler | None = None) -> Iterator[Bare]:
    """Yield the services that ``connections`` name, in the order in which they are queried, and the archive, but not the web."""
    dialler = dialler or _dialler(connections)
    yield from _services(connections, dialler)
    yield from _archive(connections, dialler)


def _services(connections: Connections, dialler: Dialler) -> Iterator[Bare]:
    lists = _pace(connections, "crossref-lists", _CROSSREF_LISTS)
    single = _pace(connections, "crossref-single", _CROSSREF_SINGLE)
    datacite, proxy = _pace(connections, "datacite", _DATACITE), _pace(connections, "doi.org", _DOI_ORG)
    at_crossref, at_datacite, at_proxy = Breaker(), Breaker(), Breaker()
    paced: dict[str, Any] = {"on_rate_limit": lists.on_rate_limit}
    follows: dict[str, Any] = {"on_rate_limit": single.on_rate_limit, "turn": single.wait}
    for name, make, setting, limit, pace, breaker, options in (
        ("crossref", Crossref, "crossref_url", _CROSSREF_LISTS, lists, at_crossref, paced),
        ("doi-agencies", DoiAgencies, "doi_url", _DOI_ORG, proxy, at_proxy, {}),
        ("datacite", DataCite, "datacite_url", _DATACITE, datacite, at_datacite, {}),
        ("crossref-single", CrossrefSingle, "crossref_url", _CROSSREF_SINGLE, single, at_crossref, follows),
        ("doi-org", DoiOrg, "doi_url", _DOI_ORG, proxy, at_proxy, {}),
        ("handles", HandleSystem, "doi_url", _DOI_ORG, proxy, at_proxy, {}),
    ):
        url, limit = getattr(connections, setting), limit.of(connections.mailto)
        registry = make(base_url=url, mailto=connections.mailto_at(url), dialler=dialler, **options)
        yield Bare(name=name, url=url, registry=registry, limit=limit, pace=pace, breaker=breaker, setting=setting)
    yield from _further(connections, dialler)


def _archive(connections: Connections, dialler: Dialler) -> Iterator[Bare]:
    """Yield the Wayback Machine, if it is to be queried."""
    if (url := connections.wayback_url) is not None:
        pace, setting = _pace(connections, "wayback", _WAYBACK), "wayback_url"
        registry = Wayback(base_url=url, mailto=connections.mailto_at(url), turn=pace.wait, dialler=dialler)
        yield Bare(name="wayback", url=url, registry=registry, limit=_WAYBACK, pace=pace, setting=setting)


def _further(connections: Connections, dialler: Dialler) -> Iterator[Bare]:
    """Yield the further services; those of one host share a pace."""
    paces: dict[str, Pace] = {}
    for asked in connections.further():
        service, url, mailto = asked.service, asked.url, connections.mailto_at(asked.url)
        pace = paces.setdefault(service.host, _pace(connections, service.host, service.limit))
        registry = _READERS[service.name](base_url=url, mailto=mailto, turn=pace.wait, dialler=dialler, key=asked.key)
        limit = service.limit.of(connections.mailto)
        yield Bare(name=service.name, url=url, registry=registry, limit=limit, pace=pace)


def _web(connections: Connections, dialler: Dialler) -> Iterator[Registry]:
    if dialler.browser is not None:
        raise SettingsError("links cannot be checked in a browser; use the command line")
    from refcheck.registries.pages.hosts import Hosts, Robots  # here, because most runs check no links
    from refcheck.registries.services.web_page import WebPages

    yield from map(_asked, _archive(connections, dialler))
    hosts = Hosts()
    robots = Robots(hosts) if connections.robots else None
    yield WebPages(hosts=hosts, robots=robots, dialler=dialler)


def _dialler(connections: Connections) -> Dialler:
    return Dialler(program=connections.user_agent, seconds=connections.timeout, session=connections.session)


def _asked(bare: Bare) -> Registry:
    """Return a registry with pacing and retrying; while the breaker of its host is open, nothing is retried."""
    retried = Retrying(Paced(Tallied(bare.registry), bare.pace, bare.breaker), breaker=bare.breaker)
    return Splitting(retried) if bare.name == "crossref" else retried


def _pace(connections: Connections, name: str, limit: Limit) -> Pace:
    """Return the pace for one limit, shared with the other processes that use the same cache."""
    path, limit = connections.cache_path(), limit.of(connections.mailto)
    if path is None:
        return Pace(limit)
    bucket, places = SharedBucket(path.with_name(_PACES), name), Places(path.with_name(_PLACES.format(name)))
    return Pace(limit, bucket=bucket, places=places)


def forget_paces(cache: Path) -> None:
    """Delete the files beside a cache by which processes share limits. Of files with such names, only empty ones are locks."""
    paces, locks = cache.with_name(_PACES), cache.parent.glob(_PLACES.format("*-[0-9]"))
    for piece in (paces, *beside(paces), *(each for each in locks if not each.stat().st_size)):
        piece.unlink(missing_ok=True)
