"""OpenAlex: works of all fields. It is queried only if the user has a key, or names the service.

Source: https://developers.openalex.org (``/works?filter=doi:a|b``, at most a hundred; ``/works?search.title=…`` became
``filter=title.search:…``). Prices of 2026: one work by its identifier costs nothing, a thousand lists $0.10 and a thousand searches
$1; a free key has a dollar a day, a caller without a key ten cents. Most of its data are copied from Crossref, so that it is not
independent evidence: it looks up DOIs of which no earlier registry gave a record, and is searched for works that Crossref did not
find.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from refcheck.identifiers.schemes.doi import RESOLVER
from refcheck.model import Cause, Id, Record, Scheme, Work
from refcheck.registries.failures import Failure
from refcheck.registries.services.crossref import csl_type
from refcheck.registries.transport.batching import Lists
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import ROWS, Searched, title_words
from refcheck.registries.transport.stated import (
    bare_numbers,
    entries,
    first_text,
    page_range,
    printed_year,
    stated,
    stated_name,
)

_TYPES = {
    "article": "article-journal",
    "preprint": "article",
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "dataset",
    "dissertation": "thesis",
    "peer-review": "review",
    "reference-entry": "entry",
    "report": "report",
    "standard": "standard",
    **dict.fromkeys(("editorial", "erratum", "letter", "retraction", "review"), "article-journal"),
}
"""The CSL types of OpenAlex's types (https://developers.openalex.org/api-reference/work-types)."""

_OF_FILTERS = frozenset(",|")
"""The separators of filters, and of the values of one filter."""

_SELECTED = "id,doi,title,type,publication_year,authorships,primary_location,biblio,language"


class OpenAlex(Searched, Lists):
    """Lists of DOIs, a hundred per request, and searches for titles. A DOI with a separator of its filters is in no list."""

    name = "OpenAlex"
    holds = "works of all fields"
    types = ("article-journal", "article", "paper-conference", "chapter", "book", "thesis", "dataset", "report")
    hits_at, count_at = ("results",), "meta.count"
    schemes = frozenset({Scheme.DOI})
    most = 100
    longest = 3_500  # with the other parameters, a URL of some 4 KB (developers.openalex.org, guides/searching)

    def _search_url(self, work: Work) -> str:
        return self._works(f"title.search:{title_words(work)}", ROWS)

    def _failure(self, reply: Reply) -> Failure:
        """Return the failure that a reply means: here 403 asks to slow down, while other services block the caller with it."""
        failure = super()._failure(reply)
        return evolve(failure, cause=Cause.BUSY, why="answered 403: too busy") if reply.status == 403 else failure

    def _fits(self, key: Id) -> bool:
        return not _OF_FILTERS & set(key.value)

    def _url(self, batch: Sequence[Id]) -> str:
        return self._works(f"doi:{'|'.join(key.value for key in batch)}", len(batch))

    def _works(self, wanted: str, rows: int) -> str:
        return self._address("/works", filter=wanted, per_page=rows, select=_SELECTED, api_key=self._key)

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | None:
        if not isinstance(body.get("results"), list):
            return None
        records = (self._read(item) for item in entries(body, "results"))
        return {record.id: record for record in records if record.id.scheme is Scheme.DOI and record.work.title}

    def _read(self, item: Mapping[str, Any]) -> Record:
        doi = (first_text(item, "doi") or "").removeprefix(RESOLVER) or None
        place = item.get("primary_location")
        source = place.get("source") if isinstance(place, Mapping) else None
        where = item.get("biblio")
        work = Work(
            type=_kind(item, place, source),
            author=tuple(stated_name(name) for entry in entries(item, "authorships") if (name := _author_name(entry))),
            container_title=first_text(source, "display_name"),
            page=page_range(first_text(where, "first_page"), first_text(where, "last_page")),
            issued=printed_year(first_text(item, "publication_year")),
            doi=doi,
            issn=bare_numbers(source, "issn"),
            **stated(where, volume="volume", issue="issue"),
            **stated(item, title="title", language="language"),
        )
        return self._record(work, first_text(item, "id") or "")


def _kind(item: Mapping[str, Any], place: object, source: object) -> str | None:
    """Return the type that the place of publication states, or else OpenAlex's, which calls proceedings papers articles."""
    kind = csl_type(first_text(place, "raw_type")) or _TYPES.get(first_text(item, "type") or "")
    of_proceedings = kind == "article-journal" and first_text(source, "type") == "conference"
    return "paper-conference" if of_proceedings else kind


def _author_name(entry: Mapping[str, Any]) -> str | None:
    return first_text(entry, "raw_author_name") or first_text(entry.get("author"), "display_name")
