"""Crossref: lists of works and searches, through habanero.

Source: the Crossref REST API (``/works?filter=doi:…``, ``/works?query.bibliographic=…``). Repeating a filter means "or"; what is
absent from a list is unknown *or* an alias, so a miss here is the list's and wants a second look
(:class:`~refcheck.registries.services.crossref.single.CrossrefSingle`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import habanero
import httpx2
from habanero.filterhandler import filter_handler
from habanero.habanero_utils import rename_query_filters

from refcheck.model import (
    CROSSREF,
    Answer,
    Cause,
    Found,
    Hit,
    Hits,
    Id,
    NotFound,
    Provenance,
    Query,
    Record,
    Scheme,
    Scope,
    Unavailable,
)
from refcheck.registries.base import Clock, Planned, complete, unable, unavailable, utc_now
from refcheck.registries.connections import CROSSREF_URL
from refcheck.registries.failures import Failure, broken, status_failure
from refcheck.registries.services.crossref.record import crossref_record, first_text
from refcheck.registries.transport.agent import project
from refcheck.registries.transport.batching import pack
from refcheck.registries.transport.doi_syntax import as_segment, fits_a_list
from refcheck.registries.transport.retry_after import retry_after

ROWS = 5
"""Search results to re-rank: Crossref's own advice."""

MOST_SEARCHED = 600
"""Characters of a printed reference that are searched for. More slows the search down and finds no better."""

_SECONDS = (4.0, 60.0, 60.0, 60.0)
"""To connect, read, write, and for a place in the pool. habanero's own five seconds are too short for a search."""

Parameters = dict[str, Any]
Items = list[Mapping[str, Any]]


class Crossref:
    """Crossref's lists and searches. One request a batch of DOIs, one a query."""

    name = CROSSREF
    schemes = frozenset({Scheme.DOI})

    def __init__(self, *, base_url: str = CROSSREF_URL, mailto: str | None = None, now: Clock = utc_now) -> None:
        """``mailto`` puts the requests into Crossref's polite pool; it is sent only if given."""
        self._base_url = base_url.rstrip("/")
        self._mailto = mailto
        self._agent = project()
        self._now = now

    def names(self) -> tuple[str, ...]:
        """Itself."""
        return (self.name,)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """At most fifty DOIs each, bounded by the length of the address. A DOI that no list can hold is in none."""
        writable = (key for key in ids if key.scheme in self.schemes and fits_a_list(key.value))
        return pack(writable, size=_length)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The records of those that the lists hold."""
        answers: dict[Id, Answer] = {}
        for batch in self.batches(ids):
            answers |= self._list(batch)
        return complete(self.name, ids, answers)

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """The five works that Crossref finds likest. Its scores have no unit and are no probability."""
        return tuple(self._search(query) for query in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """The exact addresses that habanero will ask."""
        lists = [_list_parameters(batch) for batch in self.batches(ids)]
        searches = [_search_parameters(query) for query in queries if query.raw.strip()]
        return tuple(Planned(registry=self.name, url=self._url(each)) for each in [*lists, *searches])

    def _list(self, batch: tuple[Id, ...]) -> dict[Id, Answer]:
        items = self._ask(_list_parameters(batch))
        if isinstance(items, Failure):
            return unavailable(self.name, items, batch)
        records = {record.id: record for record in self._records(items)}
        miss = NotFound(registry=self.name, scope=Scope.HOLDINGS)
        return {key: Found(record=records[key]) if key in records else miss for key in batch}

    def _search(self, query: Query) -> Hits | Unavailable:
        if not query.raw.strip():
            return unable(self.name, "nothing to search for")
        items = self._ask(_search_parameters(query))
        if isinstance(items, Failure):
            return items.of(self.name)
        scores = [item.get("score") for item in items]
        hits = tuple(
            Hit(record=record, score=float(score) if isinstance(score, int | float) else None)
            for record, score in zip(self._records(items), scores, strict=True)
        )
        return Hits(registry=self.name, hits=hits)

    def _records(self, items: Items) -> list[Record]:
        retrieved = self._now()
        return [crossref_record(item, self._provenance(item, retrieved)) for item in items]

    def _provenance(self, item: Mapping[str, Any], retrieved: datetime) -> Provenance:
        """The record's own address, where anybody can read what the list said."""
        url = f"{self._base_url}/works/{as_segment(first_text(item, 'DOI') or '')}"
        return Provenance(registry=self.name, url=url, retrieved=retrieved)

    def _ask(self, parameters: Parameters) -> Items | Failure:
        """The items of one answer, or why there are none. habanero has an exception of its own for every way to fail."""
        client = habanero.Crossref(
            base_url=self._base_url, mailto=self._mailto, ua_string=self._agent, timeout=_SECONDS
        )
        try:
            answer = client.works(**parameters)
        except httpx2.HTTPStatusError as error:
            return status_failure(error.response.status_code, retry_after(error.response.headers, self._now()))
        except habanero.RequestError as error:
            return status_failure(error.status_code)
        except RuntimeError as error:
            return _network_why(error.__cause__)
        except (ValueError, TypeError, LookupError, AttributeError):  # it takes the shape of a body for granted
            return broken("gave an answer that is not what Crossref answers")
        message = answer.get("message") if isinstance(answer, Mapping) else None
        items = message.get("items") if isinstance(message, Mapping) else None
        if not isinstance(items, list):
            return broken("gave an answer without items")
        return [item for item in items if isinstance(item, Mapping)]

    def _url(self, parameters: Parameters) -> str:
        """The address that habanero makes of ``parameters``, made with its own parts."""
        filters = parameters.get("filter")
        payload = {"filter": filter_handler(filters) if filters else None, "rows": str(parameters["limit"])}
        queries = {key: value for key, value in parameters.items() if key.startswith("query_")}
        payload = {key: value for key, value in payload.items() if value} | queries
        return str(httpx2.URL(f"{self._base_url}/works", params=rename_query_filters(payload)))


def _list_parameters(batch: Sequence[Id]) -> Parameters:
    return {"filter": {"doi": [key.value for key in batch]}, "limit": len(batch)}


def _search_parameters(query: Query) -> Parameters:
    text = " ".join(query.raw.split())
    return {"query_bibliographic": text[:MOST_SEARCHED], "limit": ROWS}


def _length(key: Id) -> int:
    return len(as_segment(f"doi:{key.value},"))


def _network_why(cause: BaseException | None) -> Failure:
    """What kept habanero from an answer; the exception that it wraps tells."""
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError):
        return Failure("cannot be reached", Cause.UNREACHABLE)
    if isinstance(cause, httpx2.TimeoutException):
        return broken("did not answer in time")
    return broken("broke the connection off")
