"""Registries that are asked for several identifiers in one address, through requests."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

from refcheck.model import Answer, Id, Record
from refcheck.registries.base import Planned, unavailable
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.about import answers
from refcheck.registries.transport.batching import MOST_IN_LIST, MOST_IN_URL, pack
from refcheck.registries.transport.get import Reply, within
from refcheck.registries.transport.service import Service


class Lists(Service, ABC):
    """One request a batch; what the answer lacks is not among the registry's holdings. It is not searched.

    A registry of this kind says how its address is written (``_url``) and how its answer is read (``_records``).
    """

    unsearched = "is not searched"
    most: ClassVar[int] = MOST_IN_LIST
    """Identifiers in one list."""
    longest: ClassVar[int] = MOST_IN_URL
    """Characters that they may take in the address."""
    shape: ClassVar[type] = dict
    """What an answer is: an object, or a list."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """As many identifiers of one scheme as a list takes, bounded by the length of the address."""
        return tuple(
            batch
            for scheme in sorted(self.schemes)
            for batch in pack(
                (key for key in ids if key.scheme is scheme and self._fits(key)),
                size=self._size,
                most=self.most,
                longest=self.longest,
            )
        )

    @abstractmethod
    def _url(self, batch: Sequence[Id]) -> str:
        """The address that asks for a batch, which is of one scheme."""

    @abstractmethod
    def _records(self, body: Any, batch: Sequence[Id], retrieved: datetime) -> Mapping[Id, Record | None] | None:
        """The records in an answer by what they are of, or ``None`` where it is not what the registry answers.

        One that answers for an identifier and is of something else is ``None`` itself.
        """

    def _fits(self, key: Id) -> bool:
        """Whether the identifier can stand in a list."""
        return "," not in key.value

    def _size(self, key: Id) -> int:
        """The characters that an identifier takes in the address."""
        return len(quoted((key,))) + len("%2C")

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        yield Planned(registry=self.name, url=self._url(batch))

    def _reply(self, batch: tuple[Id, ...]) -> Reply | Failure:
        """What is answered to a batch."""
        return self._web.get(self._url(batch), follow=within(self._base_url))

    def _has_none(self, reply: Reply) -> bool:
        """Whether the registry says with an error that it has none of a batch."""
        return False

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        reply = self._reply(batch)
        if isinstance(reply, Failure):
            return unavailable(self.name, reply, batch)
        if self._has_none(reply):
            return answers(self.name, batch, {})
        if reply.status != 200:
            return unavailable(self.name, self._failure(reply), batch)
        body = reply.json()
        if isinstance(body, Failure):
            return unavailable(self.name, body, batch)
        records = self._records(body, batch, self._now()) if isinstance(body, self.shape) else None
        if records is None:
            return unavailable(self.name, broken(f"gave an answer that is not what {self.name} answers"), batch)
        return answers(self.name, batch, records)


def quoted(batch: Sequence[Id], prefix: str = "") -> str:
    """The values with commas between, as one part of an address."""
    return quote(",".join(f"{prefix}{key.value}" for key in batch), safe="")
