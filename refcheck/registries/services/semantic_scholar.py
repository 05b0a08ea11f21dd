"""Semantic Scholar: works of all fields. It is asked only by who has a key, or asks for it by name.

Source: the Academic Graph API (``/graph/v1/paper/search/match?query=…``). A key without cost has one request a second over all
that is asked; without one, all share a pool that refuses (429) more often than not. Its answers may be shown with the words
"Data from Semantic Scholar".
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from refcheck.model import Record, Work
from refcheck.registries.failures import Failure
from refcheck.registries.services.crossref.record import entries, first_text
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import ROWS, Searched, items_at, query_string, title_words
from refcheck.registries.transport.stated import printed_year, stated_name

_FIELDS = "title,year,venue,authors,externalIds,journal,publicationTypes,url"


class SemanticScholar(Searched):
    """The search for titles."""

    name = "Semantic Scholar"
    holds = "works of all fields"

    def _headers(self) -> Mapping[str, str]:
        return {"x-api-key": self._key} if self._key else {}

    def may_hold(self, work: Work) -> bool:
        """Articles, papers and preprints."""
        return work.type in ("article-journal", "article", "paper-conference", "chapter")

    def _search_url(self, work: Work) -> str:
        asked = query_string(query=title_words(work), fields=_FIELDS, limit=ROWS)
        return f"{self._base_url}/graph/v1/paper/search?{asked}"

    def _found(self, reply: Reply, retrieved: datetime) -> Sequence[Record] | Failure:
        items = items_at(reply.json(), "data")
        if isinstance(items, Failure):
            return items
        return [self._read(item, retrieved) for item in items if first_text(item, "title")]

    def _read(self, item: Mapping[str, Any], retrieved: datetime) -> Record:
        ids, journal = item.get("externalIds"), item.get("journal")
        doi = first_text(ids, "DOI")
        names = (first_text(entry, "name") for entry in entries(item, "authors"))
        work = Work(
            title=first_text(item, "title"),
            author=tuple(stated_name(name) for name in names if name),
            container_title=first_text(journal, "name") or first_text(item, "venue"),
            volume=first_text(journal, "volume"),
            page=first_text(journal, "pages"),
            issued=printed_year(first_text(item, "year")),
            doi=doi.lower() if doi else None,
            arxiv=first_text(ids, "ArXiv"),
        )
        url = first_text(item, "url") or f"https://www.semanticscholar.org/paper/{first_text(item, 'paperId') or ''}"
        return self._record(work, url, retrieved)
