"""Identifiers divided into requests: one in an address, or several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from refcheck.model import Answer, Found, Id, Record
from refcheck.registries.base import Planned, not_held
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.about import answers
from refcheck.registries.transport.get import Reply, within
from refcheck.registries.transport.service import Service


class OneByOne(Service):
    """One request an identifier. It says where it is asked (``_url``) and reads what is answered (``_read``)."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return each identifier alone."""
        return tuple((key,) for key in dict.fromkeys(ids) if key.scheme in self.schemes)

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        return {key: self._lookup(key) for key in batch}

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        for key in batch:
            yield Planned(registry=self.name, url=self._url(key))

    def _url(self, key: Id) -> str:
        raise NotImplementedError

    def _lookup(self, key: Id) -> Answer:
        """Return what is answered for one; a 404 says no more than that it is not among the registry's holdings."""
        reply = self._web.get(self._url(key), follow=within(self._base_url))
        if isinstance(reply, Reply) and reply.status == 404:
            return not_held(self.name)
        body = self._json(reply)
        read = self._read(key, body, reply) if isinstance(reply, Reply) and not isinstance(body, Failure) else body
        return read.of(self.name) if isinstance(read, Failure) else Found(record=read)

    def _read(self, key: Id, body: Any, reply: Reply) -> Record | Failure:
        """Return the record in the JSON of a reply, or why there is none to read."""
        raise NotImplementedError


_WELL_FORMED = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
"""A DOI as registries accept it in a list: 10.1000/182, 10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1"""


def fits_a_list(doi: str) -> bool:
    """Return whether a DOI can stand among others: well-formed, and without the comma that would part it in two."""
    return "," not in doi and doi.isprintable() and _WELL_FORMED.fullmatch(doi) is not None


def as_segment(doi: str) -> str:
    """Return the DOI as one path segment: everything quoted, the slash too, so that ``#`` and ``?`` and ``..`` stay part of it."""
    return quote(doi, safe="")


def as_path(doi: str) -> str:
    """Return the DOI as doi.org takes it: slashes kept, everything else quoted; one that would climb (``..``) is quoted whole."""
    climbs = any(part in ("", ".", "..") for part in doi.split("/"))
    return as_segment(doi) if climbs else quote(doi, safe="/")


MOST_IN_LIST = 50
"""Identifiers in one list. Crossref and DataCite document no limit; fifty are known to work."""

MOST_IN_URL = 4_000
"""Characters that they may take in an address: half of the 8,000 that RFC 9110 §4.1 bids every server take."""


class Lists(Service):
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
        batches: list[list[Id]] = []
        for scheme in sorted(self.schemes):
            room = 0
            for key in dict.fromkeys(key for key in ids if key.scheme is scheme and self._fits(key)):
                needed = self._size(key)
                if not room or len(batches[-1]) == self.most or needed > room:
                    batches.append([])
                    room = self.longest
                batches[-1].append(key)
                room -= needed
        return tuple(map(tuple, batches))

    def _url(self, batch: Sequence[Id]) -> str:
        """Return the address that asks for a batch, which is of one scheme."""
        raise NotImplementedError

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | Failure | None:
        """Return the records in an answer by what they are of, or ``None`` where it is not what the registry answers.

        One that answers for an identifier and is of something else is ``None`` itself.
        """
        raise NotImplementedError

    def _fits(self, key: Id) -> bool:
        """Return whether the identifier can stand in a list."""
        return "," not in key.value

    def _size(self, key: Id) -> int:
        """Return the characters that an identifier takes in the address."""
        return len(quoted((key,))) + len("%2C")

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        yield Planned(registry=self.name, url=self._url(batch))

    def _reply(self, batch: tuple[Id, ...]) -> Reply | Failure:
        """Return what is answered to a batch."""
        return self._web.get(self._url(batch), follow=within(self._base_url))

    def _has_none(self, reply: Reply) -> bool:
        """Return whether the registry says with an error that it has none of a batch."""
        return False

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer] | Failure:
        reply = self._reply(batch)
        if isinstance(reply, Reply) and self._has_none(reply):
            return answers(self.name, batch, {})
        body = self._json(reply)
        if isinstance(body, Failure):
            return body
        records = self._records(body, batch) if isinstance(body, self.shape) else None
        if records is None:
            return broken(f"gave an answer that is not what {self.name} answers")
        return records if isinstance(records, Failure) else answers(self.name, batch, records)


def quoted(batch: Sequence[Id], prefix: str = "") -> str:
    """Return the values with commas between, as one part of an address."""
    return quote(",".join(f"{prefix}{key.value}" for key in batch), safe="")
