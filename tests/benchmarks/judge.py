"""How hard faults are told and fair forms left alone, kind by kind; and the mutated citations of a public benchmark.

    python tests/benchmarks/judge.py WORKS.jsonl.gz [--format bibtex|text] [--each 20] [--seeds 1 2] [--show N] [--kinds KIND ...]
    python tests/benchmarks/judge.py --mutated CITATIONS.jsonl.gz [--format bibtex|text] [--show N]
    python tests/benchmarks/judge.py --valid HALLMARK.jsonl [--format bibtex|text] [--show N]

``WORKS`` holds Crossref's records, one JSON object a line. A fault is *flagged* where the verdict is ``differs``, ``broken`` or
``not-found``, and *told* where any finding holds it against a record or says that nothing was found. A fair form is *accused* by
such a verdict, an error or a warning. Half of the references print the DOI, where the kind leaves that open. The registry is the
records in memory, which play Crossref and doi.org.

``CITATIONS`` holds citations beside the true work (``meta.seed``), labelled ``REAL``, ``POTENTIAL_HALLUCINATED`` or ``HALLUCINATED``.
*told* there is one of the three verdicts, or a warning or error; *noted* any finding that holds the citation against a record.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, frozen
from audit_world import Everything, citable, read_records
from judge_faults import FAULTS, NOTES, Made, World
from judge_forms import FORMS
from judge_mutated import mutated_rows, valid_rows
from judge_print import bibtex, text

from refcheck.checks import check, check_list, verdict
from refcheck.model import Case, Finding, Id, Record, Reference, Severity, Verdict
from refcheck.parsing import Entry, parse_list
from refcheck.readers import read
from refcheck.resolving import resolve

TODAY = date(2026, 11, 24)
ACCUSING = (Verdict.BROKEN, Verdict.DIFFERS, Verdict.NOT_FOUND)
_COMPARED = frozenset(
    [
        "closest-work",
        "title-of-other-authors",
        "mixture-of-two-works",
        "title-paraphrased",
        "work-under-another-title",
        "another-part",
        "another-version",
        "chapter-cited-as-book",
        "work-not-found",
        "work-may-be-unregistered",
        "doi-not-registered",
        "doi-of-another-work",
        "author-in-another-form",
    ]
)
"""Findings that hold a reference against a record or say that nobody has it, besides those that are named for what differs."""


@frozen(kw_only=True)
class Row:
    """One reference, as it is written, with the kind of what is the matter with it."""

    kind: str
    raw: str


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("works", type=Path, nargs="?")
    arguments.add_argument("--mutated", type=Path)
    arguments.add_argument("--valid", type=Path)
    arguments.add_argument("--format", choices=("bibtex", "text"), default="bibtex")
    arguments.add_argument("--each", type=int, default=20)
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1])
    arguments.add_argument("--show", type=int, default=0)
    arguments.add_argument("--kinds", nargs="+")
    given = arguments.parse_args()
    read_all = READING[given.format]
    if given.mutated or given.valid:
        rows_of = mutated_rows if given.mutated else valid_rows
        citations, works = rows_of(given.mutated or given.valid, given.format)
        measure([Row(kind=kind, raw=raw) for kind, raw in citations], works, read_all).print_mutated(given.show)
        return
    tally = Tally()
    held = list(read_records(given.works))
    for seed in given.seeds:
        rows, records = draw(held, given.format, seed, given.each, given.kinds)
        measure(rows, records, read_all, tally)
    tally.print_kinds(given.show)


def draw(
    held: list[Record], form: str, seed: int, each: int, kinds: Sequence[str] | None
) -> tuple[list[Row], list[Record]]:
    """The references of every kind, and the records that the registry holds."""
    rng = random.Random(seed)
    pool = citable(held)
    rng.shuffle(pool)
    world = World(records=pool[:])
    rows: list[Row] = []
    replaced: dict[Id, Record] = {}
    for kind, making in {**FAULTS, **FORMS}.items():
        if kinds and kind not in kinds:
            continue
        number = tried = 0
        while number < each and tried < 60 * each:
            tried += 1
            record = pool[rng.randrange(len(pool))]
            if record.id in replaced or (made := making(record, world, rng)) is None:
                continue
            raw = _written(made, record, kind, form, rng)
            if raw is None:
                continue
            replaced[record.id] = made.record or record
            rows.append(Row(kind=kind, raw=raw))
            number += 1
    return rows, [replaced.get(record.id, record) for record in held]


def _written(made: Made, record: Record, kind: str, form: str, rng: random.Random) -> str | None:
    doi = made.doi if made.doi is not None else rng.choice((record.id.value, ""))
    if form == "bibtex":
        return bibtex(made.work, f"{kind}{rng.randrange(10**9)}", doi)
    state = rng.getstate()
    raw = text(made.work, rng, doi)
    rng.setstate(state)
    if kind in FAULTS and made.doi is None and raw == text((made.record or record).work, rng, doi):
        return None  # the style does not show it
    return " ".join(raw.split())


def _read_bibtex(texts: Sequence[str]) -> tuple[Reference, ...]:
    return read("\n".join(texts), format="bibtex").references


def _read_text(texts: Sequence[str]) -> tuple[Reference, ...]:
    return parse_list([Entry(key=str(number), raw=raw, spans=()) for number, raw in enumerate(texts, start=1)])


READING: dict[str, Callable[[Sequence[str]], tuple[Reference, ...]]] = {"bibtex": _read_bibtex, "text": _read_text}


class Tally:
    """What was flagged, told and noted, kind by kind."""

    def __init__(self) -> None:
        self._all: Counter[str] = Counter()
        self._flagged: Counter[str] = Counter()
        self._loud: Counter[str] = Counter()
        self._told: Counter[str] = Counter()
        self._kept: dict[str, list[str]] = defaultdict(list)

    def add(self, row: Row, case: Case, findings: Sequence[Finding]) -> None:
        word = verdict(case, findings)
        loud = [finding for finding in findings if finding.rule.severity is not Severity.INFO]
        held = [finding for finding in findings if is_comparing(finding)]
        accused = word in ACCUSING
        self._all[row.kind] += 1
        self._flagged[row.kind] += accused
        self._loud[row.kind] += accused or bool(loud)
        self._told[row.kind] += accused or bool(loud) or bool(held)
        is_fault = row.kind in FAULTS or row.kind.startswith("HALL")
        missed = not (accused or loud or (held and row.kind in NOTES)) if is_fault else (accused or bool(loud))
        if missed:
            said = "; ".join(f"{finding.rule.code}: {finding.message}" for finding in findings)
            nearest = "; ".join(f"{each.score:.2f} {each.record.work.title}" for each in case.others[:2])
            work = case.reference.work
            read = f"{'; '.join(map(str, work.author))} | {work.title} | {work.container_title} | {work.volume} | {work.page}"
            self._kept[row.kind].append(f"{row.raw}\n      READ {read}\n      {word.value}; {said} | {nearest}")

    def print_kinds(self, show: int) -> None:
        print(f"{'kind':26} {'n':>5} {'flagged':>8} {'told':>6}")
        for name, kinds in (("faults", FAULTS), ("fair forms", FORMS)):
            for kind in kinds:
                if self._all[kind]:
                    print(f"{kind:26} {self._all[kind]:5} {self._loud_of(kind):8} {self._told[kind]:6}")
            number = sum(self._all[kind] for kind in kinds) or 1
            flagged = sum(map(self._loud_of, kinds))
            told = sum(self._told[kind] for kind in kinds)
            print(
                f"{name:26} {number:5} {flagged / number:8.3f} {told / number:6.3f}  ({flagged} flagged, {told} told)\n"
            )
        self._show(show)

    def _loud_of(self, kind: str) -> int:
        return (self._flagged if kind in FAULTS else self._loud)[kind]

    def print_mutated(self, show: int) -> None:
        print(f"{'label and mutation':52} {'n':>5} {'told':>6} {'noted':>6}")
        for kind in sorted(self._all):
            print(f"{kind:52} {self._all[kind]:5} {self._loud[kind]:6} {self._told[kind]:6}")
        for label in ("HALL", "POT", "REAL"):
            kinds = [kind for kind in self._all if kind.startswith(label)]
            n, told, noted = (sum(count[kind] for kind in kinds) for count in (self._all, self._loud, self._told))
            print(f"{label:52} {n:5} {told:6} {noted:6}")
        pairs = ("publisher_fabrication", "location_fabrication")
        kinds = [kind for kind in self._all if kind.startswith("HALL") and not kind.endswith(pairs)]
        n, told = sum(self._all[kind] for kind in kinds), sum(self._loud[kind] for kind in kinds)
        notes = [kind for kind in self._all if kind.startswith("HALL") and kind.endswith(pairs)]
        print(f"but for publisher and place: {told} of {n} = {told / max(n, 1):.3f} told; ", end="")
        m, noted = sum(self._all[kind] for kind in notes), sum(self._told[kind] for kind in notes)
        print(f"publisher and place: {noted} of {m} = {noted / max(m, 1):.3f} told or noted")
        self._show(show)

    def _show(self, show: int) -> None:
        for kind, texts in self._kept.items():
            for each in texts[:show]:
                print(f"\n{kind}: {each}")


def is_comparing(finding: Finding) -> bool:
    """Whether a finding holds the reference against a record, or says that nobody has it."""
    return finding.rule.code in _COMPARED or (
        finding.rule.code.endswith(("-differs", "-differ", "-missing", "-misspelt", "-extra", "-added", "-unsure"))
        and finding.rule.code != "doi-missing"
    )


def measure(
    rows: Sequence[Row],
    records: Iterable[Record],
    read_all: Callable[[Sequence[str]], tuple[Reference, ...]],
    tally: Tally | None = None,
) -> Tally:
    """Read, resolve and check the rows."""
    tally = tally or Tally()
    references = read_all([row.raw for row in rows])
    assert len(references) == len(rows), (len(references), len(rows))
    cases = resolve(references, Everything(list(records)), today=TODAY)
    keyed = check_list(cases)
    by_key: dict[str, list[Finding]] = defaultdict(list)
    for finding in keyed:
        for key in finding.references:
            by_key[key].append(finding)
    for row, case in zip(rows, cases, strict=True):
        tally.add(row, evolve(case), check(case))
    return tally


if __name__ == "__main__":
    main()
