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
    """A finding about a whole list, with the name of its document; for one about citations, ``place`` is that of the first."""

    file: str
    finding: Finding
    place: Place | None = None


@frozen(kw_only=True)
class Waived:
    """A finding that a person decided to ignore: who, why, and until which date (``None``: permanently)."""

    file: str
    finding: Finding
    who: str
    why: str
    until: date | None = None


@frozen(kw_only=True)
class Note:
    """A part of a file that a reader could not read, or had to guess, in words for the user."""

    file: str
    message: str


@frozen(kw_only=True)
class Incomplete:
    """A gap in the results of a run: the registry, the reason, and the keys of the references concerned.

    For those in ``held`` only a catalogue has a record, so that it is unknown whether the work was retracted or corrected.
    """

    registry: str
    why: str
    references: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


@frozen(kw_only=True)
class ServiceUse:
    """How a service was used in a run: the requests sent and answered, the works found, and the seconds that they took.

    An answer that was cached in an earlier run is not a request.
    """

    registry: str
    asked: int = 0
    answered: int = 0
    found: int = 0
    seconds: float = 0.0


@frozen(kw_only=True)
class Run:
    """The run that a report is from: version, times (UTC), the registries it could query, and what could not be queried or read.

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
    """The result of an audit: the references in order, the findings of whole lists, what was waived, the run, and the language.

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
        """Return the findings of the references, in order, then those of whole lists, except those that were waived.

        Args:
            code: only the findings of this rule.
            severity: only findings that are at least this severe: ``error``, ``warning`` or ``info`` (or ``note``).

        Raises:
            ValueError: there is no such severity, or no such rule.
        """
        least = Severity(severity).rank if severity is not None else 0
        each = chain(
            (finding for audited in self.references for finding in audited.findings),
            (of_list.finding for of_list in self.list_findings),
        )
        found = [finding for finding in each if code in (None, finding.code)]
        if code is not None and not found and code not in _module("refcheck.checks").rules():
            raise ValueError(f"there is no rule {code!r}; see refcheck.rules() for all codes")
        return tuple(finding for finding in found if finding.rule.severity.rank >= least)

    def of_verdict(self, verdict: Verdict | str) -> tuple[CheckedReference, ...]:
        """Return the references with a verdict.

        Raises:
            ValueError: there is no such verdict.
        """
        wanted = Verdict(verdict)
        return tuple(audited for audited in self.references if audited.verdict is wanted)

    @property
    def is_offline(self) -> bool:
        """Whether no reference was looked up, since the run was offline."""
        return not self.run.registries and any(each.case.is_offline for each in self.references)

    @property
    def broken(self) -> tuple[CheckedReference, ...]:
        """The references whose identifier is registered nowhere."""
        return self.of_verdict(Verdict.BROKEN)

    @property
    def differs(self) -> tuple[CheckedReference, ...]:
        """The references that differ from their record."""
        return self.of_verdict(Verdict.DIFFERS)

    @property
    def not_found(self) -> tuple[CheckedReference, ...]:
        """The references of which no registry that could have a record has one."""
        return self.of_verdict(Verdict.NOT_FOUND)

    @property
    def verified(self) -> tuple[CheckedReference, ...]:
        """The references that agree with their record."""
        return self.of_verdict(Verdict.VERIFIED)

    @property
    def unverified(self) -> tuple[CheckedReference, ...]:
        """The references that could not be judged."""
        return self.of_verdict(Verdict.UNVERIFIED)

    def __len__(self) -> int:
        """The number of references."""
        return len(self.references)

    def __bool__(self) -> bool:
        """Return true, even for a report without references."""
        return True

    def __iter__(self) -> Iterator[CheckedReference]:
        """The references, in order."""
        return iter(self.references)

    @overload
    def __getitem__(self, key: str | int) -> CheckedReference: ...

    @overload
    def __getitem__(self, key: slice) -> tuple[CheckedReference, ...]: ...

    def __getitem__(self, key: str | int | slice) -> CheckedReference | tuple[CheckedReference, ...]:
        """Return the first reference with a key (``"29"``, ``"smith2020"``), the one at an index (from 0), or those of a slice.

        Raises:
            KeyError: no reference has the key.
            IndexError: there are fewer references.
        """
        if isinstance(key, int | slice):
            return self.references[key]
        for audited in self.references:
            if audited.key == key:
                return audited
        raise KeyError(key)

    def __contains__(self, item: object) -> bool:
        """Return whether a reference of the report has this key, or is this reference."""
        return any(item in (audited.key, audited) for audited in self.references)

    def __repr__(self) -> str:
        """``<Report: 33 references, 5 differs, 7 verified, 21 unverified>``."""
        counts = Counter(audited.verdict for audited in self.references)
        verdicts = "".join(f", {counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict])
        return f"<Report: {len(self)} reference{'' if len(self) == 1 else 's'}{verdicts}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready data that follows ``docs/report.schema.json``."""
        data: dict[str, Any] = _module("refcheck.exchange").report_to_dict(self)
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Report":
        """Return the report that ``to_dict`` wrote.

        Raises:
            ValueError: the data is of another schema version, or damaged; the message says where.
            TypeError: the data is not a dictionary; parse JSON with ``json.loads`` first.
        """
        if not isinstance(data, dict):
            raise TypeError(
                f"the data must be a dictionary from to_dict, not {type(data).__name__}; parse JSON with json.loads first"
            )
        report: Report = _module("refcheck.exchange").report_from_dict(data)
        return report

    def translated(self, language: str) -> "Report":
        """Return the report in another language (``de``, ``en``, ``es``, ``fa``, ``fr``, ``pt``, ``ru``, ``zh``), as a copy.

        Text that was read back from JSON stays in its language; the text around it is translated.

        Raises:
            ValueError: there is no such language.
        """
        report: Report = _module("refcheck.messages").translated(self, language)
        return report

    def render(self, form: str) -> str:
        """Return the report in a format: one of ``refcheck.reports.formats()``, such as ``markdown``.

        The text has no byte order mark, with which a CSV file begins.

        Raises:
            ValueError: there is no such format.
        """
        text: str = _module("refcheck.reports").render(self, form)
        return text.removeprefix("\ufeff")

    def save(self, path: str | os.PathLike[str], form: str | None = None) -> None:
        """Write the report to a file; the file's extension gives the default format (``.html``, ``.json``, ``.txt``, ``.bib`` …).

        Args:
            path: the file.
            form: one of ``refcheck.reports.formats()``, or ``xlsx``.

        Raises:
            ValueError: there is no such format, or the extension is unknown.
            SettingsError: the format is ``xlsx``, and openpyxl is not installed.
            OSError: the file cannot be written.
        """
        ending = Path(path).suffix.lower()
        if form is None and ending not in REPORT_ENDINGS:
            raise ValueError(
                f"no format for {ending!r}: state the format, or use an extension among {', '.join(REPORT_ENDINGS)}"
            )
        form = form or REPORT_ENDINGS[ending]
        if form == "xlsx":
            Path(path).write_bytes(_module("refcheck.reports.sheets").workbook(self))
        else:
            Path(path).write_text(_module("refcheck.reports").render(self, form), encoding="utf-8")

    def formatted(self, style: str = "apa", form: str = "text") -> bytes:
        """Return the reference list in a citation style: registered values where a record agrees, else the values that were read.

        Args:
            style: ``apa``, ``nature``, a journal's name, or a ``.csl`` file.
            form: ``text``, ``html``, ``markdown``, ``docx`` or ``bibtex``.

        Raises:
            SettingsError: there is no such style, or the extra ``styles`` is not installed.
            ValueError: there is no such format.
        """
        data: bytes = _module("refcheck.styles").formatted(self, style, form)
        return data

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as a standalone HTML page, and write it to ``path`` if given."""
        return self._written("html", path)

    def to_markdown(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as a review comment, and write it to ``path`` if given."""
        return self._written("markdown", path)

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as a spreadsheet with one row for each finding, and write it to ``path`` if given."""
        return self._written("csv", path)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the report as JSON (``docs/report.schema.json``), and write it to ``path`` if given."""
        return self._written("json", path)

    def to_bibtex(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the corrected bibliography in BibTeX, and write it to ``path`` if given."""
        return self._written("bibtex", path)

    def corrected(self) -> tuple[str, ...]:
        """Return the references as printed with their safe fixes applied, in order; to fix a whole file, use ``refcheck fix``."""
        fixing = _module("refcheck.fixing")
        accept = fixing.accepting({Safety.SAFE})
        return tuple(fixing.corrected_text(each, accept) for each in self.references)

    def to_arrow(self) -> Any:
        """Return a pyarrow table with a row for each reference: key, verdict, DOI, title, year, codes of its findings …

        Raises:
            SettingsError: pyarrow is not installed.
        """
        return _module("refcheck.reports.tables").arrow(self)

    def to_dataframe(self) -> Any:
        """Return the table of ``to_arrow`` as a pandas data frame.

        Raises:
            SettingsError: pandas or pyarrow is not installed.
        """
        return _module("refcheck.reports.tables").dataframe(self)

    def _repr_html_(self) -> str:
        """Return the counts and the references with findings, as a notebook shows them."""
        text: str = _module("refcheck.reports.tables").table(self)
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
"""The formats of reports by file extension; ``.xml`` is left out, as several formats have it."""

REPORT_ENDINGS = ENDINGS | {".xlsx": "xlsx", ".txt": "terminal"}
"""The same with those of files that may also be the list itself."""


def _module(name: str) -> Any:
    """Return a module of a higher layer, which knows how to write a report; it is imported only here, when called by name."""
    return import_module(name)
