"""Tables → counts, and what somebody has to look at. Tables are read one partition at a time."""

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
    """How many references have each verdict, of one journal or of one year."""

    name: str
    verdicts: Mapping[str, int]

    @property
    def references(self) -> int:
        """All of them."""
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
    """What is in the tables.

    ``journals`` and ``years`` are those that the documents appeared in, where that was told; ``issued`` are the years of the cited
    works. ``repeated`` are the first of the names that several documents or rows have, whose references the tables cannot tell
    apart. ``gravest`` are the first few hundred references to works that were taken back or doubted, broken ones, and other
    errors, of ``grave`` in all. ``unread`` is what could not be read. ``faults`` are the rules that found something, commonest
    first; ``busiest`` the documents with the most findings. ``retracted`` counts references to works that were taken back.
    ``failed`` are partitions that the tables lack.
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
        out: where they are.
        day: of the audit.
        counts: what the ledger counted.
        failed: how many partitions came to nothing.
    """
    verdicts, retracted = Counter[str](), 0
    of: dict[str, dict[Any, Counter[str]]] = {"journal": {}, "year": {}, "issued": {}}
    number_grave, gravest = 0, list[SevereReference]()
    known, repeated = set[str](), dict[str, None]()
    codes, busiest = Counter[tuple[str, str]](), list[tuple[int, str]]()
    columns = list(dict.fromkeys((*of, *OF_VERDICTS)))
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
        for column, tallies in of.items():
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
        journals=_journals(of["journal"]),
        years=_years(of["year"]),
        issued=_years(of["issued"]),
        faults=tuple(
            Fault(code=code, title=titles.get(code, code), severity=severity, findings=number)
            for (code, severity), number in sorted(codes.items(), key=lambda each: (-each[1], each[0]))
        ),
        busiest=tuple(Busy(document=document, findings=number) for number, document in busiest),
    )


def _firsts(table: Any) -> list[str]:
    """Return the documents of a table of references, once for each that has a first reference."""
    first = needed("pyarrow.compute").equal(table["number"], 1)
    names: list[str] = table.filter(first)["document"].to_pylist()
    return names


def _counted(table: Any, *columns: str) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Yield how often the values of some columns stand together."""
    groups = table.group_by(list(columns), use_threads=False).aggregate([([], "count_all")])
    for row in groups.to_pylist():
        yield tuple(row[column] for column in columns), row["count_all"]


def _journals(tallies: Mapping[str | None, Counter[str]]) -> tuple[Tally, ...]:
    """Return those with the most references; the others together, and last what was not told."""
    told = {name: verdicts for name, verdicts in tallies.items() if name is not None}
    if not told:
        return ()
    largest = sorted(told, key=lambda name: (-told[name].total(), name))
    others = largest[_MOST_JOURNALS:]
    named = [(name, told[name]) for name in largest[:_MOST_JOURNALS]]
    if others:
        named.append((f"{len(others)} other journals", sum((told[name] for name in others), Counter[str]())))
    return _tallies(named, tallies.get(None))


def _years(tallies: Mapping[int | None, Counter[str]]) -> tuple[Tally, ...]:
    """Return the newest, those before together, and last what was not told."""
    told = {year: verdicts for year, verdicts in tallies.items() if year is not None}
    if not told:
        return ()
    newest = sorted(told)[-_MOST_YEARS:]
    named = [(str(year), told[year]) for year in newest]
    if len(told) > len(newest):
        before = sum((verdicts for year, verdicts in told.items() if year < newest[0]), Counter[str]())
        named.insert(0, (f"before {newest[0]}", before))
    return _tallies(named, tallies.get(None))


def _tallies(named: list[tuple[str, Counter[str]]], untold: Counter[str] | None) -> tuple[Tally, ...]:
    last = [("not told", untold)] if untold is not None else []
    return tuple(Tally(name=name, verdicts=_ordered(verdicts)) for name, verdicts in [*named, *last])


def _ordered(verdicts: Counter[str]) -> dict[str, int]:
    return {verdict.value: verdicts[verdict.value] for verdict in Verdict if verdicts[verdict.value]}
