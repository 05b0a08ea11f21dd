"""The references that need attention first, from the tables of a partition, and the documents that could not be read."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from refcheck.backfile.storing import tables
from refcheck.backfile.values import DOUBTS, Kind, Remark
from refcheck.model import Severity, Verdict

OF_VERDICTS = ("document", "number", "key", "verdict", "matched_doi", "retracted", "notices")
"""The columns of the table of verdicts that are read."""

OF_REFERENCES = ("doi", "title")
"""The columns of the table of references that are read; its rows are the same references as those of the table of verdicts."""

OF_FINDINGS = ("document", "number", "references", "severity", "code", "waived")
"""The columns of the table of findings that are read."""

MOST = 500
"""Most references, remarks and shared names that a summary lists; the tables have all of them."""


@frozen(kw_only=True)
class SevereReference:
    """A severe reference, and why it is severe: ``retracted``, ``concern``, ``retracted in part``, ``broken``, or ``error``.

    ``doi`` is the DOI cited, ``found_doi`` that of the record found. ``rules`` are the codes of the rules that found an error. For
    an error of a whole list, ``key`` names the references.
    """

    document: str
    key: str
    what: str
    title: str = ""
    doi: str = ""
    found_doi: str = ""
    rules: tuple[str, ...] = ()


def severe(verdicts: Any, references: Any, findings: Any) -> Iterator[SevereReference]:
    """Yield the severe references of a partition from its three tables, in order, and then the errors of whole lists."""
    errors: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    of_lists: list[SevereReference] = []
    for row in findings.to_pylist():
        if row["severity"] != Severity.ERROR.value or row["waived"] is not None:
            continue
        if row["number"] is None:
            keys = ", ".join(row["references"] or ())
            of_lists.append(SevereReference(document=row["document"], key=keys, what="error", rules=(row["code"],)))
        else:
            errors[row["document"], row["number"]].append(row["code"])
    for row, reference in zip(verdicts.to_pylist(), references.to_pylist(), strict=True):
        rules = tuple(dict.fromkeys(errors.get((row["document"], row["number"]), ())))
        if what := _what(row) or ("error" if rules else ""):
            yield SevereReference(
                document=row["document"],
                key=row["key"],
                what=what,
                title=reference["title"] or "",
                doi=reference["doi"] or "",
                found_doi=row["matched_doi"] or "",
                rules=rules,
            )
    yield from of_lists


def _what(row: dict[str, Any]) -> str:
    if row["retracted"]:
        return "retracted"
    if doubted := next((why for notice, why in DOUBTS.items() if notice in (row["notices"] or ())), ""):
        return doubted
    return "broken" if row["verdict"] == Verdict.BROKEN.value else ""


@frozen(kw_only=True)
class Unread:
    """The first few hundred of ``total`` remarks on documents, beginning with the documents that could not be read.

    ``left_out`` counts the documents and rows that could not be read, ``empty`` those of which nothing was understood.
    """

    remarks: tuple[Remark, ...] = ()
    total: int = 0
    left_out: int = 0
    empty: int = 0


def unread(out: str) -> Unread:
    """Return what the tables of an output say about documents that could not be read, or only in part."""
    found: dict[Kind, list[Remark]] = {Kind.LEFT_OUT: [], Kind.UNREAD: [], Kind.NOTE: []}
    numbers = dict.fromkeys(found, 0)
    for table in tables(out, "remarks", ["kind", "document", "message"]):
        for row in table.to_pylist():
            kind = Kind(row["kind"])
            if kind not in found:
                continue
            numbers[kind] += 1
            if len(found[kind]) < MOST:
                found[kind].append(Remark(kind=kind, document=row["document"], message=row["message"]))
    remarks = tuple(remark for each in found.values() for remark in each)[:MOST]
    return Unread(
        remarks=remarks,
        total=sum(numbers.values()),
        left_out=numbers[Kind.LEFT_OUT],
        empty=numbers[Kind.UNREAD],
    )
