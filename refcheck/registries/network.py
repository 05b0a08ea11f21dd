"""The registries of the network, each with its official limits.

Source of the limits, as of 2026: Crossref's announcement of December 2025 with its refinement of July 2026 (lists and single
records have limits of their own); DataCite's, NCBI's and Open Library's pages. doi.org states none; its limit here is our own
modesty.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from types import MappingProxyType
from typing import Any

from attrs import frozen

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
from refcheck.registries.wrappers.pacing import Breaker, Paced
from refcheck.registries.wrappers.retrying import Retrying


@frozen
class _Limits:
    """What a registry allows: everybody, and (``named``) who leaves an e-mail address, where that is another thing."""

    public: Limit
    named: Limit | None = None

    def of(self, mailto: str | None) -> Limit:
        """Return the limit of who asks."""
        return self.named if self.named is not None and mailto is not None else self.public


_CROSSREF_LISTS = _Limits(Limit(count=1, at_once=1), named=Limit(count=3, at_once=3))
_CROSSREF_SINGLE = _Limits(Limit(count=5, at_once=1), named=Limit(count=10, at_once=3))
"""Crossref's pools; the polite one is for those who leave an e-mail address."""

_DATACITE = _Limits(Limit(count=3, seconds=2.0, at_once=2))
"""Source: DataCite's support pages on rate limits: 500 requests in five minutes from who gives no name."""

_DOI_ORG = _Limits(Limit(count=5, at_once=3))
"""Lookups, of up to three requests each."""

_WAYBACK = _Limits(Limit(count=2, seconds=5.0))
"""The archive states no limit for what is asked of it; its index takes 30 requests a minute, as those who ask it have found,
and shuts out for an hour who asks on. Source: a choice of manners, below that."""


def _reader(service: Further) -> Callable[..., Registry]:
    module, _, name = service.reader.partition(":")
    reader: Callable[..., Registry] = getattr(import_module(f"refcheck.registries.services.{module}"), name)
    return reader


_READERS = MappingProxyType({name: _reader(service) for name, service in FURTHER.items()})
"""What reads the further services, imported with this module: who is to ask soon has them at hand."""

_PACES, _PLACES = "paces.sqlite3", "place-{}"
"""The file beside the cache in which the processes of one user keep one pace, and those that stand for places at once."""


@frozen(kw_only=True)
class Bare:
    """A service before it is paced and retried: its reader, its limit, the pace that keeps it, and its host's breaker.

    ``setting`` is the field of ``Connections`` that has its address, where that is one of its own.
    """

    name: str
    url: str
    registry: Registry
    limit: Limit
    pace: Pace
    breaker: Breaker
    setting: str = ""


def network(connections: Connections) -> tuple[Registry, ...]:
    """Return the registries of ``connections.spaces()``, in its order: paced and retried.

    Raises:
        SettingsError: links are to be checked, and this runs in a browser.
    """
    dialler = _dialler(connections)
    asked = [_asked(each) for each in services(connections, dialler)]
    filtered = [PrivacyFilter(registry, Send(connections.send)) for registry in asked]
    return (*filtered, *_web(connections, dialler)) if connections.links else tuple(filtered)


