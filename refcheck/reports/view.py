"""What of a report a person wants to see, put together under headings."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import field, frozen

from refcheck.messages import ENGLISH, speaker
from refcheck.model import CheckedReference, Finding, ListFinding, Match, Method, Report, Rule, Severity, Verdict
from refcheck.reports.ordering import TAKEN_BACK, Priority, in_order, lists_in_order, most_severe_first, priority
from refcheck.reports.phrases import heading, total, whole_list
from refcheck.reports.policy import Policy

MOST = 20
"""How many references are shown, the gravest; of the others the findings are counted. Source: set by hand."""


class Group(StrEnum):
    """What the references of a report are put together by."""

    VERDICT = "verdict"
    FILE = "file"
    RULE = "rule"


class Detail(StrEnum):
    """How much is said of each finding: ``full`` adds where it stands, its fingerprint and its sources."""

    BRIEF = "brief"
    FULL = "full"


@frozen(kw_only=True)
class View:
    """A person's choice. ``least`` is the lowest severity that is shown; what lies below it is counted. What is graver than
    ``most_severe`` is shown elsewhere.

    With a ``policy``, the references are counted by its classes at the head. ``most`` references are shown, or all (``None``).
    Without a ``language``, the report is shown in its own.
    """

    least: Severity = Severity.WARNING
    most_severe: Severity = Severity.ERROR
    detail: Detail = Detail.BRIEF
    group: Group = Group.VERDICT
    policy: Policy | None = None
    most: int | None = MOST
    language: str | None = None

    def spoken(self, report: Report) -> Report:
        """Return the report in the language of the view."""
        return report if self.language is None else report.translated(self.language)

    def shows(self, finding: Finding) -> bool:
        """Return whether the finding is grave enough to be shown, and not too grave; that a work was taken back is no mere note."""
        severity = max(finding.severity, Severity.WARNING) if finding.code in TAKEN_BACK else finding.severity
        return self.least <= severity <= self.most_severe

    @property
    def shows_verdicts(self) -> bool:
        """Whether a reference is shown for a verdict that tells something by itself."""
        return self.most_severe is Severity.ERROR

    @property
    def tells_who_was_asked(self) -> bool:
        """Whether a reference that nobody could tell anything of is shown for that alone: with the notes, as it is no finding."""
        return self.shows_verdicts and (self.least is Severity.INFO or self.detail is Detail.FULL)


@frozen(kw_only=True)
class Entry:
    """A reference and those of its findings that are shown in one place, the gravest first."""

    audited: CheckedReference
    findings: tuple[Finding, ...]

    @property
    def beside_record(self) -> str:
        """Return what outages left open beside a record: told once, where the gravest finding of the reference is, or none."""
        gravest = most_severe_first(self.audited.findings)[:1]
        return self.audited.unsettled if self.audited.record and self.findings[:1] == gravest else ""


Shown = Entry | ListFinding
"""What stands under a heading."""


@frozen(kw_only=True)
class Section:
    """A heading and what stands below it, the gravest first. ``total`` is how many the report has of them, where that is more."""

    heading: str
    shown: tuple[Shown, ...]
    total: int = 0
    language: str = ENGLISH

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The references."""
        return tuple(each for each in self.shown if isinstance(each, Entry))

    @property
    def title(self) -> str:
        """The heading with its count: ``Verified, to be looked at (3 of 7)``."""
        number = len(self.shown)
        if self.total <= number:
            return f"{self.heading} ({number})"
        return speaker(self.language)("heading-of", heading=self.heading, count=number, total=self.total)


@frozen(kw_only=True)
class Excerpt:
    """The sections that are shown, and the findings of each rule that are not, for want of room."""

    sections: tuple[Section, ...]
    others: dict[Rule, list[Finding]] = field(factory=dict)


def sections(report: Report, view: View) -> tuple[Section, ...]:
    """Return what the view shows: references with a finding it shows or a verdict that tells something by itself; lists."""
    return _grouped(report, view, _everything(report, view))


def excerpt(report: Report, view: View) -> Excerpt:
    """Return the gravest of all that the view shows, as many as it wants, and the findings of the others."""
    every = _everything(report, view)
    most = len(every) if view.most is None else view.most
    left = [finding for each in every[most:] for finding in _findings(each)]
    others: dict[Rule, list[Finding]] = {}
    for finding in most_severe_first(left):
        others.setdefault(finding.rule, []).append(finding)
    return Excerpt(sections=_grouped(report, view, every[:most]), others=others)


def hidden(report: Report, view: View) -> int:
    """Return how many findings are too slight to be shown."""
    return sum(not view.shows(finding) for finding in report.findings())


def unsettled(report: Report, view: View) -> int:
    """Return of how many references it is not shown who was asked in vain; that nobody was, offline, the summary says."""
    if view.tells_who_was_asked or report.is_offline:
        return 0
    return sum(bool(audited.unsettled) and audited.record is None for audited in report.references)


def _everything(report: Report, view: View) -> list[Shown]:
    """Return what the view shows, in order: the lists stand behind what was not found and before the rest."""
    entries = list(_entries(report, view))
    found = [each for each in lists_in_order(report) if view.shows(each.finding)]
    before = [each for each in entries if priority(each.audited) < Priority.WHOLE_LIST]
    return [*before, *found, *entries[len(before) :]]


def _entries(report: Report, view: View) -> Iterator[Entry]:
    for audited in in_order(report.references):
        findings = most_severe_first(filter(view.shows, audited.findings))
        is_open = bool(audited.unsettled) and view.tells_who_was_asked
        tells = view.shows_verdicts and audited.verdict in (Verdict.BROKEN, Verdict.NOT_FOUND)
        if findings or is_open or tells:
            yield Entry(audited=audited, findings=findings)


def _findings(shown: Shown) -> tuple[Finding, ...]:
    return shown.findings if isinstance(shown, Entry) else (shown.finding,)


def _grouped(report: Report, view: View, every: Sequence[Shown]) -> tuple[Section, ...]:
    groups: dict[str, list[Shown]] = {}
    totals: dict[str, int] = {}
    titles = {which: (heading(report, which), total(report, which)) for which in Priority if which is not _LISTS}
    titles[_LISTS] = whole_list(report.language), len(report.list_findings)
    for each in every:
        for title, number, part in _parts(each, view.group, titles):
            groups.setdefault(title, []).append(part)
            totals[title] = number
    return tuple(
        Section(heading=title, shown=tuple(each), total=totals[title], language=report.language)
        for title, each in groups.items()
    )


def _parts(shown: Shown, group: Group, titles: Mapping[Priority, tuple[str, int]]) -> Sequence[tuple[str, int, Shown]]:
    """Return the headings that something stands under, how many the report has of them, and what of it stands there."""
    if isinstance(shown, ListFinding):
        return [(*titles[_LISTS], shown)]
    if group is Group.FILE:
        return [(shown.audited.file, 0, shown)]
    if group is Group.RULE:
        return [
            (f"{finding.rule.code}: {finding.rule.title}", 0, Entry(audited=shown.audited, findings=(finding,)))
            for finding in shown.findings
        ]
    return [(*titles[priority(shown.audited)], shown)]


_LISTS = Priority.WHOLE_LIST

LIKELY = 0.1
"""Records that a search found and that are less likely the described work are not shown. The score is a probability: below this
nine in ten are another work, and a wrong one beside a reference misleads more than none. Source: set by hand, not fitted."""


def is_shown(match: Match) -> bool:
    """Return whether a record stands beside a reference: whatever its own identifier leads to, and what is likely enough."""
    return match.method is not Method.SEARCH or match.score >= LIKELY
