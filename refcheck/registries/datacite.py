"""DataCite: lists of DOIs (datasets, preprints of arXiv, theses …), through requests.

Source: the DataCite REST API (``/dois?ids=a,b,c``).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from refcheck.model import Answer, Found, Hits, Id, NotFound, Provenance, Query, Record, Scheme, Scope, Unavailable
from refcheck.registries.base import Clock, Planned, complete, unable, unavailable, utc_now
from refcheck.registries.batching import pack
from refcheck.registries.connections import DATACITE_URL
from refcheck.registries.datacite_record import datacite_record
from refcheck.registries.doi_syntax import as_segment, fits_a_list
from refcheck.registries.web import Web, within
from refcheck.registries.why import Why, broken

MOST_IN_LIST = 50
MOST_IN_URL = 4_000


class DataCite:
    """DataCite's lists. One request a batch."""

    name = "DataCite"
    schemes = frozenset({Scheme.DOI})

    def __init__(self, *, base_url: str = DATACITE_URL, mailto: str | None = None, now: Clock = utc_now) -> None:
        """``mailto`` doubles DataCite's limit; it is sent only if given."""
        self._base_url = base_url.rstrip("/")
        self._web = Web(mailto=mailto, now=now)
        self._now = now

    def names(self) -> tuple[str, ...]:
        """Itself."""
        return (self.name,)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """At most fifty DOIs each, bounded by the length of the address. A DOI with a comma is in none."""
        writable = (key for key in ids if key.scheme in self.schemes and fits_a_list(key.value))
        return pack(writable, most=MOST_IN_LIST, room=MOST_IN_URL, size=lambda key: len(as_segment(f"{key.value},")))

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The records of those that DataCite holds."""
        answers: dict[Id, Answer] = {}
        for batch in self.batches(ids):
            answers |= self._lookup(batch)
        return complete(self.name, ids, answers)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """DataCite is not searched."""
        return tuple(unable(self.name, "is not searched") for _ in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """One address a batch."""
        return tuple(Planned(registry=self.name, url=self._url(batch)) for batch in self.batches(ids))

    def _url(self, batch: Sequence[Id]) -> str:
        wanted = quote(",".join(key.value for key in batch), safe="")
        return f"{self._base_url}/dois?ids={wanted}&page%5Bsize%5D={len(batch)}"

    def _lookup(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        reply = self._web.get(self._url(batch), follow=within(self._base_url))
        if isinstance(reply, Why):
            return unavailable(self.name, reply, batch)
        if reply.status != 200:
            return unavailable(self.name, self._web.why(reply), batch)
        body = reply.json()
        data = body.get("data") if isinstance(body, dict) else None
        if not isinstance(data, list):
            why = body if isinstance(body, Why) else broken("gave an answer without data")
            return unavailable(self.name, why, batch)
        records = {record.id: record for record in self._records(data)}
        miss = NotFound(registry=self.name, scope=Scope.HOLDINGS)
        return {key: Found(record=records[key]) if key in records else miss for key in batch}

    def _records(self, data: list[Any]) -> list[Record]:
        retrieved = self._now()
        inner = (entry.get("attributes") for entry in data if isinstance(entry, Mapping))
        return [self._record(attributes, retrieved) for attributes in inner if isinstance(attributes, Mapping)]

    def _record(self, attributes: Mapping[str, Any], retrieved: datetime) -> Record:
        url = f"{self._base_url}/dois/{as_segment(str(attributes.get('doi')))}"
        return datacite_record(attributes, Provenance(registry=self.name, url=url, retrieved=retrieved))
