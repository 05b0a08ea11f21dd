"""A wrong finding as a row for the project's own tables of test cases: the reference, the record in Crossref's JSON, and no more.

Source: the work format of the Crossref REST API.

``tests/checks_made.py`` reads such rows: ``raw`` (or ``bibtex``, or ``given``, a CSL-JSON item), ``record`` in Crossref's JSON
with the ``method`` that found it, ``others``, ``answers``, ``search``, ``links`` and ``today``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from refcheck.errors import EvidenceError
from refcheck.model import (
    Case,
    CheckedReference,
    Date,
    Finding,
    Found,
    Hits,
    Method,
    NotFound,
    Record,
    Report,
    Scheme,
    Scope,
    Update,
    Work,
)
from refcheck.model.csl import to_csl
from refcheck.parsing import parse
from refcheck.settings import toml_value

_OTHER_DATES = ("published-print", "published-online", "published", "published-other", "posted", "accepted")
"""The fields of a work's further dates, in the order in which they are read."""

_OF_KINDS = ("published-print", "published-online")
"""The fields that state whether a date is that of the print or of the online version."""


def as_crossref(record: Record) -> dict[str, Any]:
    """Return the record in Crossref's JSON, without empty fields."""
    work, csl = record.work, to_csl(record.work, key="")
    data = {
        "DOI": record.id.value,
        "registry": record.provenance.registry,
        "type": work.type,
        "title": _listed(work.title, *work.original_title),
        "subtitle": _listed(work.subtitle),
        **{role: _people(csl.get(role, ())) for role in ("author", "editor", "translator")},
        "container-title": _listed(work.container_title, *work.container_title_alternative),
        "collection-title": work.collection_title,
        **{name: getattr(work, name.replace("-", "_")) for name in ("volume", "issue", "page", "article-number")},
        **_dates(work),
        "publisher": work.publisher,
        "publisher-location": work.publisher_place,
        "edition-number": work.edition,
        "language": work.language,
        "ISBN": list(work.isbn),
        "ISSN": list(work.issn),
        "updated-by": list(map(_update, record.updates)),
        "update-to": list(map(_update, record.update_to)),
        "relation": {each.type: [{"id-type": each.id_type, "id": each.id}] for each in record.relations},
    }
    return {name: value for name, value in data.items() if value}


def _dates(work: Work) -> dict[str, Any]:
    kinds = [f"published-{kind}" for kind in work.issued_kinds]
    names = (*kinds[1:], *(name for name in _OTHER_DATES if not kinds or name not in _OF_KINDS))
    issued = _date(work.issued) if work.issued else None
    return {
        "issued": issued,
        **dict.fromkeys(kinds, issued),
        **dict(zip(names, map(_date, work.issued_alternative), strict=False)),
    }


def _date(date: Date) -> dict[str, Any] | None:
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    return {"date-parts": [parts]} if date.year is not None else None


