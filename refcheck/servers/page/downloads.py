"""Downloads of a checked list in several formats, with the decisions about it taken into account."""

from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from refcheck.audit import audit
from refcheck.fixing import Mended, accepting, corrected_text, corrected_work, lines
from refcheck.messages import ENGLISH, languages
from refcheck.model import FIXABLE, MARKUP, TRACKABLE, Bibliography, CheckedReference, Report, Safety, Severity
from refcheck.reports import render
from refcheck.reports.view import View
from refcheck.servers.page.checked import Checked, Known, edit_decisions, settings_with
from refcheck.servers.page.decisions import decided, waived, waivers
from refcheck.servers.page.desk import PASTED, alone
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.settings import EditDecision, Settings, Waiver, as_toml

if TYPE_CHECKING:
    from refcheck.office import Stamp

_TEXT = "text/plain; charset=utf-8"
_HTML = "text/html; charset=utf-8"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@frozen(kw_only=True)
class Download:
    """A file: its name, its media type and its content."""

    name: str
    media_type: str
    data: bytes


@frozen
class Form:
    """A format in which a list can be downloaded; one without a suffix has that of the submitted file.

    ``made`` is added to the file's name, so that it differs from that of the submitted file and from those of other downloads.
    """

    label: str
    suffix: str
    media_type: str
    made: str


_FILE = "application/octet-stream"

FORMS: Mapping[str, Form] = {
    "annotated": Form("The document with comments", "", _FILE, "annotated"),
    "fixed": Form("The file, corrected", "", _FILE, "fixed"),
    "text": Form("Corrected list (text)", ".txt", _TEXT, "corrected"),
    "bibtex": Form("Corrected list (BibTeX)", ".bib", "application/x-bibtex; charset=utf-8", "corrected"),
    "ris": Form("Corrected list (RIS)", ".ris", "application/x-research-info-systems; charset=utf-8", "corrected"),
    "csl-json": Form("Corrected list (CSL-JSON)", ".json", "application/vnd.citationstyles.csl+json", "corrected"),
    "crossref-deposit": Form(
        "Corrected list (Crossref deposit)", ".xml", "application/xml; charset=utf-8", "corrected"
    ),
    "html": Form("Report (HTML)", ".html", _HTML, "report"),
    "print": Form("Report for printing (HTML)", ".html", _HTML, "report-to-print"),
    "csv": Form("Report (spreadsheet)", ".csv", "text/csv; charset=utf-8", "report"),
    "xlsx": Form("Report (Excel)", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "report"),
    "json": Form("Report (JSON)", ".json", "application/json", "report"),
    "markdown": Form("Report (Markdown)", ".md", "text/markdown; charset=utf-8", "report"),
    "queries-txt": Form("Queries to the author (text)", ".txt", _TEXT, "queries"),
    "queries-docx": Form("Queries to the author (Word)", ".docx", f"{_OFFICE}.wordprocessingml.document", "queries"),
    "decisions": Form("Decisions, for refcheck.toml", ".toml", "application/toml", "decisions"),
}
"""The formats by their names."""

_CONFIGURATION = PurePath("refcheck.toml")
"""The configuration file for which decisions are written."""

_DECIDED = "# Decisions made on the page; append them to refcheck.toml\n"

_LISTS = ("bibtex", "ris", "csl-json", "crossref-deposit")
"""The formats of the corrected list that ``reports.render`` writes."""

_WRITTEN = (*_LISTS, "html", "csv", "json", "markdown")
"""All formats that ``reports.render`` writes."""


def formats_for(checked: Checked) -> tuple[str, ...]:
    """Return the formats in which this list can be downloaded."""
    read_as = {each.format for each in checked.report.references if each.file == checked.source.name}
    is_printed = not any(each.case.reference.structured for each in checked.report.references)
    documents = TRACKABLE if find_spec("lxml") else ()
    possible = {
        "annotated": bool(read_as & set(documents)),
        "fixed": bool(read_as & {*FIXABLE, *MARKUP, *documents}),
        "text": is_printed,
        "xlsx": find_spec("openpyxl") is not None,
        "queries-docx": find_spec("docx") is not None,
    }
    return tuple(name for name in FORMS if possible.get(name, True))


def download(checked: Checked, name: str, settings: Settings, language: str = ENGLISH) -> Download:
    """Return the list in one of the ``FORMS``.

    Raises:
        ProblemError: the list cannot be downloaded in this format.
        RefcheckError: the submitted file cannot be written.
    """
    if name not in formats_for(checked):
        raise ProblemError(problem("not-possible", f"this list cannot be downloaded as {name}"))
    form = FORMS[name]
    given = PurePath(checked.source.name)
    stem = "references" if checked.source.name == PASTED else given.stem
    suffix = form.suffix or (_pasted_suffix(checked) if checked.source.name == PASTED else given.suffix)
    called = f"{stem}-{form.made}{suffix}"
    return Download(name=called, media_type=form.media_type, data=_data(checked, name, settings, language))


