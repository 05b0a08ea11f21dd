"""The records of a checked list as a registry: it answers as before, and no service is asked anew."""

from collections.abc import Sequence

from refcheck.model import Answer, Hit, Hits, Id, Query, Report, Unavailable
from refcheck.registries import Offline


class Known(Offline):
    """Answers what a report's cases hold: identifiers that were asked for, and the record that a search found for a work."""

    def __init__(self, report: Report) -> None:
        """Remember the answers of a report."""
        super().__init__()
        self._answers = {each.id: each.answer for audited in report.references for each in audited.case.answers}
        self.schemes = frozenset(each.scheme for each in self._answers) | self.schemes
        self._found = {
            audited.case.reference.work.title: audited.case.match.record
            for audited in report.references
            if audited.case.match is not None and audited.case.search is not None
        }

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The answers that are known; of the rest, that nobody was asked."""
        return {**super().lookup(ids), **{each: self._answers[each] for each in ids if each in self._answers}}

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:  # type: ignore[override]
        """The record that was found for a work of the same title."""
        return tuple(
            Hits(registry=record.provenance.registry, hits=(Hit(record=record),))
            if (record := self._found.get(query.work.title)) is not None
            else unasked
            for query, unasked in zip(queries, super().search(queries), strict=True)
        )
