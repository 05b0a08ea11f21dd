"""Crossref: lists of works, searches, and single works. Parts of habanero write the URLs, and our own transport sends the requests.

Source: the Crossref REST API (``/works?filter=doi:…``, ``/works?query.bibliographic=…``, ``/works/{doi}``). Repeating a filter
means "or". A DOI that is missing in a list is unknown *or* an alias, and must therefore be looked up again on its own
(:class:`CrossrefSingle`). habanero itself opens a connection for each request, hides the headers that announce the limits, and
reads answers without a limit of size or time.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from habanero.filterhandler import filter_handler
from habanero.habanero_utils import rename_query_filters

from refcheck.model import CROSSREF, Aim, Hit, Hits, Id, Query, Record, Scheme, Unavailable
from refcheck.registries.base import Planned, Traits, unable
from refcheck.registries.connections import CROSSREF_URL
from refcheck.registries.failures import WITHHELD, Failure, broken
from refcheck.registries.services.crossref.record import crossref_record, message_of
from refcheck.registries.transport.about import OTHER_RECORD, is_about, is_of_search
from refcheck.registries.transport.batching import Lists, OneByOne, as_segment
from refcheck.registries.transport.browser import PageAccess
from refcheck.registries.transport.get import Reply, within
from refcheck.registries.transport.stated import first_text, texts
from refcheck.text.recoding import without_controls

ROWS = 5
"""The number of search results to re-rank, as Crossref recommends."""

MOST_SEARCHED = 600
"""The most characters of a printed reference in a search. More of them slow the search down without better results."""

_HIGHEST = 1e9
"""A greater score is invalid: Crossref's scores reach some hundreds. Source: scores in Crossref's answers, and a wide margin."""

_YEARS = range(1000, 10_000)
"""The years that Crossref accepts in a filter, of four digits."""

Items = list[Mapping[str, Any]]


class Crossref(Lists):
    """Crossref's lists and searches: one request per batch of DOIs, and one per query."""

    name = CROSSREF
    traits = Traits(holds="works whose DOIs Crossref registers")
    schemes = frozenset({Scheme.DOI})
    home = CROSSREF_URL
    access = PageAccess(paths=("/works",), mailto="mailto")
    shape = object

    def _size(self, key: Id) -> int:
        return len(as_segment(f"doi:{key.value},"))

    def _url(self, batch: Sequence[Id]) -> str:
        return self._works(len(batch), {"doi": [key.value for key in batch]})

    def _search_url(self, query: Query) -> str | None:
        """Return the URL of a search; ``None`` if there is nothing to search for."""
        text = " ".join(without_controls(query.raw).split())
        if len(text) > MOST_SEARCHED and (title := query.work.title or "") not in text[:MOST_SEARCHED]:
            text = f"{title} {text}"  # the authors alone fill the search
        text = text[:MOST_SEARCHED]
        if not text:
            return None
        if query.aim is Aim.WORK:
            return self._works(ROWS, query_bibliographic=text)
        before = query.work.year
        until = {"until_pub_date": str(before)} if before and before in _YEARS else None
        return self._works(ROWS, until, query_container_title=text)

    def _before_searching(self, query: Query) -> Iterator[Planned]:
        if (url := self._search_url(query)) is not None:
            yield Planned(registry=self.name, url=url)

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | Failure:
        items = _items(body)
        return items if isinstance(items, Failure) else {each.id: each for each in self._read(items)}

    def _search(self, query: Query) -> Hits | Unavailable:
        """Return the five works that Crossref ranks highest. Its scores have no unit and are not probabilities."""
        if (url := self._search_url(query)) is None:
            return unable(self.name, "nothing to search for")
        body = self._json(self._web.get(url, follow=within(self._base_url)))
        items = body if isinstance(body, Failure) else _items(body)
        if isinstance(items, Failure):
            return items.of(self.name)
        named = [item for item in items if first_text(item, "DOI")]
        records = self._read(named)
        if not is_of_search(query.raw, records):
            return OTHER_RECORD.of(self.name)
        hits = tuple(
            Hit(record=record, score=_score(item.get("score"))) for record, item in zip(records, named, strict=True)
        )
        return Hits(registry=self.name, hits=hits)

    def _read(self, items: Items) -> list[Record]:
        """Return the records, each with its own URL, where a user can check what the list said."""
        urls = (f"{self._base_url}/works/{as_segment(first_text(item, 'DOI') or '')}" for item in items)
        return [crossref_record(item, self._provenance(url)) for item, url in zip(items, urls, strict=True)]

    def _works(self, rows: int, filters: Mapping[str, Any] | None = None, **queries: str) -> str:
        """Return the URL that habanero would make of filters and queries, with habanero's own functions."""
        payload = {"filter": filter_handler(filters)} if filters else {}
        return f"{self._base_url}/works?{urlencode(rename_query_filters({**payload, 'rows': str(rows), **queries}))}"


def _items(body: Any) -> Items | Failure:
    """Return the items of one answer, or why there are none."""
    message = message_of(body, "work-list")
    items = message.get("items")
    if not isinstance(items, list):
        return broken("gave an answer without items")
    if not items and message.get("total-results"):
        return WITHHELD
    return [item for item in items if isinstance(item, Mapping)]


def _score(value: object) -> float | None:
    """Return a score if it is a finite number of a plausible size."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= _HIGHEST and math.isfinite(value) else None


class CrossrefSingle(OneByOne):
    """Crossref's single records, for DOIs that the lists lack: one request per DOI, and a second one for an alias.

    Here an alias answers with 301 to the DOI that replaces it, and only here can a DOI with a comma be looked up. A 404 means only
    that Crossref has no record of the DOI.
    """

    name = CROSSREF
    schemes = frozenset({Scheme.DOI})
    home = CROSSREF_URL
    access = PageAccess(paths=("/works/",), mailto="mailto")
    unsearched = "single records cannot be searched"

    def _url(self, key: Id) -> str:
        return f"{self._base_url}/works/{as_segment(key.value)}"

    def _read(self, key: Id, body: Any, reply: Reply) -> Record | Failure:
        message = message_of(body, "work")
        if not (doi := first_text(message, "DOI")):
            return broken("gave an answer without a record")
        if not is_about(key.value, doi, passed=reply.passed, aliases=texts(message, "alias")):
            return OTHER_RECORD
        return crossref_record(message, self._provenance(reply.url))
