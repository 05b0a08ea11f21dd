"""The data of each reference for printing: decided values, else registered values if the record agrees, else the values as read."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from attrs import evolve, fields_dict

from refcheck.fixing import Accept, accepting, corrected_work
from refcheck.gazetteer.item_types import PERIODICALS
from refcheck.matching import without_placeholders
from refcheck.model import (
    DOUBTED,
    Change,
    CheckedReference,
    Date,
    Field,
    Finding,
    Name,
    Reference,
    Report,
    Safety,
    Severity,
    Verdict,
    Work,
)
from refcheck.model.csl import PEOPLE
from refcheck.parsing.names.name_words import is_suffix
from refcheck.reports.corrected import REGISTERED, as_printed_work, corrected
from refcheck.settings import EditDecision
from refcheck.styles.fuller import fuller

_AS_CITED = frozenset({"url", "accessed", "note", "language", "archive", "genre", "author_et_al", "issued", "title"})
"""Variables that are taken as cited: a record has its own URL there, or nothing."""

_NUMBERS = frozenset({"volume", "issue"})
"""Variables that may be swapped."""


def accepted(report: Report, edits: Iterable[EditDecision] = ()) -> tuple[Reference, ...]:
    """Return the references for printing, in order: with safe fixes, and with the decisions about other fixes.

    What was refused or waived is printed as cited.
    """
    edits = tuple(edits)
    made, any_made = accepting({Safety.SAFE}, edits), accepting(set(Safety), edits)
    waived: dict[tuple[str, str], list[Finding]] = {}
    for each in report.waived:
        for key in each.finding.references:
            waived.setdefault((each.file, key), []).append(each.finding)
    references = []
    for audited, reference in zip(report.references, corrected(report).references, strict=True):
        refused = [each for each in audited.findings if each.fix and any_made(audited.case.reference, each) is None]
        decided = dict(_as_cited(audited.case.reference, [*refused, *waived.get((audited.file, audited.key), ())]))
        if any(each.fingerprint == audited.case.reference.fingerprint for each in edits):
            decided |= _changed(audited, made)
        decided_on = evolve(reference, work=evolve(reference.work, **decided)) if decided else reference
        references.append(_registered(audited, decided_on, frozenset(decided)))
    return tuple(references)


def _undecided(audited: CheckedReference) -> Iterator[str]:
    """Yield the fields spelt differently in the record, and volume and issue if swapped: it is not known which side is wrong."""
    notes = (finding for finding in audited.findings if finding.severity is Severity.INFO)
    noted = {evidence.field for finding in notes for evidence in finding.evidence}
    for agreement in audited.case.match.agreements if audited.case.match else ():
        is_swapped = agreement.field in _NUMBERS <= noted
        is_misspelt = any(each.change is Change.MISSPELT for each in agreement.differences)
        if agreement.field in noted and (is_misspelt or is_swapped):
            yield from REGISTERED.get(agreement.field, ())


def _as_cited(cited: Reference, left: Iterable[Finding]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that stay as cited for findings that are ``left``: repaired identifiers, and fields that differ."""
    left = list(left)
    codes = {each.code for each in left}
    for evidence in (each for finding in left for each in finding.evidence):
        yield from ((name, getattr(cited.work, name)) for name in REGISTERED.get(evidence.field or "", ()))
    for identifier in cited.identifiers:  # last, as the evidence of a repair is about the value as read
        if codes.intersection(each.code for each in identifier.repairs):
            work = as_printed_work(cited.work, identifier)
            yield from ((name, getattr(work, name)) for name in ("doi", "url") if getattr(work, name) == identifier.raw)


def _changed(audited: CheckedReference, accept: Accept) -> dict[str, Any]:
    """Return the fields that the decisions change."""
    before, after = (corrected_work(audited, each) for each in (accepting({Safety.SAFE}), accept))
    if before is None or after is None:
        return {}
    return {name: now for name in fields_dict(Work) if (now := getattr(after, name)) != getattr(before, name)}