def services(connections: Connections, dialler: Dialler | None = None) -> Iterator[Bare]:
    """Yield the services that ``connections`` name, in the order in which they are asked; all but the archive and the pages."""
    dialler = dialler or _dialler(connections)
    lists = _pace(connections, "crossref-lists", _CROSSREF_LISTS)
    single = _pace(connections, "crossref-single", _CROSSREF_SINGLE)
    datacite, proxy = _pace(connections, "datacite", _DATACITE), _pace(connections, "doi.org", _DOI_ORG)
    at_crossref, at_datacite, at_proxy = Breaker(), Breaker(), Breaker()
    paced: dict[str, Any] = {"on_rate_limit": lists.on_rate_limit}
    follows: dict[str, Any] = {"on_rate_limit": single.on_rate_limit, "turn": single.wait}
    for name, make, setting, limits, pace, breaker, options in (
        ("crossref", Crossref, "crossref_url", _CROSSREF_LISTS, lists, at_crossref, paced),
        ("doi-agencies", DoiAgencies, "doi_url", _DOI_ORG, proxy, at_proxy, {}),
        ("datacite", DataCite, "datacite_url", _DATACITE, datacite, at_datacite, {}),
        ("crossref-single", CrossrefSingle, "crossref_url", _CROSSREF_SINGLE, single, at_crossref, follows),
        ("doi-org", DoiOrg, "doi_url", _DOI_ORG, proxy, at_proxy, {}),
        ("handles", HandleSystem, "doi_url", _DOI_ORG, proxy, at_proxy, {}),
    ):
        url, limit = getattr(connections, setting), limits.of(connections.mailto)
        registry = make(base_url=url, mailto=connections.mailto_at(url), dialler=dialler, **options)
        yield Bare(name=name, url=url, registry=registry, limit=limit, pace=pace, breaker=breaker, setting=setting)
    yield from _further(connections, dialler)


def archive(connections: Connections, dialler: Dialler | None = None) -> Bare | None:
    """Return the Wayback Machine, where it is to be asked."""
    if (url := connections.wayback_url) is None:
        return None
    pace, dialler = _pace(connections, "wayback", _WAYBACK), dialler or _dialler(connections)
    registry = Wayback(base_url=url, mailto=connections.mailto_at(url), turn=pace.wait, dialler=dialler)
    limit, setting = _WAYBACK.public, "wayback_url"
    return Bare(name="wayback", url=url, registry=registry, limit=limit, pace=pace, breaker=Breaker(), setting=setting)


def _further(connections: Connections, dialler: Dialler) -> Iterator[Bare]:
    """Yield the further services, each with a pace of its own."""
    paces: dict[str, Pace] = {}
    for asked in connections.further():
        service, url, mailto = asked.service, asked.url, connections.mailto_at(asked.url)
        limits = _Limits(service.limit, named=service.named)
        pace = paces.setdefault(service.host, _pace(connections, service.host, limits))
        key = {"key": asked.key} if service.has_key else {}
        registry = _READERS[service.name](base_url=url, mailto=mailto, turn=pace.wait, dialler=dialler, **key)
        limit = limits.of(connections.mailto)
        yield Bare(name=service.name, url=url, registry=registry, limit=limit, pace=pace, breaker=Breaker())


def _web(connections: Connections, dialler: Dialler) -> Iterator[Registry]:
    if dialler.browser is not None:
        raise SettingsError("links cannot be checked in a browser: few hosts let a page of another origin read theirs")
    from refcheck.registries.pages.hosts import (
        Hosts,  # here, because most runs look at no page
        Robots,
    )
    from refcheck.registries.services.web_page import WebPages

    if (copies := archive(connections, dialler)) is not None:
        yield _asked(copies)
    hosts = Hosts()
    robots = Robots(hosts) if connections.robots else None
    yield WebPages(hosts=hosts, robots=robots, dialler=dialler)


def _dialler(connections: Connections) -> Dialler:
    return Dialler(program=connections.user_agent, seconds=connections.timeout, session=connections.session)


def _asked(bare: Bare) -> Registry:
    """Return a registry paced and retried; where its host is left alone, nothing is tried again."""
    retried = Retrying(Paced(Tallied(bare.registry), bare.pace, bare.breaker), breaker=bare.breaker)
    return Splitting(retried) if bare.name == "crossref" else retried


def _pace(connections: Connections, name: str, limits: _Limits) -> Pace:
    """Return one limit, kept together with the other processes that use the same cache."""
    path, limit = connections.cache_path(), limits.of(connections.mailto)
    if path is None:
        return Pace(limit)
    bucket, places = SharedBucket(path.with_name(_PACES), name), Places(path.with_name(_PLACES.format(name)))
    return Pace(limit, bucket=bucket, places=places)
