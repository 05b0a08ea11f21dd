"""What of a report a person wants to see, and in which order."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from attrs import frozen

from refcheck.model import Audited, Finding, Report, Severity, Verdict
from refcheck.reports.phrases import GRAVITY, gravest_first, verdict_phrase
from refcheck.reports.policy import Policy


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
    """A person's choice. ``least`` is the lowest severity that is shown; what lies below it is counted.

    With a ``policy``, the references are counted by its classes at the head.
    """

    least: Severity = Severity.WARNING
    detail: Detail = Detail.BRIEF
    group: Group = Group.VERDICT
    policy: Policy | None = None

    def shows(self, finding: Finding) -> bool:
        """Whether the finding is grave enough to be shown."""
        return finding.rule.severity.rank >= self.least.rank

    @property
    def tells_who_was_asked(self) -> bool:
        """Whether a reference that nobody could tell anything of is shown for that alone: with the notes, as it is no finding."""
        return self.least is Severity.INFO or self.detail is Detail.FULL


@frozen(kw_only=True)
class Entry:
    """A reference and those of its findings that are shown in one place, the gravest first."""

    audited: Audited
    findings: tuple[Finding, ...]


@frozen(kw_only=True)
class Section:
    """A heading and the references below it, the gravest first."""

    heading: str
    entries: tuple[Entry, ...]


def sections(report: Report, view: View) -> tuple[Section, ...]:
    """The references that are shown: each with a finding that the view shows, or with a verdict that tells something by itself."""
    shown = sorted(_entries(report, view), key=_gravity)
    groups: dict[str, list[Entry]] = {}
    for entry in shown:
        for heading, part in _parts(entry, view.group):
            groups.setdefault(heading, []).append(part)
    return tuple(Section(heading=heading, entries=tuple(entries)) for heading, entries in groups.items())


def hidden(report: Report, view: View) -> int:
    """How many findings are too slight to be shown."""
    return sum(not view.shows(finding) for finding in report.findings())


def unsettled(report: Report, view: View) -> int:
    """Of how many references it is not shown who was asked in vain."""
    return 0 if view.tells_who_was_asked else sum(bool(audited.unsettled) for audited in report.references)


def _entries(report: Report, view: View) -> Iterator[Entry]:
    for audited in report.references:
        findings = tuple(gravest_first([finding for finding in audited.findings if view.shows(finding)]))
        is_open = bool(audited.unsettled) and view.tells_who_was_asked
        if findings or is_open or audited.verdict in (Verdict.BROKEN, Verdict.NOT_FOUND):
            yield Entry(audited=audited, findings=findings)


def _gravity(entry: Entry) -> tuple[int, int]:
    """By verdict, and within one by the gravest finding; else the order is that of the list, since sorting is stable."""
    gravest = max((finding.rule.severity.rank for finding in entry.findings), default=0)
    return GRAVITY.index(entry.audited.verdict), -gravest


def _parts(entry: Entry, group: Group) -> Sequence[tuple[str, Entry]]:
    """The headings that an entry stands under, and what of it stands there."""
    if group is Group.FILE:
        return [(entry.audited.file, entry)]
    if group is Group.RULE:
        return [
            (f"{finding.rule.code}: {finding.rule.title}", Entry(audited=entry.audited, findings=(finding,)))
            for finding in entry.findings
        ]
    phrase = verdict_phrase(entry.audited.verdict)
    return [(phrase[0].upper() + phrase[1:], entry)]
