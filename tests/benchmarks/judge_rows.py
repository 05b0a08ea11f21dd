"""References with the answers that registries gave, kept in one file, so that they are judged again in seconds and without a server.

    python tests/benchmarks/judge_rows.py ROWS.pickle [--works WORKS.jsonl.gz] [--mutated CITATIONS.jsonl.gz] [--cases NAME=CASES.jsonl …]

``CASES`` are fair, wrong and grey references, as printed and as BibTeX, one JSON object a line; the registries that
``REFCHECK_CROSSREF_URL`` and so on name are asked about them. Of ``WORKS`` come lists with planted faults, hard faults and fair forms, and
deposited references beside their records.
"""

import argparse
import gzip
import json
import os
import pickle
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from attrs import define, evolve, field, frozen
from audit import FORMS as LISTS
from audit import RIGHT, TODAY, draw_rows
from audit_faults import FAULTS as PLANTED
from audit_faults import World
from audit_world import Everything, citable, read_records
from judge import READING, draw
from judge_faults import FAULTS
from judge_mutated import mutated_rows
from judge_real import deposited_pairs

from refcheck.checks import check, verdict
from refcheck.matching import match
from refcheck.model import (
    Answer,
    Case,
    Cause,
    Found,
    Hits,
    Id,
    LookupResult,
    Method,
    Query,
    Record,
    Reference,
    Scheme,
    Severity,
    Unavailable,
    Verdict,
)
from refcheck.readers import read
from refcheck.registries import Planned, Registry
from refcheck.registries.base import Traits
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import online
from refcheck.resolving import resolve

ACCUSING = (Verdict.BROKEN, Verdict.DIFFERS, Verdict.NOT_FOUND)

_NUMBERED = {"ieee": "[{}] ", "gb": "[{}] ", "vancouver": "{}. ", "ama": "{}. ", "acs": "({}) "}
"""How the styles that number their lists print a number."""

_KEY = re.compile(r"(?:^|_)([wfg]_?[A-Z]*\d+)$")
"""The end of an entry's key: the case."""

_NUMBER = re.compile(r"^\s*([\[(]\d+[\])]|\d+\.)\s+")
"""The number before a reference: ``[3] ``."""

_OF_CROSSREF = Traits(holds="works of all fields")


@define(eq=False)
class Remembered:
    """A registry that has the answers of another one in mind, and asks it for those that it has not."""

    asked: Registry | None
    schemes: frozenset[Scheme]
    name: str = "Crossref"
    traits: ClassVar[Traits] = _OF_CROSSREF
    answers: dict[Id, Answer] = field(factory=dict)
    hits: dict[Query, Hits | Unavailable] = field(factory=dict)

    def names(self) -> tuple[str, ...]:
        """Its name."""
        return (self.name,)

    def lookup(self, ids: Sequence[Id]) -> dict[Id, Answer]:
        """The answers."""
        if self.asked and (new := [key for key in ids if key not in self.answers]):
            self.answers.update(self.asked.lookup(new))
        missing = Unavailable(registry=self.name, why="was not asked", cause=Cause.UNABLE)
        return {key: self.answers.get(key, missing) for key in ids}

    def search(self, queries: Sequence[Query]) -> tuple[Hits | Unavailable, ...]:
        """The hits."""
        if self.asked and (new := [query for query in queries if query not in self.hits]):
            self.hits.update(zip(new, self.asked.search(new), strict=True))
        return tuple(self.hits.get(query, Hits(registry=self.name, hits=())) for query in queries)

    def plan(self, ids: Sequence[Id], queries: Sequence[Query]) -> tuple[Planned, ...]:
        """Nothing is planned."""
        return ()


@frozen(kw_only=True, eq=False)
class Row:
    """One reference: of which set, ``fair``, ``wrong`` or ``grey``, and what is told of it; the registry, or the record beside it."""

    set: str
    key: str
    kind: str
    reference: Reference
    registry: Remembered | None = None
    record: Record | None = None

    def case(self) -> Case:
        """The reference, resolved again."""
        if self.registry is not None:
            return resolve([self.reference], self.registry, today=TODAY)[0]
        assert self.record is not None
        answers = tuple(
            LookupResult(id=each.id, answer=Found(record=self.record)) for each in self.reference.identifiers
        )
        held = match(self.reference.work, self.record, Method.DOI)
        return Case(reference=self.reference, answers=answers, match=held)

    def judged(self) -> tuple[bool, str, tuple[str, ...]]:
        """Whether it is accused, the verdict, and the notes."""
        case = self.case()
        findings = check(case)
        word = verdict(case, findings)
        loud = word in ACCUSING or any(finding.severity is not Severity.INFO for finding in findings)
        held = str(case.match.record.id) if case.match else ""
        return loud, f"{word.value} {held}", tuple(finding.rule.code for finding in findings)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=Path)
    arguments.add_argument("--works", type=Path)
    arguments.add_argument("--mutated", type=Path)
    arguments.add_argument("--cases", nargs="+", default=[])
    given = arguments.parse_args()
    rows: list[Row] = []
    for name, path in (each.split("=", 1) for each in given.cases):
        rows += _of_cases(name, [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()])
    if given.mutated:
        for form in ("bibtex", "text"):
            rows += _of_mutated(given.mutated, form)
    if given.works:
        held = list(read_records(given.works))
        rows += [*_of_lists(held), *_of_hard(held), *_of_deposited(given.works)]
    for registry in dict.fromkeys(row.registry for row in rows if row.registry):
        resolve([row.reference for row in rows if row.registry is registry], registry, today=TODAY)  # asked at once
        print(f"{len(registry.answers)} identifiers, {len(registry.hits)} searches", flush=True)
    settled = [row.judged() for row in rows]
    for row in rows:
        if row.registry is not None:
            row.registry.asked = None
    given.rows.write_bytes(pickle.dumps((rows, settled)))
    print(f"{len(rows)} references, {sum(loud for loud, *_ in settled)} accused")


