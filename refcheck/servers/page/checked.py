"""A list that was checked."""

from attrs import field, frozen

from refcheck.model import Report
from refcheck.servers.page.decisions import Decisions, decided
from refcheck.servers.page.desk import Source


@frozen(kw_only=True)
class Checked:
    """What the list was, the report on it as the house has set it, what somebody decided since, and the report with that."""

    source: Source
    report: Report
    decisions: Decisions = field(factory=Decisions)
    decided: Report = field(init=False)

    @decided.default
    def _with_decisions(self) -> Report:
        return decided(self.report, self.decisions)