def _registered(audited: CheckedReference, reference: Reference, decided: frozenset[str]) -> Reference:
    match = audited.case.match
    fewer = _with_fewer(audited)
    if match is None or audited.verdict is not Verdict.VERIFIED:
        return evolve(reference, fields=tuple(_doubted(each, fewer) for each in reference.fields))
    record, cited = without_placeholders(match.record.work, Work()), reference.work
    record = evolve(record, author=_persons_first(record.author))
    values = {
        name: value
        for name in fields_dict(Work)
        if name not in _AS_CITED | decided | fewer and (value := getattr(record, name)) not in (None, (), "")
    }
    if cited.issue and cited.type in PERIODICALS and (record.type or "").startswith("entry"):  # a database with issues
        values["type"] = cited.type
    if values.get("type") in PERIODICALS and not cited.editor:  # the person who handled an article
        values.pop("editor", None)
    if record.title and not record.title.isupper() and "title" not in decided:
        values["title"] = record.title
    in_capitals = any((name.family or "a").isupper() and len(name.family or "") > 2 for name in record.author)
    if "author" in values and cited.author and in_capitals:
        del values["author"]
    elif "author" in values:
        values["author_et_al"] = False
    dates = [date for date in (record.issued, *record.issued_alternative) if date and date.year == cited.year]
    values["issued"] = cited.issued or record.issued
    of_volume = None if cited.volume or "volume" not in values or "issued" in decided else _date_of_volume(record)
    is_other = bool(dates and of_volume and of_volume.year != cited.year)
    if is_other:
        values["issued"] = of_volume
    elif dates:  # with the letter that the text has after the year
        values["issued"] = evolve(dates[0], raw=cited.issued.raw if cited.issued else None)
    elif cited.issued:  # the record is of another printing
        values.pop("edition", None)
    full = fuller(cited, evolve(record, issued=values["issued"]))
    values |= {name: value for name, value in full.items() if name in values or name not in {*decided, "author"}}
    left = [each for each in reference.fields if each.name not in values and record.type not in PERIODICALS]
    undecided = {*_undecided(audited), *fewer, *(["issued"] if is_other else [])} - decided
    left += [_doubted(each, undecided) for each in reference.fields if each.name in undecided]
    return evolve(reference, work=evolve(cited, **values), fields=tuple(left), unread=())


def _with_fewer(audited: CheckedReference) -> set[str]:
    """Return the people of whom the record has fewer, unless it differs from the reference anyway."""
    match, cited = audited.case.match, audited.case.reference.work
    if match is None or audited.verdict not in (Verdict.VERIFIED, Verdict.UNVERIFIED):
        return set()
    return {name for name in PEOPLE if 0 < len(getattr(match.record.work, name)) < len(getattr(cited, name))}


def _doubted(field: Field, names: Collection[str]) -> Field:
    """Return a field as one to check if it is one of ``names``."""
    return evolve(field, confidence=DOUBTED) if field.name in names else field


def _date_of_volume(record: Work) -> Date | None:
    """Return the date of print, which is that of the volume, if the record states one."""
    if record.issued_kinds == ("online", "print"):
        later = (date for date in record.issued_alternative if (date.year or 0) > (record.year or 0))
        return next(later, record.issued)
    return record.issued if "print" in record.issued_kinds else None


_FOR_GROUP = re.compile(r"(?:on behalf of|for)\s+(?:the\s+)?(?=[^\W\d_a-z])")
"""Words before a group on whose behalf the other authors write: “for the Harbour Trials Group”."""

_NUMBER = re.compile(r"(?:[ivx]{1,4}|\d(?:st|nd|rd|th))\.?", re.IGNORECASE)
"""A number that distinguishes a person from others of the same name: ``V``, ``3rd``."""


def _persons_first(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return registered names as they are printed: with groups on whose behalf others write at the end, and without false suffixes.

    >>> list(map(str, _persons_first([Name(literal="for the Tide Group."), Name(family="Roe", suffix="join(' '")])))
    ['Roe', 'Tide Group']
    """
    persons, groups = [], []
    for name in names:
        if found := _FOR_GROUP.match(name.literal or ""):
            groups.append(Name(literal=found.string[found.end() :].rstrip(".")))
        else:
            suffix = name.suffix or ""
            persons.append(name if is_suffix(suffix) or _NUMBER.fullmatch(suffix) else evolve(name, suffix=None))
    return (*persons, *groups)
