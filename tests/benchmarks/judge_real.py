"""What records' own reference lists print of works and journals, beside the records: names, abbreviations of others, whole references.

    python tests/benchmarks/judge_real.py WORKS.jsonl.gz [--least 3] [--show N]

``WORKS`` holds Crossref's records, one JSON object a line, with what they deposited of their reference lists. *names*: each printed
name of a journal with a DOI whose beginning ``--least`` records of one journal have, beside that journal's name. *abbreviations*: the
registered abbreviation of a journal beside the names of others that share most beginnings of words. *pairs*: each deposited
reference with the DOI of a record, beside that record. *prints*: of each work that two papers cite with
its DOI, one print beside the other, the fuller one taken for the record. What is loud is shown, to be looked at by eye: prints err,
and of two prints either may. ``--half`` shows and counts every second of them alone.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from refcheck.checks import check
from refcheck.identifiers import find
from refcheck.matching import match
from refcheck.matching.fields.container import compare_containers
from refcheck.model import (
    Case,
    Date,
    Found,
    LookupResult,
    Method,
    Name,
    Provenance,
    Record,
    Reference,
    Severity,
    Work,
)
from refcheck.parsing import parse
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.text.folding import fold

_SOURCE = Provenance(registry="Crossref", url="", retrieved=datetime(2026, 11, 24, tzinfo=UTC))

_BEGINNING = re.compile(r"(?:j\.|journal\.)?[a-z][a-z.-]+[a-z]|s?\d{4}-?\d{3}[\dx]")
"""How the DOIs of one journal begin behind the prefix: ``j.tide``, ``s1234-567x``."""

_INITIALS_BEHIND = re.compile(r"(.+?),?\s+([A-Z]\.?(?:[ -]?[A-Z]\.?)*)$")
"""A name with its initials behind it: ``Okafor BT``."""

_INITIALS_BEFORE = re.compile(r"([A-Z]\.?(?:[ -]?[A-Z]\.?)*)\s+(.+)$")
"""A name with its initials before it: ``B.T. Okafor``."""

_SMALL = frozenset(["the", "a", "an", "of", "for", "in", "on", "and", "de", "la", "der", "des", "und", "et"])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("works", type=Path)
    arguments.add_argument("--least", type=int, default=3)
    arguments.add_argument("--show", type=int, default=0)
    arguments.add_argument("--half", type=int, choices=(0, 1))
    given = arguments.parse_args()
    with gzip.open(given.works, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    for tell in (partial(_names, least=given.least), _abbreviations, _pairs, _prints):
        summary, shown = tell(items)
        print(summary)
        for each in shown[given.half or 0 : given.show : 1 if given.half is None else 2]:
            print("   ", each)


def _names(items: Sequence[Mapping[str, Any]], least: int) -> tuple[str, list[str]]:
    journals = defaultdict(list)
    for item in items:
        if item.get("type") == "journal-article" and item.get("container-title") and (key := _beginning(item["DOI"])):
            journals[key].append(item)
    held = {
        key: crossref_record(some[0], _SOURCE).work
        for key, some in journals.items()
        if len(some) >= least and len({fold(item["container-title"][0]) for item in some}) == 1
    }
    printed = Counter(
        (each["journal-title"].strip(), key)
        for each in _deposited(items)
        if each.get("DOI") and each.get("journal-title") and (key := _beginning(each["DOI"])) in held
    )
    counts, loud = Counter[str](), []
    for (name, key), number in printed.most_common():
        found = compare_containers(Work(type="article-journal", container_title=name), held[key])
        differs = found is not None and found.differs
        said = ("noted" if found and found.explained else "loud") if differs else "alike"
        counts[said] += number
        loud += [f"{number} × {name} | {held[key].container_title}"] * (said == "loud")
    return f"names: {len(held)} journals, {counts.total()} printed, {dict(counts)}", loud


def _abbreviations(items: Sequence[Mapping[str, Any]]) -> tuple[str, list[str]]:
    names: dict[str, str] = {}
    shorts: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if item.get("type") == "journal-article" and item.get("container-title"):
            name, short = item["container-title"][0].strip(), (item.get("short-container-title") or [""])[0].strip()
            names[fold(name)] = name
            numbers[fold(name)] |= {*item.get("ISSN", ())}
            if short and fold(short) != fold(name):
                shorts[fold(name)].add(short)
    beginning = defaultdict(set)
    for key in names:
        for word in _telling(key):
            beginning[word[:2]].add(key)
    taken, pairs = [], 0
    for key, short in sorted((key, short) for key, some in shorts.items() for short in some):
        words = set(_telling(fold(short)))
        alike = Counter(other for word in words for other in beginning[word[:2]])
        for other, shared in sorted(alike.items()):
            if other == key or shared < max(1, len(words) - 1) or numbers[other] & numbers[key]:
                continue
            pairs += 1
            found = compare_containers(Work(container_title=short), Work(container_title=names[other]))
            if found is not None and found.agrees:
                taken.append(f"{short} ({names[key]}) | {names[other]} | {found.explained}")
    return f"abbreviations: {pairs} pairs, {len(taken)} taken for one", taken


def deposited_pairs(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Reference, Record]]:
    """Each deposited reference with the DOI of a record, beside that record."""
    records = {item["DOI"].lower().strip(): item for item in items}
    for each in _deposited(items):
        doi = (each.get("DOI") or "").lower().strip()
        if doi in records and (reference := _reference(each, doi)) is not None:
            yield reference, crossref_record(records[doi], _SOURCE)


def _printed_pairs(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Reference, Record]]:
    """Of each work that two papers cite with its DOI, journal, year, volume and page, one print beside the fuller one."""
    prints: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for each in _deposited(items):
        if each.get("DOI") and all(
            each.get(name) for name in ("journal-title", "year", "volume", "first-page", "author")
        ):
            prints[each["DOI"].lower().strip()].append(each)
    for doi, some in prints.items():
        other, *_, full = sorted(some, key=len) if len(some) > 1 else some * 2
        reference, held = _reference(other, doi), _reference(full, doi)
        if other is not full and reference is not None and held is not None:
            yield reference, Record(id=reference.identifiers[0].id, work=held.work, provenance=_SOURCE)


def _pairs(items: Sequence[Mapping[str, Any]]) -> tuple[str, list[str]]:
    return _told("pairs", deposited_pairs(items))


def _prints(items: Sequence[Mapping[str, Any]]) -> tuple[str, list[str]]:
    return _told("prints", _printed_pairs(items))


def _told(name: str, pairs: Iterable[tuple[Reference, Record]]) -> tuple[str, list[str]]:
    number, loud = 0, []
    for reference, record in pairs:
        number += 1
        answers = tuple(LookupResult(id=found.id, answer=Found(record=record)) for found in reference.identifiers)
        held = match(reference.work, record, Method.DOI)
        findings = check(Case(reference=reference, answers=answers, match=held))
        said = [str(finding) for finding in findings if finding.severity is not Severity.INFO]
        loud += [f"{record.id.value}: {'; '.join(said)}"] * bool(said)
    return f"{name}: {number} references beside their records, {len(loud)} loud", loud


def _reference(deposited: Mapping[str, Any], doi: str) -> Reference | None:
    """A deposited reference as it is printed, or as it is stated where it was taken apart; ``None`` where it says nothing."""
    if deposited.get("unstructured") and not deposited.get("year"):
        return parse(deposited["unstructured"], key="1")
    year = re.match(r"\d{4}", str(deposited.get("year") or ""))
    work = Work(
        type="article-journal" if deposited.get("journal-title") else None,
        title=deposited.get("article-title"),
        container_title=deposited.get("journal-title") or deposited.get("volume-title"),
        volume=deposited.get("volume"),
        issue=deposited.get("issue"),
        page=deposited.get("first-page"),
        issued=Date(year=int(year[0])) if year else None,
        author=_first_author(deposited.get("author")),
        author_et_al=True,
    )
    says = work.title or work.container_title or work.author
    return (
        Reference(key="1", raw=deposited.get("unstructured") or "", work=work, identifiers=find(doi)) if says else None
    )


def _first_author(text: str | None) -> tuple[Name, ...]:
    if not text:
        return ()
    if before := _INITIALS_BEFORE.match(text):
        return (Name(family=before[2], given=before[1]),)
    behind = _INITIALS_BEHIND.match(text)
    return (Name(family=behind[1], given=behind[2]) if behind else Name(family=text),)


def _deposited(items: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return (each for item in items for each in item.get("reference") or ())


def _beginning(doi: str) -> tuple[str, str] | None:
    prefix, _, suffix = doi.lower().strip().partition("/")
    found = _BEGINNING.match(suffix)
    return (prefix, found[0]) if found else None


def _telling(key: str) -> list[str]:
    return [word for word in key.split() if word not in _SMALL]


if __name__ == "__main__":
    main()
