"""Registries that are asked for one identifier in an address, and are not searched."""

from collections.abc import Sequence
from typing import ClassVar

from refcheck.model import Answer, Hits, Id, Query, Scheme, Unavailable
from refcheck.registries.base import Planned, complete, unable


class OneByOne:
    """What they have in common. A registry says where it is asked for one (``_url``) and what it answers (``_lookup``)."""

    name: ClassVar[str]
    schemes: ClassVar[frozenset[Scheme]]
    unsearched: ClassVar[str] = "cannot be searched"
    """Why a search has no answer."""

    def names(self) -> tuple[str, ...]:
        """Itself."""
        return (self.name,)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Each identifier alone."""
        return tuple((key,) for key in dict.fromkeys(ids) if key.scheme in self.schemes)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The answer for each identifier that the registry can be asked for."""
        return complete(self.name, ids, {key: self._lookup(key) for (key,) in self.batches(ids)})

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """Never done."""
        return tuple(unable(self.name, self.unsearched) for _ in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """One address an identifier; where a redirect leads is not known beforehand."""
        return tuple(Planned(registry=self.name, url=self._url(key)) for (key,) in self.batches(ids))

    def _url(self, key: Id) -> str:
        raise NotImplementedError

    def _lookup(self, key: Id) -> Answer:
        raise NotImplementedError