def _people(names: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return CSL names as Crossref writes them: its key for a name without parts is ``name``, not ``literal``."""
    return [{"name" if part == "literal" else part: value for part, value in name.items() if value} for name in names]


def _update(update: Update) -> dict[str, Any]:
    data = {"DOI": update.doi, "type": update.type, "label": update.label, "source": update.source}
    day = {"updated": _date(update.updated)} if update.updated else {}
    return {name: value for name, value in (*data.items(), *day.items()) if value}


def _listed(*values: str | None) -> list[str]:
    return [value for value in values if value]


Row = dict[str, Any]

NEGATIVE = "negative"
"""The name of the array of rows in which nothing must be found."""

_SHOWN = 3
"""How many known fingerprints an error message names."""


def minimal(report: Report, fingerprint: str, code: str, why: str = "") -> Row:
    """Return the row of a rule's finding, by its ``code`` and the reference's fingerprint or key; ``why`` it is wrong, in words.

    Raises:
        EvidenceError: the report does not have the reference, or the reference does not have the finding, or the finding is about
            the running text, which the report does not contain.
    """
    audited = _reference(report, fingerprint)
    finding = _finding(report, audited, code)
    about = [each for each in report if each.file == audited.file and each.key in finding.references]
    if code.startswith(("cited-", "listed-")):
        raise EvidenceError(f"{code} is about the running text, which a report lacks: file the case (--evidence)")
    row: Row = {"code": code, "said": finding.message, "why": why, "version": report.run.version}
    if len(about) > 1:
        return row | {"list": [_parts(each.case) | {"key": each.key} for each in about]}
    return row | _parts(audited.case)


def to_toml(row: Row) -> str:
    """Return the row as TOML, one key per line."""
    lines = (f"{key} = {_value(value)}" for key, value in row.items() if value not in ("", [], {}, None))
    return "\n".join([f"[[{NEGATIVE}]]", *lines]) + "\n"


def _reference(report: Report, wanted: str) -> CheckedReference:
    for audited in report:
        if wanted in (audited.case.reference.fingerprint, audited.key):
            return audited
    known = ", ".join(each.case.reference.fingerprint for each in report.references[:_SHOWN])
    raise EvidenceError(f"no reference has the fingerprint or key {wanted!r}; the first are {known}")


def _finding(report: Report, audited: CheckedReference, code: str) -> Finding:
    of_lists = (each.finding for each in report.list_findings if each.file == audited.file)
    own = (each for each in of_lists if audited.key in each.references)
    found = [each for each in (*audited.findings, *own) if each.code == code]
    if not found:
        codes = ", ".join(dict.fromkeys(each.code for each in audited.findings)) or "none"
        raise EvidenceError(f"reference {audited.key} has no finding {code!r}; it has {codes}")
    return found[0]


def _parts(case: Case) -> Row:
    """Return the reference and what the registries answered about it."""
    match = case.match
    row = _printed(case)
    if match is not None:
        row |= {"record": as_crossref(match.record), "method": match.method.value}
    row |= {"others": [as_crossref(each.record) for each in case.others]}
    row |= dict(_answers(case))
    if case.search is not None and (match is None or match.method is not Method.SEARCH):
        answer = case.search.answer
        row["search"] = "in vain" if isinstance(answer, Hits) else "unavailable"
    if case.today is not None:
        row["today"] = case.today
    return row


def _printed(case: Case) -> Row:
    """Return the reference as printed, or its BibTeX; with its reading, too, unless the text alone is read as the same work."""
    reference = case.reference
    if not reference.structured:
        same = parse(reference.raw, key=reference.key).work == reference.work
        return {"raw": reference.raw} | ({} if same else {"given": to_csl(reference.work, key=reference.key)})
    if reference.raw.lstrip().startswith("@"):
        return {"bibtex": reference.raw}
    return {"raw": reference.raw, "given": to_csl(reference.work, key=reference.key)}


def _answers(case: Case) -> Iterator[tuple[str, Any]]:
    """Yield the word that the tables use for the answers about the identifiers, and the links."""
    asked = [each for each in case.answers if each.id.scheme in (Scheme.DOI, Scheme.ISBN)]
    if asked and case.match is None and not case.others:
        missed = [each.answer for each in asked if isinstance(each.answer, NotFound)]
        nowhere = any(each.scope is Scope.REGISTRATION for each in missed)
        yield "answers", "nowhere" if nowhere else "not held" if missed else "unavailable"
    links = [_link(each.id.value, each.answer) for each in case.answers if each.id.scheme is Scheme.URL]
    if links:
        yield "links", links


def _link(url: str, answer: object) -> Row:
    if isinstance(answer, Found):
        work = answer.record.work
        titles = [title for title in (work.title, *work.original_title) if title]
        moved = any(each.type == "moved-to" for each in answer.record.relations)
        return {"url": url, "is": "alive", "at": work.url or url, "titles": titles, "moved": moved}
    if isinstance(answer, NotFound):
        return {"url": url, "is": "no host" if answer.scope is Scope.REGISTRATION else "gone"}
    return {"url": url, "is": "untold"}


def _value(value: Any) -> str:
    """Return a value as TOML."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(key)} = {_value(each)}' for key, each in value.items() if each is not None)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return toml_value(value.encode("utf-8", "replace").decode() if isinstance(value, str) else value)


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else json.dumps(key)
