"""Settings applied to a report: which findings it shows, how severe they are, and which are waived."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import import_module

from attrs import evolve

from refcheck.model import CheckedReference, Finding, Note, Report, Waived
from refcheck.settings.baseline import Fingerprints
from refcheck.settings.values import Settings, Waiver

BASELINE = "the baseline"
"""The ``who`` of a waiver by the baseline."""

_NAMED = 3
"""The most stale entries of a baseline that are named; more are counted."""


def apply(report: Report, settings: Settings) -> Report:
    """Return the report with the settings applied.

    Findings that are not selected are left out; those that are waived or in the baseline are in ``waived``. Verdicts and answers
    are unchanged: they say what the registries know. A waiver that has ended has no effect, and a note says so; so does a waiver of
    findings of print, in a reference of the report, that are not there. If the run covered all files of the baseline and could
    query all registries, a note names the adopted findings that were not found again.
    """
    return _Applying(report, settings).report()


class _Applying:
    """The application of settings to one report."""

    def __init__(self, report: Report, settings: Settings) -> None:
        self._report = report
        self._settings = settings
        self._today = report.run.started.date()
        self._fingerprints = Fingerprints.of(report)
        self._waivers: dict[str, list[Waiver]] = defaultdict(list)
        for waiver in settings.waivers:
            self._waivers[waiver.fingerprint].append(waiver)
        self._adopted = settings.baseline.pairs() if settings.baseline else frozenset()
        self._met: set[tuple[str, str]] = set()
        self._ended: dict[Note, None] = {}
        self._waived: list[Waived] = []

    def report(self) -> Report:
        references = tuple(self._audited(audited) for audited in self._report.references)
        findings = tuple(
            evolve(each, finding=kept)
            for each in self._report.list_findings
            if (kept := self._kept(each.file, each.finding)) is not None
        )
        run = evolve(self._report.run, notes=(*self._report.run.notes, *self._ended, *self._idle(), *self._stale()))
        waived = (*self._report.waived, *self._waived)
        return evolve(self._report, references=references, list_findings=findings, waived=waived, run=run)

    def _audited(self, audited: CheckedReference) -> CheckedReference:
        kept = (self._kept(audited.file, finding) for finding in audited.findings)
        return evolve(audited, findings=tuple(finding for finding in kept if finding is not None))

    def _kept(self, file: str, found: Finding) -> Finding | None:
        """Return the finding as it is shown; ``None`` if it is not selected, or waived, which is recorded."""
        code = found.rule.code
        self._met.update(self._fingerprints.pairs(file, found))
        if not self._settings.shows(file, code):
            return None
        rule = evolve(found.rule, severity=self._settings.severity(code, found.rule.severity))
        finding = evolve(found, rule=rule)
        if (waived := self._waiver(file, finding) or self._adoption(file, finding)) is None:
            return finding
        self._waived.append(waived)
        return None

    def _waiver(self, file: str, finding: Finding) -> Waived | None:
        """Return the finding as waived, if it is waived in all its references, until the first of these waivers ends."""
        waivers = [self._lasting(file, each, finding) for each in self._fingerprints.decided(file, finding)]
        lasting = [waiver for waiver in waivers if waiver is not None]
        if not waivers or len(lasting) < len(waivers):
            return None
        first = min(lasting, key=_last_day)
        return Waived(file=file, finding=finding, who=first.who, why=first.why, until=first.until)

    def _lasting(self, file: str, fingerprint: str, finding: Finding) -> Waiver | None:
        """Return the longest waiver of a finding in one reference; if all have ended, ``None``, and a note is recorded."""
        waivers = self._waivers.get(fingerprint, ())
        covering = [waiver for waiver in waivers if waiver.covers(file, fingerprint, finding.rule.code)]
        waiver = max(covering, key=_last_day, default=None)
        if waiver is not None and _last_day(waiver) < self._today:
            self._ended[Note(file=waiver.stands_in or file, message=_ended(waiver, finding))] = None
            return None
        return waiver

    def _adoption(self, file: str, finding: Finding) -> Waived | None:
        pairs = self._fingerprints.pairs(file, finding)
        if not pairs or self._settings.baseline is None or not self._adopted.issuperset(pairs):
            return None
        return Waived(file=file, finding=finding, who=BASELINE, why=f"adopted in {self._settings.baseline.name}")

    def _idle(self) -> Iterator[Note]:
        """Yield a note on each waiver in a reference of the report that has waived nothing, if that needs no registry to know."""
        checks = import_module("refcheck.checks")  # by name: no package imports another of its layer
        for file, reference in ((each.file, each.case.reference) for each in self._report.references):
            for waiver in self._waivers.get(reference.fingerprint, ()):
                meant = {code for code in checks.rules() if waiver.covers(file, reference.fingerprint, code)}
                is_open = any(each.candidates for each in reference.identifiers)  # a registry must confirm one
                found = {code for fingerprint, code in self._met if fingerprint == reference.fingerprint}
                if meant and not is_open and meant <= checks.of_print() and not meant & found:
                    message = f"The waiver of {waiver.code} (reference {reference.key}) by {waiver.who} waived nothing in this run."
                    yield Note(file=waiver.stands_in or file, message=message)

    def _stale(self) -> Iterator[Note]:
        baseline, files = self._settings.baseline, {audited.file for audited in self._report.references}
        if baseline is None or self._report.run.incomplete or not files.issuperset(baseline.files):
            return
        if stale := [each for each in baseline.stale(self._met) if self._settings.shows("", each.code)]:
            named = [f"{each.code} in “{each.reference}”" for each in stale[:_NAMED]]
            more = [f"and {len(stale) - _NAMED} more"] if len(stale) > _NAMED else []
            message = f"Adopted in the baseline and not found in this run: {'; '.join([*named, *more])}."
            yield Note(file=baseline.name, message=message)


def _last_day(waiver: Waiver) -> date:
    return waiver.until or date.max


def _ended(waiver: Waiver, finding: Finding) -> str:
    what = f"reference {', '.join(finding.references)}" if finding.references else finding.message
    return f"The waiver of {finding.rule.code} ({what}) by {waiver.who} ended on {waiver.until}: {waiver.why}"
