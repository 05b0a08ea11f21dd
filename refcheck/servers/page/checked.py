"""A list that was checked."""

from collections.abc import Mapping

from attrs import field, frozen

from refcheck.fixing import DUPLICATE, fuller_first, why_two
from refcheck.model import Report
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
            if len(pair) == 2 and entries[places[pair[0].key]].format == "bibtex" and not why_two(*pair):
                stays, gone = fuller_first(*pair)
                found.setdefault(places[gone.key], (gone.key, stays.key))
        return found
