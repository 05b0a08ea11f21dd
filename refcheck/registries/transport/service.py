"""A registry at one address, asked through requests: what all of them have in common."""

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
    """A service that is asked for identifiers says in which ``batches``, and answers a batch (``_ask``); one that is searched
    answers a query (``_search``). Each says beforehand what it would send (``_before_asking``, ``_before_searching``).
    """

    home: ClassVar[str | None] = None
    """Its own address, where it is asked unless another is given."""
    access: ClassVar[PageAccess] = OPEN
    """What it lets a page of another origin do, as it states itself."""
    standing: ClassVar[Authority] = Authority.REGISTERED
    """What its records are."""

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
        """``mailto``, and ``key`` where the registry gives any, are sent only if given.

        ``on_rate_limit`` is called with the headers of every reply, in which some announce their limits. ``turn`` waits
        before a request that follows from another: where a redirect leads, or a second search.

        Raises:
            TypeError: no address is given, and the registry has none of its own.
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
        """Return the addresses of the batches, then those of the searches; where a redirect leads is not known beforehand."""
        lookups = (each for batch in batches_of(self, ids) for each in self._before_asking(batch))
        searches = (each for query in queries for each in self._before_searching(query))
        return (*lookups, *searches)

    def _failure(self, reply: Reply) -> Failure:
        """Return what a reply without a record says."""
        return self._web.failure(reply)

    def _json(self, reply: Reply | Failure) -> Any | Failure:
        """Return the JSON of a reply, or why there is none."""
        if isinstance(reply, Failure):
            return reply
        return reply.json() if reply.status == 200 else self._failure(reply)

    def _address(self, path: str, at: str | None = None, **parameters: str | int | None) -> str:
        """Return the address of what is below its own, or below ``at``, with the parameters that have a value."""
        given = {name: value for name, value in parameters.items() if value not in (None, "")}
        return f"{at or self._base_url}{path}?{urlencode(given)}"

    def _provenance(self, url: str) -> Provenance:
        """Return whence a record is that is read now: it, at an address."""
        return Provenance(registry=self.name, url=url, retrieved=self._now(), standing=self.standing)

    def _lacks(self, url: str, scope: Scope = Scope.REGISTRATION) -> NotFound:
        """Return what is said now at an address: that there is none."""
        return NotFound(registry=self.name, scope=scope, url=url, retrieved=self._now())

    def _headers(self) -> Mapping[str, str]:
        """Return what is sent with each request beside what all send: a key, where it goes there."""
        return MappingProxyType({})

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        """Yield what would be sent for a batch."""
        yield from ()

    def _before_searching(self, query: Query) -> Iterator[Planned]:
        """Yield what would be sent for a query."""
        yield from ()
