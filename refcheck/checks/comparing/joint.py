"""A difference beside all that was compared: what the record has, what it lacks, and what else differs."""

from collections.abc import Callable

from attrs import frozen

from refcheck.checks.comparing.misreading import is_misread
from refcheck.matching.appearance import is_of_meeting
from refcheck.model import Agreement, Case, Match, Work

_IDENTIFYING_FIELDS = ("title", "author", "issued", "container-title", "volume", "issue", "page", "edition")
"""CSL variables of which two that differ are hardly two slips."""

_BOOKS = frozenset(
    ("book", "chapter", "collection", "entry", "entry-encyclopedia", "entry-dictionary", "monograph", "report")
)
"""CSL types of what is dated as books are."""


@frozen(kw_only=True)
class Joint:
    """One agreement of a match, and what stands beside it."""

    case: Case
    match: Match
    agreement: Agreement

    @property
    def differing(self) -> list[Agreement]:
        """The other agreements that differ, and not by the reader's fault."""
        return [
            each
            for each in self.match.agreements
            if each.field in _IDENTIFYING_FIELDS
            and each.field != self.agreement.field
            and each.differs
            and not is_misread(self.case, self.match, each)
        ]

    @property
    def cited(self) -> Work:
        """The cited work."""
        return self.case.reference.work

    @property
    def registered(self) -> Work:
        """The registered work."""
        return self.match.record.work

    @property
    def agreeing(self) -> frozenset[str]:
        """The variables in which the two agree."""
        return frozenset(each.field for each in self.match.agreements if each.agrees)

    @property
    def distance(self) -> int:
        """By how many years the cited year is later than the last registered one, or earlier than the first (negative)."""
        work, cited = self.registered, self.cited.year
        years = [date.year for date in (work.issued, *work.issued_alternative) if date and date.year]
        if cited is None or not years:
            return 0
        return cited - max(years) if cited > max(years) else min(0, cited - min(years))

    @property
    def is_placed(self) -> bool:
        """Whether volume and first page agree, which no other piece has, or the page and the year."""
        return "page" in self.agreeing and not self.agreeing.isdisjoint(("volume", "issued"))

    @property
    def lacks_place(self) -> bool:
        """Whether the record has neither volume nor issue, and the reference has one."""
        ours, theirs = self.cited, self.registered
        return bool(ours.volume or ours.issue) and not (theirs.volume or theirs.issue)

    @property
    def in_book(self) -> bool:
        """Whether the record is of a book or a part of one."""
        return self.registered.type in _BOOKS

    @property
    def at_meeting(self) -> bool:
        """Whether the record is of a meeting's paper."""
        return is_of_meeting(self.registered) or is_of_meeting(self.cited)


@frozen
class Condition:
    """One condition: of which CSL variables it speaks, when it holds, how the note ends, and the base rate.

    Variables with a plus between them may differ together: ``issued+page``.
    """

    name: str
    of: str
    holds: Callable[[Joint], bool]
    why: str
    rate: str

    def beside(self, variable: str) -> frozenset[str]:
        """Return what may differ with a variable, itself among it; nothing where the condition does not speak of that."""
        return frozenset(each for group in self.of.split() for each in group.split("+") if variable in group.split("+"))
