"""The world of the audit's benchmark: registered works, and a registry of them that knows everything."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from match_search import Index

from refcheck.model import Aim, Answer, Found, Hit, Hits, Id, NotFound, Provenance, Query, Record, Scheme, Scope
from refcheck.registries import Planned
from refcheck.registries.base import Traits
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.text.folding import fold

MOST_AUTHORS = 6
"""So many authors every style prints, or says that there are more."""


ROWS = 5
"""Hits of a search, as many as Crossref is asked for."""


class Everything:
    """A registry that plays Crossref, with a search, and doi.org: what is not held is not registered anywhere."""

    name = "Crossref"
    schemes = frozenset({Scheme.DOI})
    traits = Traits(holds="works of all fields")

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = {record.id: record for record in records}
        self._index = Index(list(records))
        self._venues: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            names = (record.work.container_title, *record.work.container_title_alternative)
            for name in {fold(name) for name in names if name}:
                self._venues[name].append(record)

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        nowhere = NotFound(registry="doi.org", scope=Scope.REGISTRATION)
        return {each: Found(record=self._records[each]) if each in self._records else nowhere for each in ids}

    def search(self, queries: Sequence[Query]) -> tuple[Hits, ...]:
        return tuple(
            Hits(registry=self.name, hits=tuple(Hit(record=each) for each in self._found(query))) for query in queries
        )

    def _found(self, query: Query) -> Sequence[Record]:
        if query.aim is Aim.WORK:
            return self._index.search(query.raw, ROWS)
        before = query.work.issued.year if query.work.issued else None
        held = self._venues.get(fold(query.raw), [])
        return [each for each in held if before is None or _year(each) <= before][:ROWS]

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        return ()


def _year(record: Record) -> int:
    issued = record.work.issued
    return (issued.year if issued else None) or 0


def read_records(path: Path) -> Iterable[Record]:
    """Records whose DOI is well formed, with their surrounding spaces taken off."""
    provenance = Provenance(registry="Crossref", url="", retrieved=datetime(2026, 11, 24, tzinfo=UTC))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            record = crossref_record(item | {"DOI": item["DOI"].strip()}, provenance)
            if record.id.value.startswith("10."):
                yield record


def is_citable(record: Record) -> bool:
    """Whether the record has what a reference is made of, and nothing is the matter with it."""
    work = record.work
    whole = work.title and len(work.title) > 20 and work.issued and work.issued.year and work.container_title
    fit = work.type in ("article-journal", "paper-conference", "chapter") and (
        work.volume or work.type != "article-journal"
    )
    return bool(
        whole
        and fit
        and work.page
        and 0 < len(work.author) <= MOST_AUTHORS
        and all(name.family and name.given and "(" not in (name.suffix or "") for name in work.author)
        and not record.updates
        and not record.update_to
    )


def citable(records: Sequence[Record]) -> list[Record]:
    """The citable records whose titles are no other record's."""
    titles = Counter((record.work.title or "").casefold() for record in records)
    return [record for record in records if is_citable(record) and titles[(record.work.title or "").casefold()] == 1]
