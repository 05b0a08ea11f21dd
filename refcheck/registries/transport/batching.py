"""Services that look up identifiers by URL: one identifier per request, or several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from refcheck.model import Answer, Found, Id, Record, Scheme
from refcheck.registries.base import Planned, not_found_here
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.about import answers
from refcheck.registries.transport.get import Reply, within
from refcheck.registries.transport.service import Service


class OneByOne(Service):
    """Base of services with one request per identifier: a subclass defines the URL (``_url``) and reads the answer (``_read``)."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return one batch for each identifier."""
        return tuple((key,) for key in dict.fromkeys(ids) if key.scheme in self.schemes)

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        return {key: self._lookup(key) for key in batch}

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        for key in batch:
            yield Planned(registry=self.name, url=self._url(key))

    def _url(self, key: Id) -> str:
        raise NotImplementedError

    def _lookup(self, key: Id) -> Answer:
        """Return the answer for one identifier; a 404 means only that this registry has no record of it."""
        reply = self._web.get(self._url(key), follow=within(self._base_url))
        if isinstance(reply, Reply) and reply.status == 404:
            return not_found_here(self.name)
        body = self._json(reply)
        read = self._read(key, body, reply) if isinstance(reply, Reply) and not isinstance(body, Failure) else body
        return read.of(self.name) if isinstance(read, Failure) else Found(record=read)

    def _read(self, key: Id, body: Any, reply: Reply) -> Record | Failure:
        """Return the record in the JSON of a reply, or why it cannot be read."""
        raise NotImplementedError


_WELL_FORMED = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
"""A DOI as registries accept it in a list: 10.1000/182, 10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1"""


def fits_a_list(doi: str) -> bool:
    """Return whether a DOI can be part of a list: well-formed, and without a comma, which would split it in two."""
    return "," not in doi and doi.isprintable() and _WELL_FORMED.fullmatch(doi) is not None


def as_segment(doi: str) -> str:
    """Return the DOI as one path segment: fully quoted, including slashes, so that ``#`` and ``?`` and ``..`` remain part of it."""
    return quote(doi, safe="")


def as_path(doi: str) -> str:
    """Return the DOI as a path for doi.org: quoted except for slashes; one with path segments like ``..`` is fully quoted."""
    climbs = any(part in ("", ".", "..") for part in doi.split("/"))
    return as_segment(doi) if climbs else quote(doi, safe="/")


MOST_IN_LIST = 50
"""The most identifiers in one list. Crossref and DataCite document no limit; fifty are known to work."""

MOST_IN_URL = 4_000
"""The most characters of a list in a URL: half of the 8,000 that RFC 9110 §4.1 recommends every server to support."""


class Lists(Service):
    """Base of the services with one request per batch; identifiers missing in the answer are not found. They are not searched.

    A subclass defines the URL (``_url``) and reads the answer (``_records``).
    """

    unsearched = "is not searched"
    most: ClassVar[int] = MOST_IN_LIST
    """The most identifiers in one list."""
    longest: ClassVar[int] = MOST_IN_URL
    """The most characters of the list in the URL."""
    shape: ClassVar[type] = dict
    """The JSON type of an answer: an object, or a list."""

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """Return batches of identifiers of one scheme, bounded by their number and by the length of the URL."""
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
        """Return the URL for a batch, which is of one scheme."""
        raise NotImplementedError

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | Failure | None:
        """Return the records in an answer by their identifiers, or ``None`` if it is not an answer of this registry.

        The record of an identifier is ``None`` if it is that of another work.
        """
        raise NotImplementedError

    def _fits(self, key: Id) -> bool:
        """Return whether the identifier can be part of a list."""
        return fits_a_list(key.value) if key.scheme is Scheme.DOI else "," not in key.value

    def _size(self, key: Id) -> int:
        """Return the number of characters that an identifier takes in the URL."""
        return len(quoted((key,))) + len("%2C")

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        yield Planned(registry=self.name, url=self._url(batch))

    def _reply(self, batch: tuple[Id, ...]) -> Reply | Failure:
        """Return the reply to a batch."""
        return self._web.get(self._url(batch), follow=within(self._base_url))

    def _has_none(self, reply: Reply) -> bool:
        """Return whether an error reply means that the registry has no record of any identifier of the batch."""
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
            return broken("gave an answer in an unknown format")
        return records if isinstance(records, Failure) else answers(self.name, batch, records)


def quoted(batch: Sequence[Id], prefix: str = "") -> str:
    """Return the values, separated by commas, quoted as one part of a URL."""
    return quote(",".join(f"{prefix}{key.value}" for key in batch), safe="")
