"""The part of a report that the user wants to see, grouped under headings."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import field, frozen

from refcheck.messages import ENGLISH, speaker
from refcheck.model import CheckedReference, Finding, ListFinding, Match, Method, Report, Rule, Severity, Verdict
from refcheck.reports.ordering import TAKEN_BACK, Priority, in_order, lists_in_order, most_severe_first, priority
from refcheck.reports.phrases import heading, total, whole_list
from refcheck.reports.policy import Policy

MOST = 20
"""The most references shown, the most severe first; of the others the findings are counted. Source: a judgement; not fitted."""


class Group(StrEnum):
    """The grouping of a report's references."""

    VERDICT = "verdict"
    FILE = "file"
    RULE = "rule"


class Detail(StrEnum):
    """The amount of detail of each finding: ``full`` adds its place, its fingerprint and its sources."""

    BRIEF = "brief"
    FULL = "full"


@frozen(kw_only=True)
class View:
    """The user's choice of what is shown.

    ``least`` is the lowest severity that is shown; less severe findings are counted. Findings above ``most_severe`` are shown
    elsewhere. With a ``policy``, the references are first counted by its classes. ``most`` references are shown, or all (``None``).
    Without a ``language``, the report is shown in its own. ``options`` are those of the run that a command to follow it needs.
    """

    least: Severity = Severity.WARNING
    most_severe: Severity = Severity.ERROR
    detail: Detail = Detail.BRIEF
    group: Group = Group.VERDICT
    policy: Policy | None = None
    most: int | None = MOST
    language: str | None = None
    options: tuple[str, ...] = ()

    def spoken(self, report: Report) -> Report:
        """Return the report in the language of the view."""
        return report if self.language is None else report.translated(self.language)

    def shows(self, finding: Finding) -> bool:
        """Return whether the finding is of a severity that is shown; one about a retracted work counts at least as a warning."""
        severity = max(finding.severity, Severity.WARNING) if finding.code in TAKEN_BACK else finding.severity
        return self.least <= severity <= self.most_severe

    @property
    def shows_verdicts(self) -> bool:
        """Whether a reference without findings is shown for its verdict."""
        return self.most_severe is Severity.ERROR

    @property
    def shows_unanswered(self) -> bool:
        """Whether a reference is shown only because it is unsettled: together with the notes, as that is not a finding."""
        return self.least is Severity.INFO or self.detail is Detail.FULL


@frozen(kw_only=True)
class Entry:
    """A reference and those of its findings that are shown in one place, the most severe first."""

    audited: CheckedReference
    findings: tuple[Finding, ...]

    @property
    def unsettled(self) -> str:
        """The questions left undecided: shown once, with the most severe finding or without findings."""
        gravest = most_severe_first(self.audited.findings)[:1]
        return self.audited.unsettled if self.findings[:1] == gravest else ""

    @property
    def beside_record(self) -> str:
        """The questions that outages left undecided although there is a record."""
        return self.unsettled if self.audited.record else ""


Shown = Entry | ListFinding
"""An item under a heading."""


@frozen(kw_only=True)
class Section:
    """A heading and its items, the most severe first. ``total`` is the number of items in the report, where that is greater."""

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
    """The sections that are shown, and by rule the findings for which there is no room."""

    sections: tuple[Section, ...]
    others: dict[Rule, list[Finding]] = field(factory=dict)


def sections(report: Report, view: View) -> tuple[Section, ...]:
    """Return what the view shows: references with a finding or a verdict that it shows, and findings of whole lists."""
    return _grouped(report, view, _everything(report, view))


def excerpt(report: Report, view: View) -> Excerpt:
    """Return the most severe items that the view shows, at most ``view.most``, and the findings of the others."""
    every = _everything(report, view)
    most = len(every) if view.most is None else view.most
    left = [finding for each in every[most:] for finding in _findings(each)]
    others: dict[Rule, list[Finding]] = {}
    for finding in most_severe_first(left):
        others.setdefault(finding.rule, []).append(finding)
    return Excerpt(sections=_grouped(report, view, every[:most]), others=others)


def hidden(report: Report, view: View) -> list[Finding]:
    """Return the findings that the view does not show."""
    return [finding for finding in report.findings() if not view.shows(finding)]


def unsettled(report: Report, view: View) -> tuple[int, int]:
    """Return how many references without a record are not shown with what was queried, and how many others with what is left open.

    Both are 0 offline, which the summary reports.
    """
    if view.shows_unanswered or report.is_offline:
        return 0, 0
    left = [each for each in report.references if each.unsettled]
    beside = [each for each in left if each.record and not any(map(view.shows, each.findings))]
    return sum(each.record is None for each in left), len(beside)


def _everything(report: Report, view: View) -> list[Shown]:
    """Return what the view shows, in order: findings of whole lists after references that were not found and before the rest."""
    entries = list(_entries(report, view))
    found = [each for each in lists_in_order(report) if view.shows(each.finding)]
    before = [each for each in entries if priority(each.audited) < Priority.WHOLE_LIST]
    return [*before, *found, *entries[len(before) :]]


def _entries(report: Report, view: View) -> Iterator[Entry]:
    for audited in in_order(report.references):
        findings = most_severe_first(filter(view.shows, audited.findings))
        tells = audited.verdict in (Verdict.BROKEN, Verdict.NOT_FOUND)
        is_new = view.shows_verdicts or not (
            audited.findings or tells
        )  # else it is shown where the graver findings are
        is_open = bool(audited.unsettled) and view.shows_unanswered and is_new
        if findings or is_open or (tells and view.shows_verdicts):
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
    """Return the headings of an item: for each the title, the total in the report, and the part of the item that belongs there."""
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
"""The lowest score at which a record found by a search is shown. The score is a probability: below this, nine in ten records are
of another work, and a wrong record beside a reference misleads more than none. Source: a judgement; not fitted."""


def is_shown(match: Match) -> bool:
    """Return whether a record is shown beside a reference: always if an identifier led to it, else if it is likely enough."""
    return match.method is not Method.SEARCH or match.score >= LIKELY