def _of_cases(name: str, cases: Sequence[dict[str, str]]) -> Iterator[Row]:
    lists: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for case in cases:
        if not case.get("pair"):
            lists[case["kind"], case["style"]].append(case)
    for (kind, style), own in lists.items():
        own = (
            sorted(own, key=lambda case: _bare(case["text"])) if style in ("apa", "harvard", "chicago", "mla") else own
        )
        registry = _online()
        texts = [_NUMBERED.get(style, "").format(at) + case["text"] for at, case in enumerate(own, start=1)]
        printed = {
            _bare(_NUMBER.sub("", each.raw)): each for each in read("References\n\n" + "\n\n".join(texts)).references
        }
        for case in own:
            if (reference := printed.get(_bare(case["text"]))) is not None:
                yield Row(
                    set=f"{name} text", key=case["id"], kind=_kind(case, kind), reference=reference, registry=registry
                )
    for kind in dict.fromkeys(kind for kind, _ in lists):
        own = [case for (of, _), some in lists.items() for case in some if of == kind]
        registry = _online()
        entries = {
            found[1]: each
            for each in read("\n\n".join(case["bibtex"] for case in own), format="bibtex").references
            if (found := _KEY.search(each.key))
        }
        for case in own:
            if case["id"] in entries:
                yield Row(
                    set=f"{name} bibtex",
                    key=case["id"],
                    kind=_kind(case, kind),
                    reference=entries[case["id"]],
                    registry=registry,
                )


def _online() -> Remembered:
    """Return the registry that the environment names, anew for each list."""
    asked = online(Connections.from_environment(os.environ))
    return Remembered(asked, asked.schemes)


def _kind(case: dict[str, str], kind: str) -> str:
    return "note" if kind == "wrong" and case["expected"] != "loud" else kind


def _bare(text: str) -> str:
    return "".join(each for each in text.lower() if each.isalnum())


def _of_mutated(path: Path, form: str) -> Iterator[Row]:
    citations, works = mutated_rows(path, form)
    registry = Remembered(Everything(works), Everything.schemes)
    references = READING[form]([raw for _, raw in citations])
    for (label, _), reference in zip(citations, references, strict=True):
        kind = (
            "fair"
            if label.startswith("REAL")
            else "note"
            if label.startswith("POT") or "location" in label or "publisher" in label
            else "wrong"
        )
        yield Row(set=f"mutated {form}", key=label, kind=kind, reference=reference, registry=registry)


def _of_lists(held: list[Record]) -> Iterator[Row]:
    for form, seed in (("plain", 201), ("plain", 202), ("bibtex", 203)):
        rng = random.Random(seed)
        pool = citable(held)
        rng.shuffle(pool)
        world = World(records=pool[:], dois=frozenset(record.id.value for record in held))
        registry = Remembered(Everything(held), Everything.schemes)
        for _ in range(30):
            printed = LISTS[form](world, rng)
            rows = [row for row in draw_rows(printed, pool, rng, set()) if row.fault in PLANTED or row.fault == RIGHT]
            for row, reference in zip(rows, printed.read([row.raw for row in rows]), strict=True):
                if row.fault not in ("retracted work", "duplicate", "malformed DOI"):
                    kind = "fair" if row.fault == RIGHT else "wrong"
                    yield Row(set=f"planted {form}", key=row.fault, kind=kind, reference=reference, registry=registry)


def _of_hard(held: list[Record]) -> Iterator[Row]:
    for form, seed in (("bibtex", 93), ("text", 97)):
        rows, records = draw(held, form, seed, 10, None)
        registry = Remembered(Everything(records), Everything.schemes)
        for row, reference in zip(rows, READING[form]([row.raw for row in rows]), strict=True):
            kind = "wrong" if row.kind in FAULTS else "fair"
            yield Row(set=f"hard {form}", key=row.kind, kind=kind, reference=reference, registry=registry)


def _of_deposited(path: Path) -> Iterable[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    for reference, record in deposited_pairs(items):
        yield Row(set="deposited", key=record.id.value, kind="fair", reference=reference, record=evolve(record))


if __name__ == "__main__":
    main()
