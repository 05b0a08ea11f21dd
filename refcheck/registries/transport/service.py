"""The base class of the registries that are queried over HTTP at one URL."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar
from urllib.parse import urlencode

from refcheck.model import Authority, Id, NotFound, Provenance, Query, Scope
from refcheck.registries.base import Asked, Clock, Planned, batches_of, utc_now
from refcheck.registries.failures import Failure
from refcheck.registries.transport.browser import OPEN, PageAccess
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.transport.get import Headers, Reply, Web


class Service(Asked):
    """Base of the services. One for lookups defines ``batches`` and answers a batch (``_ask``); one for searches answers a query
    (``_search``). Their plans are the requests of ``_before_asking`` and ``_before_searching``.
    """

    home: ClassVar[str | None] = None
    """The default URL."""
    access: ClassVar[PageAccess] = OPEN
    """The access of pages of another origin, by the service's own statement."""
    standing: ClassVar[Authority] = Authority.REGISTERED
    """The authority of its records."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        mailto: str | None = None,
        key: str | None = None,
        on_rate_limit: Callable[[Headers], None] | None = None,
        turn: Callable[[], None] | None = None,
        now: Clock = utc_now,
        dialler: Dialler | None = None,
    ) -> None:
        """Set up the service; ``mailto``, and ``key`` if the service issues keys, are sent only if given.

        ``on_rate_limit`` is called with the headers of every reply, in which some services announce their limits. ``turn`` waits
        before a request that follows from another: a redirect, or a second search.

        Raises:
            TypeError: no URL is given, and the service has no default.
        """
        address = base_url or self.home
        if address is None:
            raise TypeError(f"{type(self).__name__} takes a base_url")
        self._base_url = address.rstrip("/")
        self._mailto = mailto
        self._key = key
        self._now = now
        self._web = Web(
            home=self._base_url,
            mailto=mailto,
            on_rate_limit=on_rate_limit,
            turn=turn,
            now=now,
            dialler=dialler,
            headers=self._headers(),
            access=self.access,
        )

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Return the requests for the batches, then those for the searches; the targets of redirects are not known beforehand."""
        lookups = (each for batch in batches_of(self, ids) for each in self._before_asking(batch))
        searches = (each for query in queries for each in self._before_searching(query))
        return (*lookups, *searches)

    def _failure(self, reply: Reply) -> Failure:
        """Return the failure that a reply without a record means."""
        return self._web.failure(reply)

    def _json(self, reply: Reply | Failure) -> Any | Failure:
        """Return the JSON of a reply, or why there is none."""
        if isinstance(reply, Failure):
            return reply
        return reply.json() if reply.status == 200 else self._failure(reply)

    def _address(self, path: str, at: str | None = None, **parameters: str | int | None) -> str:
        """Return the URL of a path below the base URL, or below ``at``, with the parameters that have a value."""
        given = {name: value for name, value in parameters.items() if value not in (None, "")}
        return f"{at or self._base_url}{path}?{urlencode(given)}"

    def _provenance(self, url: str) -> Provenance:
        """Return the provenance of a record that is read now from a URL."""
        return Provenance(registry=self.name, url=url, retrieved=self._now(), standing=self.standing)

    def _lacks(self, url: str, scope: Scope = Scope.REGISTRATION) -> NotFound:
        """Return the answer that there is no record, by what was read now at a URL."""
        return NotFound(registry=self.name, scope=scope, url=url, retrieved=self._now())

    def _headers(self) -> Mapping[str, str]:
        """Return the additional headers of each request, e.g. one with the key."""
        return MappingProxyType({})

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        """Yield the requests for a batch."""
        yield from ()

    def _before_searching(self, query: Query) -> Iterator[Planned]:
        """Yield the requests for a query."""
        yield from ()
