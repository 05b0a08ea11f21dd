"""A list that was checked, and its records as a registry: it answers as before, and no service is asked anew."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from refcheck.fixing import DUPLICATE, fuller_first, why_two
from refcheck.model import Answer, Hit, Hits, Id, Query, Report, Unavailable
from refcheck.registries import Offline
from refcheck.servers.page.decisions import Decisions, decided
from refcheck.servers.page.desk import Source


@frozen(kw_only=True)
class Checked:
    """A list, the report on it as the house has set it, what somebody decided since, and the report with that.

    ``merges`` are the entries that could be merged into others, by their places: their own key, and the other's.
    """

    source: Source
    report: Report
    decisions: Decisions = field(factory=Decisions)
    decided: Report = field(init=False)
    merges: Mapping[int, tuple[str, str]] = field(init=False)

    @decided.default
    def _with_decisions(self) -> Report:
        return decided(self.report, self.decisions)

    @merges.default
    def _of_duplicates(self) -> dict[int, tuple[str, str]]:
        places = {each.key: place for place, each in reversed(list(enumerate(self.report.references)))}
        entries = self.report.references
        found: dict[int, tuple[str, str]] = {}
        for finding in (each.finding for each in self.decided.list_findings if each.finding.code == DUPLICATE):
            pair = [entries[places[key]].case.reference for key in finding.references if key in places]
            own = len(pair) == 2 and entries[places[pair[0].key]]
            if own and own.format == "bibtex" and own.file == self.source.name and not why_two(*pair):
                stays, gone = fuller_first(*pair)
                found.setdefault(places[gone.key], (gone.key, stays.key))
        return found


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
        """Return the answers that are known; of the rest, that nobody was asked."""
        return {**super().lookup(ids), **{each: self._answers[each] for each in ids if each in self._answers}}

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:  # type: ignore[override]
        """Return the record that was found for a work of the same title."""
        return tuple(
            Hits(registry=record.provenance.registry, hits=(Hit(record=record),))
            if (record := self._found.get(query.work.title)) is not None
            else unasked
            for query, unasked in zip(queries, super().search(queries), strict=True)
        )
