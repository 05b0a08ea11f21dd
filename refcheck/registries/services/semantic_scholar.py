"""Semantic Scholar: works of all fields. It is queried only if the user has a key, or names the service.

Source: the Academic Graph API (https://api.semanticscholar.org/api-docs/graph): ``POST /graph/v1/paper/batch``, at most five
hundred identifiers, and ``/graph/v1/paper/search?query=…``. A free key allows one request a second in all; callers without a key
share a pool that refuses (429) more often than not. Its answers may be shown with the words "Data from Semantic Scholar".
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from refcheck.identifiers.schemes.arxiv import to_doi
from refcheck.model import Id, Record, Scheme, Work
from refcheck.registries.base import Planned
from refcheck.registries.failures import Failure
from refcheck.registries.transport.batching import Lists
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import ROWS, Searched, title_words
from refcheck.registries.transport.stated import first_text, printed_year, stated, stated_names

_FIELDS = "title,year,venue,authors,externalIds,journal,publicationTypes,url"

_NONE = "No valid paper ids given"
"""The error, with status 400, if it has none of the identifiers; if it has some, each missing one is ``null``."""


class SemanticScholar(Searched, Lists):
    """Lists of DOIs, five hundred per request, and searches for titles."""

    name = "Semantic Scholar"
    holds = "works of all fields"
    types = ("article-journal", "article", "paper-conference", "chapter")
    hits_at, count_at = ("data",), "total"
    schemes = frozenset({Scheme.DOI})
    most = 500
    shape = list

    def _headers(self) -> Mapping[str, str]:
        return {"x-api-key": self._key} if self._key else {}

    def _search_url(self, work: Work) -> str:
        return self._address("/graph/v1/paper/search", query=title_words(work), fields=_FIELDS, limit=ROWS)

    def _fits(self, key: Id) -> bool:
        return True

    def _size(self, key: Id) -> int:
        return 0

    def _url(self, batch: Sequence[Id]) -> str:
        return self._address("/graph/v1/paper/batch", fields=_FIELDS)

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        yield Planned(registry=self.name, method="POST", url=self._url(batch), body=_asked_for(batch))

    def _reply(self, batch: tuple[Id, ...]) -> Reply | Failure:
        return self._web.post(self._url(batch), _asked_for(batch).encode())

    def _has_none(self, reply: Reply) -> bool:
        return reply.status == 400 and first_text(reply.json(), "error") == _NONE

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | None:
        """Return the records of the rows, which are in the order of the batch; a row about another version is left out."""
        if len(body) != len(batch):
            return None
        rows = ((key, item) for key, item in zip(batch, body, strict=True) if first_text(item, "title"))
        return {key: self._read(item, key) for key, item in rows if _is_of(key, item)}

    def _read(self, item: Mapping[str, Any], key: Id | None = None) -> Record:
        ids, journal = item.get("externalIds"), item.get("journal")
        doi = first_text(ids, "DOI")
        work = Work(
            title=first_text(item, "title"),
            author=stated_names(item, "authors"),
            container_title=first_text(journal, "name") or first_text(item, "venue"),
            issued=printed_year(first_text(item, "year")),
            doi=doi.lower() if doi else None,
            arxiv=first_text(ids, "ArXiv"),
            **stated(journal, volume="volume", page="pages"),
        )
        url = first_text(item, "url") or f"https://www.semanticscholar.org/paper/{first_text(item, 'paperId') or ''}"
        return self._record(work, url, key=key)


def _asked_for(batch: Sequence[Id]) -> str:
    return json.dumps({"ids": [f"DOI:{key.value}" for key in batch]})


def _is_of(key: Id, item: Mapping[str, Any]) -> bool:
    """Return whether a row is about the requested DOI: a preprint and its published version share one entry."""
    ids = item.get("externalIds")
    stated_dois = (first_text(ids, "DOI") or "", to_doi(first_text(ids, "ArXiv") or ""))
    return key.value in (each.lower() for each in stated_dois)