def _pasted_suffix(checked: Checked) -> str:
    """Return the suffix of files in the format of a pasted text."""
    read_as = {each.format for each in checked.report.references}
    return next((FORMS[each].suffix for each in sorted(read_as & FORMS.keys())), FORMS["text"].suffix)


def _data(checked: Checked, name: str, settings: Settings, language: str) -> bytes:
    if name in _WRITTEN:
        report = _corrected(checked, settings) if name in _LISTS else checked.decided
        return render(report, name).encode("utf-8", "replace")
    match name:
        case "print":
            from refcheck.reports.formats.html import printable

            return printable(checked.decided).encode("utf-8", "replace")
        case "queries-txt" | "queries-docx":
            return _queries(checked.decided, name, language)
        case "text":
            return "".join(f"{line}\n" for line in _lines(checked, settings)).encode("utf-8", "replace")
        case "xlsx":
            from refcheck.reports.sheets import workbook

            return workbook(checked.decided)
        case "decisions":
            made: tuple[EditDecision | Waiver, ...] = (
                *edit_decisions(checked),
                *waivers(checked.report, checked.decisions.waived),
            )
            return "\n".join([_DECIDED, *(as_toml(each, _CONFIGURATION) for each in made)]).encode("utf-8", "replace")
        case "annotated":
            return _annotated(checked, settings)
        case _:
            return _mended(checked, settings).data


def _queries(report: Report, name: str, language: str) -> bytes:
    from refcheck.reports.queries import docx, rows
    from refcheck.reports.queries.wording import wording

    words = wording(language if language in languages() else ENGLISH)
    asked = rows.queries(report, words)
    if name == "queries-txt":
        return f"{rows.letter(asked, words)}\n".encode("utf-8", "replace")
    return docx.document(asked, report.run.finished, words)


def _lines(checked: Checked, settings: Settings) -> Iterator[str]:
    """Yield the printed references with their corrections, one per line, with the labels that are printed."""
    if _is_fixable(checked) and not {each.format for each in checked.report.references} & set(MARKUP):
        yield from lines(_mended(checked, settings).bibliography)
        return
    report = waived(checked.report, checked.decisions)
    accept = accepting({Safety.SAFE}, settings_with(settings, checked).edits)
    for audited in report.references:
        yield f"{audited.key}. {' '.join(corrected_text(audited, accept).split())}"


def _corrected(checked: Checked, settings: Settings) -> Report:
    """Return the report on the corrected list, including the changes beyond the safe ones that the user accepted."""
    if not (checked.decisions.accepted or checked.decisions.edited):
        return checked.decided
    if not _is_fixable(checked):
        return evolve(checked.decided, references=tuple(_with_accepted(checked, settings)))
    mended = _mended(checked, settings)
    report = audit([mended.bibliography], registry=Known(checked.report))
    return evolve(report, language=checked.report.language)


def _with_accepted(checked: Checked, settings: Settings) -> Iterator[CheckedReference]:
    """Yield the references of a source that cannot be written itself, with the works that their accepted changes give."""
    accept = accepting({Safety.SAFE}, settings_with(settings, checked).edits)
    about = {each.index for each in (*checked.decisions.accepted, *checked.decisions.edited)}
    for index, each in enumerate(checked.decided.references):
        work = corrected_work(each, accept) if index in about else None
        reference = each.case.reference
        yield evolve(each, case=evolve(each.case, reference=evolve(reference, work=work))) if work else each


def _is_fixable(checked: Checked) -> bool:
    return "fixed" in formats_for(checked)


def _annotated(checked: Checked, settings: Settings) -> bytes:
    """Return the document with its findings as comments."""
    from refcheck.annotating_files import annotate

    source = checked.source
    with alone(source):
        made = annotate(
            source.data,
            source.name,
            settings=settings,
            audit=lambda read: decided(checked.report, checked.decisions),
            view=View(least=Severity.WARNING),
            now=_stamp,
        )
    return made.data


def _mended(checked: Checked, settings: Settings) -> Mended:
    """Return the file with the accepted changes: tracked in a document, made in the text of any other file."""
    from refcheck.fixing.documents import is_document, mend_document
    from refcheck.fixing.files import mend

    source, wanted = checked.source, frozenset({Safety.SAFE})
    audited = _again(checked)
    settings = settings_with(settings, checked)
    with alone(source):
        if is_document(source.data, source.name):
            return mend_document(
                source.data, source.name, settings=settings, audit=audited, wanted=wanted, stamp=_stamp
            )
        return mend(source.data, source.name, settings=settings, audit=audited, wanted=wanted)


def _again(checked: Checked) -> Callable[[Bibliography], Report]:
    """Return an audit that gives the existing report for the list as submitted, and audits fixed versions without new queries."""
    known = [checked.report]

    def audited(bibliography: Bibliography) -> Report:
        report = known.pop() if known else audit([bibliography], registry=Known(checked.report))
        return waived(report, checked.decisions)

    return audited


def _stamp(report: Report) -> "Stamp":
    from refcheck.office import Stamp

    return Stamp(made=report.run.finished)
