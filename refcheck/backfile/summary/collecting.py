"""Tables → counts, and the references that need attention first. Tables are read one partition at a time."""

import heapq
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import asdict, frozen

from refcheck._version import __version__
from refcheck.backfile.storing import needed, tables
from refcheck.backfile.summary.severe import (
    MOST,
    OF_FINDINGS,
    OF_REFERENCES,
    OF_VERDICTS,
    SevereReference,
    Unread,
    severe,
    unread,
)
from refcheck.backfile.values import Counts
from refcheck.checks import rules
from refcheck.model import Verdict

_MOST_JOURNALS, _MOST_YEARS, _MOST_DOCUMENTS = 40, 30, 30


@frozen(kw_only=True)
class Tally:
    """How many references of one journal or one year have each verdict."""

    name: str
    verdicts: Mapping[str, int]

    @property
    def references(self) -> int:
        """The number of all references."""
        return sum(self.verdicts.values())


@frozen(kw_only=True)
class Fault:
    """A rule, and how often it found something."""

    code: str
    title: str
    severity: str
    findings: int


@frozen(kw_only=True)
class Busy:
    """A document, and how many findings it has."""

    document: str
    findings: int


@frozen(kw_only=True)
class Summary:
    """Contents of the tables.

    ``journals`` and ``years`` are those in which the documents appeared, where stated; ``issued`` are the years of the cited works.
    ``repeated`` are the first of the names that several documents or rows share, whose references the tables cannot distinguish.
    ``grave`` counts the severe references: those to works retracted or under an expression of concern, broken ones, and other
    errors; ``gravest`` are the first few hundred of them. ``unread`` is what could not be read. ``faults`` are the rules that found
    something, most frequent first; ``busiest`` the documents with the most findings. ``retracted`` counts references to retracted
    works, ``failed`` the partitions that are missing in the tables.
    """

    version: str
    day: date
    counts: Counts
    failed: int
    verdicts: Mapping[str, int]
    retracted: int
    grave: int
    gravest: tuple[SevereReference, ...]
    unread: Unread
    repeated: tuple[str, ...]
    journals: tuple[Tally, ...]
    years: tuple[Tally, ...]
    issued: tuple[Tally, ...]
    faults: tuple[Fault, ...]
    busiest: tuple[Busy, ...]

    def to_json(self) -> str:
        """Return the summary as a JSON document."""
        return json.dumps(asdict(self) | {"day": self.day.isoformat()}, ensure_ascii=False, indent=1) + "\n"


def collect(out: str, *, day: date, counts: Counts, failed: int) -> Summary:
    """Return the summary of the tables in an output.

    Args:
        out: the output with the tables.
        day: the date of the audit.
        counts: the counts of the ledger.
        failed: how many partitions failed.
    """
    verdicts, retracted = Counter[str](), 0
    by_column: dict[str, dict[Any, Counter[str]]] = {"journal": {}, "year": {}, "issued": {}}
    number_grave, gravest = 0, list[SevereReference]()
    known, repeated = set[str](), dict[str, None]()
    codes, busiest = Counter[tuple[str, str]](), list[tuple[int, str]]()
    columns = list(dict.fromkeys((*by_column, *OF_VERDICTS)))
    for table, references, findings in zip(
        tables(out, "verdicts", columns),
        tables(out, "references", list(OF_REFERENCES)),
        tables(out, "findings", list(OF_FINDINGS)),
        strict=True,
    ):
        for name in _firsts(table):
            repeated |= {name: None} if name in known else {}
            known.add(name)
        for each in severe(table, references, findings):
            number_grave += 1
            if number_grave <= MOST:
                gravest.append(each)
        retracted += needed("pyarrow.compute").sum(table["retracted"]).as_py() or 0
        for (verdict,), number in _counted(table, "verdict"):
            verdicts[verdict] += number
        for column, tallies in by_column.items():
            for (name, verdict), number in _counted(table, column, "verdict"):
                tallies.setdefault(name, Counter())[verdict] += number
        shown = findings.filter(needed("pyarrow.compute").is_null(findings["waived"]))
        for (code, severity), number in _counted(shown, "code", "severity"):
            codes[code, severity] += number
        documents = [(number, document) for (document,), number in _counted(shown, "document")]
        busiest = heapq.nsmallest(_MOST_DOCUMENTS, [*busiest, *documents], key=lambda each: (-each[0], each[1]))
    titles = {code: rule.title for code, rule in rules().items()}
    return Summary(
        version=__version__,
        day=day,
        counts=counts,
        failed=failed,
        verdicts=_ordered(verdicts),
        retracted=retracted,
        grave=number_grave,
        gravest=tuple(gravest),
        unread=unread(out),
        repeated=tuple(repeated)[:MOST],
        journals=_journals(by_column["journal"]),
        years=_years(by_column["year"]),
        issued=_years(by_column["issued"]),
        faults=tuple(
            Fault(code=code, title=titles.get(code, code), severity=severity, findings=number)
            for (code, severity), number in sorted(codes.items(), key=lambda each: (-each[1], each[0]))
        ),
        busiest=tuple(Busy(document=document, findings=number) for number, document in busiest),
    )


def _firsts(table: Any) -> list[str]:
    """Return the document of each first reference in a table: a name that occurs twice is shared by two documents."""
    first = needed("pyarrow.compute").equal(table["number"], 1)
    names: list[str] = table.filter(first)["document"].to_pylist()
    return names


def _counted(table: Any, *columns: str) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Yield each combination of values in some columns, and how often it occurs."""
    groups = table.group_by(list(columns), use_threads=False).aggregate([([], "count_all")])
    for row in groups.to_pylist():
        yield tuple(row[column] for column in columns), row["count_all"]


def _journals(tallies: Mapping[str | None, Counter[str]]) -> tuple[Tally, ...]:
    """Return the journals with the most references, then the others together, then the references without a journal."""
    stated = {name: verdicts for name, verdicts in tallies.items() if name is not None}
    if not stated:
        return ()
    largest = sorted(stated, key=lambda name: (-stated[name].total(), name))
    others = largest[_MOST_JOURNALS:]
    named = [(name, stated[name]) for name in largest[:_MOST_JOURNALS]]
    if others:
        named.append((f"{len(others)} other journals", sum((stated[name] for name in others), Counter[str]())))
    return _tallies(named, tallies.get(None))


def _years(tallies: Mapping[int | None, Counter[str]]) -> tuple[Tally, ...]:
    """Return the newest years, with the years before them together, and last the references without a year."""
    stated = {year: verdicts for year, verdicts in tallies.items() if year is not None}
    if not stated:
        return ()
    newest = sorted(stated)[-_MOST_YEARS:]
    named = [(str(year), stated[year]) for year in newest]
    if len(stated) > len(newest):
        before = sum((verdicts for year, verdicts in stated.items() if year < newest[0]), Counter[str]())
        named.insert(0, (f"before {newest[0]}", before))
    return _tallies(named, tallies.get(None))


def _tallies(named: list[tuple[str, Counter[str]]], unstated: Counter[str] | None) -> tuple[Tally, ...]:
    last = [("not stated", unstated)] if unstated is not None else []
    return tuple(Tally(name=name, verdicts=_ordered(verdicts)) for name, verdicts in [*named, *last])


def _ordered(verdicts: Counter[str]) -> dict[str, int]:
    return {verdict.value: verdicts[verdict.value] for verdict in Verdict if verdicts[verdict.value]}
