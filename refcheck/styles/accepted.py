"""The printed data of each reference: the registered ones where the record agrees, and else those read, with their safe fixes."""

from attrs import evolve, fields_dict

from refcheck.checks import SURE
from refcheck.model import CheckedReference, Reference, Report, Verdict, Work
from refcheck.reports.corrected import corrected

_AS_CITED = frozenset({"url", "accessed", "note", "language", "archive", "genre", "author_et_al", "issued", "title"})
"""Variables that are taken as cited: a record has its own address there, or nothing at all."""


def accepted(report: Report) -> tuple[Reference, ...]:
    """Return the references as they are to be printed, in order."""
    pairs = zip(report.references, corrected(report).references, strict=True)
    return tuple(_registered(audited, reference) for audited, reference in pairs)


def unsure(reference: Reference) -> tuple[str, ...]:
    """Return the names of the fields that were read with doubt, each once, and ``""`` where a part was not understood at all."""
    doubtful = [each.name for each in reference.fields if each.confidence is not None and each.confidence < SURE]
    lost = any(any(map(str.isalnum, span.of(reference.raw))) for span in reference.unread)
    return tuple(dict.fromkeys([*doubtful, *([""] if lost else ())]))


def _registered(audited: CheckedReference, reference: Reference) -> Reference:
    match = audited.case.match
    if match is None or audited.verdict is not Verdict.VERIFIED:
        return reference
    record, cited = match.record.work, reference.work
    values = {
        name: value
        for name in fields_dict(Work)
        if name not in _AS_CITED and (value := getattr(record, name)) not in (None, (), "")
    }
    if record.title and not record.title.isupper():
        values["title"] = record.title
    if record.author and not any(
        (name.family or "a").isupper() and len(name.family or "") > 2 for name in record.author
    ):
        values["author_et_al"] = False
    elif cited.author:
        del values["author"]
    dates = [date for date in (record.issued, *record.issued_alternative) if date and date.year == cited.year]
    values["issued"] = dates[0] if dates else cited.issued or record.issued
    return evolve(reference, work=evolve(cited, **values), fields=(), unread=())
