"""A list that was checked."""

from attrs import field, frozen

from refcheck.model import Report
from refcheck.servers.page.decisions import Decisions, decided
from refcheck.servers.page.desk import Source


@frozen(kw_only=True)
class Checked:
    """What the list was, the report on it as the house has set it, and what somebody decided since."""

    source: Source
    report: Report
    decisions: Decisions = field(factory=Decisions)

    @property
    def decided(self) -> Report:
        """The report with the decisions."""
        return decided(self.report, self.decisions)
