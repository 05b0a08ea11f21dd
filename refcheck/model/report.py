"""The result of an audit."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, overload

from attrs import frozen

from refcheck.model.checked_reference import CheckedReference, Verdict
from refcheck.model.finding import Finding, Severity
from refcheck.model.identifier import Safety
from refcheck.model.span import Place


@frozen(kw_only=True)
class ListFinding:
    """A finding of one whole list, with the name of its document; of one about citations ``place`` is where the first stands."""

    file: str
    finding: Finding
    place: Place | None = None


@frozen(kw_only=True)
class Waived:
    """A finding that somebody decided to leave: who, why and until which day (``None``: for good)."""

    file: str
    finding: Finding
    who: str
    why: str
    until: date | None = None


@frozen(kw_only=True)
class Note:
    """What a reader could not read of one file, or had to guess, in words for a person."""

    file: str
    message: str


@frozen(kw_only=True)
class Incomplete:
    """A gap in what a run could tell: a registry, why, and the keys of the references concerned.

    Of those ``held`` a catalogue has a record, so that it is not known whether the work was retracted or corrected.
    """

    registry: str
    why: str
    references: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


@frozen(kw_only=True)
class ServiceUse:
    """What a service was used for in a run: the requests sent and answered, the works found, and the seconds that they took.

    What was remembered from earlier runs is no request.
    """

    registry: str
    asked: int = 0
    answered: int = 0
    found: int = 0
    seconds: float = 0.0


@frozen(kw_only=True)
class Run:
    """How a report came about: the version, the time (UTC), who was asked, what could not be, and what could not be read.

    ``services`` are those that requests were sent to.
    """

    version: str
    started: datetime
    finished: datetime
    registries: tuple[str, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    notes: tuple[Note, ...] = ()
    services: tuple[ServiceUse, ...] = ()


@frozen(kw_only=True, repr=False)
class Report:
    """The result of an audit: the references in order, the findings of whole lists, what was waived, the run, and its language.

    >>> report = refcheck.check(Path("references.txt"))  # doctest: +SKIP
    >>> len(report), report["29"].verdict  # doctest: +SKIP
    (33, <Verdict.DIFFERS: 'differs'>)
    >>> [each.doi for each in report if each.verdict == "verified"]  # doctest: +SKIP
    >>> report.findings(code="doi-missing")  # doctest: +SKIP
    """

    references: tuple[CheckedReference, ...] = ()
    list_findings: tuple[ListFinding, ...] = ()
    waived: tuple[Waived, ...] = ()
    run: Run
    language: str = "en"

    def findings(self, *, code: str | None = None, severity: Severity | str | None = None) -> tuple[Finding, ...]:
        """Return the findings of the references, in order, then those of whole lists; none that was waived.

        Args:
            code: only those of this rule.
            severity: only those that are at least as severe: ``error``, ``warning`` or ``info``.

        Raises:
            ValueError: there is no such severity, or no such rule.
        """
        least = Severity(severity).rank if severity is not None else 0
        each = chain(
            (finding for audited in self.references for finding in audited.findings),
            (of_list.finding for of_list in self.list_findings),
        )
        found = [finding for finding in each if code in (None, finding.code)]
        if code is not None and not found and code not in _room("refcheck.checks").rules():
            raise ValueError(f"there is no rule {code!r}; refcheck.rules() has them all")
        return tuple(finding for finding in found if finding.rule.severity.rank >= least)

    def of_verdict(self, verdict: Verdict | str) -> tuple[CheckedReference, ...]:
        """Return the references that have this verdict.

        Raises:
            ValueError: there is no such verdict.
        """
        wanted = Verdict(verdict)
        return tuple(audited for audited in self.references if audited.verdict is wanted)

    @property
    def is_offline(self) -> bool:
        """Whether references were not looked up anywhere, since the run was offline."""
        return not self.run.registries and any(each.case.is_offline for each in self.references)

    @property
    def broken(self) -> tuple[CheckedReference, ...]:
        """The references whose identifier is registered nowhere."""
        return self.of_verdict(Verdict.BROKEN)

    @property
    def differs(self) -> tuple[CheckedReference, ...]:
        """The references that differ from the record that is held for them."""
        return self.of_verdict(Verdict.DIFFERS)

    @property
    def not_found(self) -> tuple[CheckedReference, ...]:
        """The references that no registry holds of those that could know them."""
        return self.of_verdict(Verdict.NOT_FOUND)

    @property
    def verified(self) -> tuple[CheckedReference, ...]:
        """The references whose record is held and agrees."""
        return self.of_verdict(Verdict.VERIFIED)

    @property
    def unverified(self) -> tuple[CheckedReference, ...]:
        """The references of which nobody could tell."""
        return self.of_verdict(Verdict.UNVERIFIED)

    def __len__(self) -> int:
        """The number of references."""
        return len(self.references)

    def __bool__(self) -> bool:
        """A report is there, however few references it has."""
        return True

    def __iter__(self) -> Iterator[CheckedReference]:
        """The references, in order."""
        return iter(self.references)

    @overload
    def __getitem__(self, key: str | int) -> CheckedReference: ...

    @overload
    def __getitem__(self, key: slice) -> tuple[CheckedReference, ...]: ...

    def __getitem__(self, key: str | int | slice) -> CheckedReference | tuple[CheckedReference, ...]:
        """Return the first reference of that key (``"29"``, ``"smith2020"``), or the one or those at that place, counted from 0.

        Raises:
            KeyError: no reference has that key.
            IndexError: there are not so many references.
        """
        if isinstance(key, int | slice):
            return self.references[key]
        for audited in self.references:
            if audited.key == key:
                return audited
        raise KeyError(key)

    def __contains__(self, item: object) -> bool:
        """Return whether a reference has this key, or is one of the report's."""
        return any(item in (audited.key, audited) for audited in self.references)

    def __repr__(self) -> str:
        """``<Report: 33 references, 5 differs, 7 verified, 21 unverified>``."""
        counts = Counter(audited.verdict for audited in self.references)
        verdicts = "".join(f", {counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict])
        return f"<Report: {len(self)} reference{'' if len(self) == 1 else 's'}{verdicts}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready data, in the shape of ``docs/report.schema.json``."""
        data: dict[str, Any] = _room("refcheck.exchange").report_to_dict(self)
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Report":
        """Return the report that ``to_dict`` wrote.

        Raises:
            ValueError: the data is of another schema version, or damaged; it says where.
            TypeError: it is no dictionary; JSON is read with ``json.loads`` before.
        """
        if not isinstance(data, dict):
            raise TypeError(
                f"a report is read from what to_dict gives, not from {type(data).__name__}: json.loads reads JSON"
            )
        report: Report = _room("refcheck.exchange").report_from_dict(data)
        return report

    def translated(self, language: str) -> "Report":
        """Return the report in another language (``de``, ``en``, ``es``, ``fa``, ``fr``, ``pt``, ``ru``, ``zh``), as a copy.

        What was read back from JSON stays in the language that it was written in; what stands around it does not.

        Raises:
            ValueError: there is no such language.
        """
        report: Report = _room("refcheck.messages").translated(self, language)
        return report

    def render(self, form: str) -> str:
        """Return the report in a format: one of ``refcheck.reports.formats()``, such as ``markdown``.

        Raises:
            ValueError: there is no such format.
        """
        text: str = _room("refcheck.reports").render(self, form)
        return text

    def save(self, path: str | os.PathLike[str], form: str | None = None) -> None:
        """Write the report to a file; without a format, in that of the name's ending (``.html``, ``.json``, ``.bib``, ``.ris`` …).

        Raises:
            ValueError: there is no such format, or the ending is none that is known.
            OSError: the file cannot be written.
        """
        ending = Path(path).suffix.lower()
        if form is None and ending not in ENDINGS:
            raise ValueError(f"no format for {ending!r}: name one, or end the file's name in {', '.join(ENDINGS)}")
        Path(path).write_text(self.render(form or ENDINGS[ending]), encoding="utf-8")

    def formatted(self, style: str = "apa", form: str = "text") -> bytes:
        """Return the reference list as a citation style prints it: registered values where a record agrees, else what was read.

        Args:
            style: ``apa``, ``nature``, a journal's name, or a ``.csl`` file.
            form: ``text``, ``html``, ``markdown``, ``docx`` or ``bibtex``.

        Raises:
            SettingsError: there is no such style, or the extra ``styles`` is not installed.
            ValueError: there is no such format.
        """
        data: bytes = _room("refcheck.styles").formatted(self, style, form)
        return data

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as a page of its own; written to ``path`` too, if one is given."""
        return self._written("html", path)

    def to_markdown(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as a review comment; written to ``path`` too, if one is given."""
        return self._written("markdown", path)

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as a spreadsheet, a row a finding; written to ``path`` too, if one is given."""
        return self._written("csv", path)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as JSON (``docs/report.schema.json``); written to ``path`` too, if one is given."""
        return self._written("json", path)

    def to_bibtex(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the corrected bibliography; written to ``path`` too, if one is given."""
        return self._written("bibtex", path)

    def corrected(self) -> tuple[str, ...]:
        """Return the references as printed with their safe fixes, in order; what a whole file becomes, ``refcheck fix`` says."""
        fixing = _room("refcheck.fixing")
        accept = fixing.accepting({Safety.SAFE})
        return tuple(fixing.corrected_text(each, accept) for each in self.references)

    def to_arrow(self) -> Any:
        """Return a pyarrow table with a row for each reference: key, verdict, DOI, title, year, codes of its findings …

        Raises:
            SettingsError: pyarrow is not installed.
        """
        return _room("refcheck.reports.tables").arrow(self)

    def to_dataframe(self) -> Any:
        """Return the same as a pandas data frame.

        Raises:
            SettingsError: pandas is not installed.
        """
        return _room("refcheck.reports.tables").dataframe(self)

    def _repr_html_(self) -> str:
        """Return the counts and the references with findings, as a notebook shows them."""
        text: str = _room("refcheck.reports.tables").table(self)
        return text

    def _written(self, form: str, path: str | os.PathLike[str] | None) -> str:
        if path is not None:
            self.save(path, form)
        return self.render(form)


ENDINGS = {
    ".html": "html",
    ".md": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".sarif": "sarif",
    ".bib": "bibtex",
    ".ris": "ris",
    ".yaml": "csl-yaml",
    ".rdf": "zotero-rdf",
}
"""The formats of reports by the endings of files; ``.xml`` is that of several."""


def _room(name: str) -> Any:
    """A room on a floor above, which knows how a report is written. A value does not: it hands on who asks, by name, when asked."""
    return import_module(name)
