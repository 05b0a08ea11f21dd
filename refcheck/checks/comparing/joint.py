"""A difference beside all that was compared: what the record has, what it lacks, and what else differs."""

import re

from attrs import frozen

from refcheck.checks.comparing.misreading import is_misread
from refcheck.gazetteer.journals import dated_as_wholes
from refcheck.identifiers.schemes import doi
from refcheck.lexicon import Term, words
from refcheck.matching.kind import AGREEING
from refcheck.model import Agreement, Case, Change, Comparison, Match
from refcheck.text.folding import fold
from refcheck.text.spelling import is_part

_TELLING = ("title", "author", "issued", "container-title", "volume", "issue", "page", "edition")
"""CSL variables of which two that differ are hardly two slips."""

_SHOWING = frozenset(("author", "issued", "container-title", "volume", "page", "publisher"))
"""CSL variables that show together which work is meant."""

_BOOKS = frozenset(
    ("book", "chapter", "collection", "entry", "entry-encyclopedia", "entry-dictionary", "monograph", "report")
)
"""CSL types of what is dated as books are."""

_LATE = 3
"""A record that is dated so many years after its DOI was made was dated when somebody else took it over. Source: set by hand."""

_DIGITISED = 10
"""So many years later journals were put online as a whole. Source: set by hand; a decade and more is no slip of a year."""

_WEB = 2000
"""From this year on journals are online as they appear. Source: Crossref was founded in January 2000."""

_FIRST, _LAST = (1, 2), (11, 12)
"""Months at the turn of the year."""

_ISSUES = (2, 3, 4, 6, 8, 10, 12, 24, 52)
"""So many issues a volume has, of journals that count them."""

_NUMBER = re.compile(r"\d+")
"""A number: ``2016``."""


