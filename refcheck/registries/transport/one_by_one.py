"""Registries that are asked for one identifier in an address, and are not searched."""

from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import Answer, Id
from refcheck.registries.base import Planned
from refcheck.registries.transport.service import Service


class OneByOne(Service):
    """What they have in common. A registry says where it is asked for one (``_url``) and what it answers (``_lookup``)."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Each identifier alone."""
        return tuple((key,) for key in dict.fromkeys(ids) if key.scheme in self.schemes)

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        return {key: self._lookup(key) for key in batch}

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        for key in batch:
            yield Planned(registry=self.name, url=self._url(key))

    def _url(self, key: Id) -> str:
        raise NotImplementedError

    def _lookup(self, key: Id) -> Answer:
        raise NotImplementedError
