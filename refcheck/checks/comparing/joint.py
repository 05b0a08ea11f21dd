"""A difference in the context of all that was compared: what the record has, what it lacks, and what else differs."""

from collections.abc import Callable

from attrs import frozen

from refcheck.checks.comparing.misreading import is_misread
from refcheck.matching.appearance import is_of_meeting
from refcheck.model import Agreement, Case, Match, Work

_IDENTIFYING_FIELDS = ("title", "author", "issued", "container-title", "volume", "issue", "page", "edition")
"""CSL variables that identify a work: differences in two of them are hardly two slips."""

_BOOKS = frozenset(
    ("book", "chapter", "collection", "entry", "entry-encyclopedia", "entry-dictionary", "monograph", "report")
)
"""CSL types of works that are dated as books are."""


@frozen(kw_only=True)
class Joint:
    """One agreement of a match, with the case and the match that it belongs to."""

    case: Case
    match: Match
    agreement: Agreement

    @property
    def differing(self) -> list[Agreement]:
        """The other identifying fields that differ, without those that the parser misread."""
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
        """By how many years the cited year is later than the last registered year, or (negative) earlier than the first."""
        work, cited = self.registered, self.cited.year
        years = [date.year for date in (work.issued, *work.issued_alternative) if date and date.year]
        if cited is None or not years:
            return 0
        return cited - max(years) if cited > max(years) else min(0, cited - min(years))

    @property
    def is_placed(self) -> bool:
        """Whether the page agrees, and the volume or the year: no other article has both."""
        return "page" in self.agreeing and not self.agreeing.isdisjoint(("volume", "issued"))

    @property
    def lacks_place(self) -> bool:
        """Whether the record has neither volume nor issue, and the reference has at least one of them."""
        ours, theirs = self.cited, self.registered
        return bool(ours.volume or ours.issue) and not (theirs.volume or theirs.issue)

    @property
    def in_book(self) -> bool:
        """Whether the record is of a book or a part of a book."""
        return self.registered.type in _BOOKS

    @property
    def at_meeting(self) -> bool:
        """Whether the record or the reference is of a meeting's paper."""
        return is_of_meeting(self.registered) or is_of_meeting(self.cited)


@frozen
class Condition:
    """One condition: the CSL variables that it applies to (``of``), when it holds, the end of the note, and the base rate.

    Variables joined by a plus may differ together: ``issued+page``.
    """

    name: str
    of: str
    holds: Callable[[Joint], bool]
    why: str
    rate: str

    def beside(self, variable: str) -> frozenset[str]:
        """Return the variables that may differ with a given one, including it; empty if the condition does not apply to it."""
        return frozenset(each for group in self.of.split() for each in group.split("+") if variable in group.split("+"))