@frozen(kw_only=True)
class Joint:
    """One agreement of a match, and what stands beside it."""

    case: Case
    match: Match
    agreement: Agreement

    @property
    def variable(self) -> str:
        """The CSL variable."""
        return self.agreement.field

    @property
    def differing(self) -> frozenset[str]:
        """The other variables in which the two differ, and not by the reader's fault."""
        return frozenset(
            each.field
            for each in self.match.agreements
            if each.field in _TELLING
            and each.field != self.variable
            and each.comparison is Comparison.DIFFERENT
            and not is_misread(self.case, self.match, each)
        )

    @property
    def is_the_work(self) -> bool:
        """Whether enough of the rest agrees: the title, or two of what tells a work beside it."""
        agreeing = {each.field for each in self.match.agreements if each.comparison in AGREEING} - {self.variable}
        return "title" in agreeing or len(agreeing & _SHOWING) > 1

    @property
    def distance(self) -> int | None:
        """By how many years the cited year is later than the last registered one, or earlier than the first (negative)."""
        work = self.match.record.work
        years = [date.year for date in (work.issued, *work.issued_alternative) if date and date.year]
        cited = self.case.reference.work.year
        if cited is None or not years:
            return None
        return cited - max(years) if cited > max(years) else min(0, cited - min(years))

    @property
    def is_beside_year_of_doi(self) -> bool:
        """Whether the cited year is one off that which the DOI has, and the record was dated years after the DOI was made."""
        cited, work = self.case.reference.work.year, self.match.record.work
        of_doi = doi.read(work.doi).year if work.doi else None
        if cited is None or of_doi is None or work.year is None:
            return False
        return abs(cited - of_doi) == 1 and work.year - of_doi >= _LATE

    @property
    def is_dated_as_a_whole(self) -> bool:
        """Whether the record is of an entry of a database that dates all of them as of its first day, and was cited later."""
        work = self.match.record.work
        names = (work.container_title, *work.container_title_alternative)
        return (self.distance or 0) > 0 and any(fold(name or "") in dated_as_wholes() for name in names)

    @property
    def has_editor_of_series(self) -> bool:
        """Whether the record of a book in a series begins with one more author than are cited, and all of these agree."""
        work = self.match.record.work
        missing = [each for each in self.agreement.differences if each.change is Change.MISSING]
        first = str(work.author[0]) if work.author else ""
        is_first = len(self.agreement.differences) == len(missing) == 1 and missing[0].registered == first
        return is_first and self.in_book and bool(work.collection_title or work.container_title)

    @property
    def is_dated_when_digitised(self) -> bool:
        """Whether the record of a piece that stands where it is cited is dated once, to the day, many years after the cited year."""
        cited, work = self.case.reference.work.year or _WEB, self.match.record.work
        is_once = self.kinds == ("online",) or self.is_dated_to_the_day
        is_young = bool(work.doi) and doi.read(work.doi).year == work.year
        return is_once and not is_young and cited < _WEB and (self.distance or 0) <= -_DIGITISED and self.is_placed

    @property
    def counts_through(self) -> bool:
        """Whether of two issues one is counted within the volume and the other from the first volume on: 107 and 27, 3 of four a year."""
        numbers = [_NUMBER.findall(side) for side in (self.agreement.cited, self.agreement.registered)]
        volume = _NUMBER.findall(self.match.record.work.volume or "")
        if any(len(found) != 1 for found in (*numbers, volume)):
            return False
        within, whole = sorted(int(found[0]) for found in numbers)
        before = int(volume[0]) - 1
        return before > 0 and any(before * each + within == whole and within <= each for each in _ISSUES)

    @property
    def is_placed(self) -> bool:
        """Whether volume and first page agree, which no other piece has, or the page and the year."""
        agreeing = {each.field for each in self.match.agreements if each.comparison in AGREEING}
        return "page" in agreeing and not agreeing.isdisjoint(("volume", "issued"))

    @property
    def has_author_in_title(self) -> bool:
        """Whether all that one title has alone are words of the authors' names."""
        named = (*self.case.reference.work.author, *self.match.record.work.author)
        names = {word for name in named for word in fold(str(name)).split()}
        alone = [each for each in self.agreement.differences if each.change in (Change.MISSING, Change.EXTRA)]
        said = {word for each in alone for word in fold(each.cited or each.registered).split()}
        return len(alone) == len(self.agreement.differences) and bool(said) and said <= names | {"by", "and"}

    @property
    def lacks_part(self) -> bool:
        """Whether all that one title has alone is the number of a part, of which the other says nothing."""
        found = self.agreement.differences
        return len(found) == 1 and not (found[0].cited and found[0].registered) and is_part(fold(found[0].cited or found[0].registered))

    @property
    def has_editors_alone(self) -> bool:
        """Whether title, authors and book agree, so that the record has other people as editors: a series' ones."""
        agreeing = {each.field for each in self.match.agreements if each.comparison in AGREEING}
        return {"title", "author", "container-title"} <= agreeing

    @property
    def has_year_as_volume(self) -> bool:
        """Whether one of two volumes is the year, which the other side has too."""
        ours, theirs = self.case.reference.work, self.match.record.work
        volumes = {ours.volume, theirs.volume}
        numbers = volumes - {str(ours.year)}
        return ours.year == theirs.year and len(numbers) == 1 and len(next(iter(numbers)) or "") < len(str(ours.year))

    @property
    def has_numbers_swapped(self) -> bool:
        """Whether the volume is registered as the issue, and the issue as the volume."""
        ours, theirs = self.case.reference.work, self.match.record.work
        return bool(ours.volume and ours.issue) and (ours.volume, ours.issue) == (theirs.issue, theirs.volume)

    @property
    def counts_own_pages(self) -> bool:
        """Whether one side counts the piece's own pages, as many as the other has: ``1-8`` and ``45-52``."""
        ranges = [[int(number) for number in _NUMBER.findall(side)] for side in (self.agreement.cited, self.agreement.registered)]
        if any(len(each) != 2 for each in ranges):
            return False
        lengths = {last - first for first, last in ranges}
        return len(lengths) == 1 and 1 in (ranges[0][0], ranges[1][0])

    @property
    def has_volume_in_title(self) -> bool:
        """Whether all that one title has alone is the number of the volume, which the other side has where volumes stand."""
        ours, theirs = self.case.reference.work, self.match.record.work
        found = [
            _NUMBER.findall(each.cited or each.registered) == [volume] and is_part(fold(each.cited or each.registered))
            for each in self.agreement.differences
            if (volume := (theirs if each.cited else ours).volume)
        ]
        return len(found) == len(self.agreement.differences) == 1 and found[0]

    @property
    def is_dated_at_turn(self) -> bool:
        """Whether the record is dated in the first two months of the year after the cited one, or the last two of that before."""
        work = self.match.record.work
        dates = [date for date in (work.issued, *work.issued_alternative) if date and date.year and date.month]
        cited = self.case.reference.work.year or 0
        return any(
            (date.year == cited + 1 and (date.month or 0) in _FIRST) or (date.year == cited - 1 and (date.month or 0) in _LAST)
            for date in dates
        )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of print and online the record dates."""
        return self.match.record.work.issued_kinds

    @property
    def is_dated_to_the_day(self) -> bool:
        """Whether the record has one date, to the day, and does not say of what."""
        issued = self.match.record.work.issued
        return not self.kinds and issued is not None and issued.day is not None

    @property
    def lacks_place(self) -> bool:
        """Whether the record has neither volume nor issue, and the reference has one."""
        ours, theirs = self.case.reference.work, self.match.record.work
        return bool(ours.volume or ours.issue) and not (theirs.volume or theirs.issue)

    @property
    def registered_first_page(self) -> int | None:
        """The number of the first registered page."""
        found = _NUMBER.search(self.match.record.work.page or "")
        return int(found[0]) if found else None

    @property
    def in_book(self) -> bool:
        """Whether the record is of a book or a part of one."""
        return self.match.record.work.type in _BOOKS

    @property
    def at_meeting(self) -> bool:
        """Whether the record is of a meeting's paper."""
        work = self.match.record.work
        names = (work.container_title, work.event_title, self.case.reference.work.container_title)
        said = {word for name in names if name for word in fold(name).split()}
        return work.type == "paper-conference" or not words(Term.MEETING).isdisjoint(said)
