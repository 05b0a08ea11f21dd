"""Planted faults: what an audit finds, misses and falsely accuses, per fault.

    python tests/benchmarks/audit.py WORKS.jsonl.gz [--format plain|bibtex] [--lists 60] [--seed 1] [--show N] [--speed]

``WORKS`` holds Crossref's records, one JSON object a line. Lists of references are drawn from them, each rendered in one
style, or as a BibTeX file in one manner; a third of the references carries one planted fault, some are grey literature, the
rest is right. The lists are read, resolved against the records in memory (which play Crossref and doi.org: what is not among
them is not registered anywhere), and checked.

``--speed`` times the checks of 1,000 to 10,000 references with answers in hand instead.
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, frozen
from audit_bibtex import MANNERS, doi_fields, entry, grey_entry
from audit_faults import FAULTS, REPAIRED, Planted, World, grey
from audit_world import Everything, citable, read_records
from match_render import STYLES, Parts

from refcheck.checks import check, check_list, verdict
from refcheck.identifiers import repair_rules
from refcheck.model import Case, Finding, Id, Record, Reference, Scheme, Severity, Update, Verdict
from refcheck.parsing import Entry, parse_list
from refcheck.readers import read
from refcheck.resolving import resolve

LENGTH = 40
"""References in a list."""

FAULTY, GREY = 0.35, 0.1
"""The shares of a list that carry a fault, and that are grey literature."""

DOI_FORMS = (" https://doi.org/{}", " doi:{}", " DOI: {}", " (doi: {})", "")
"""How a list prints DOIs; the last not at all."""

TODAY = date(2026, 11, 24)
RIGHT, GREY_LITERATURE = "(right)", "(grey literature)"
MALFORMED = "malformed DOI"


@frozen(kw_only=True)
class Row:
    """One reference of a list, with what was planted in it, and the DOI of its work."""

    raw: str
    fault: str
    doi: str | None = None


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("works", type=Path)
    arguments.add_argument("--format", choices=FORMS, default="plain")
    arguments.add_argument("--lists", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument(
        "--show", type=int, default=0, help="so many misses and false accusations of each kind are printed"
    )
    arguments.add_argument("--speed", action="store_true")
    given = arguments.parse_args()
    records = list(read_records(given.works))
    if given.speed:
        measure_speed(records)
    else:
        measure_faults(records, form=FORMS[given.format], lists=given.lists, seed=given.seed, show=given.show)


class PlainList:
    """A list in one style, with its DOIs in one form."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self._world, self._rng = world, rng
        self._style = rng.choice(list(STYLES))
        self._doi_form = rng.choice(DOI_FORMS)

    def plant(self, name: str, record: Record) -> Planted | None:
        """The fault, where the style shows it. A reference without its title is found by numbers or a DOI: it shows the DOI."""
        planted = FAULTS[name][0](record, self._world, self._rng)
        if planted is None or self._style != "physics":
            return planted
        return None if planted.titled or name == "duplicate" else evolve(planted, forced=True)

    def print(self, planted: Planted) -> str:
        return _print(planted, self._style, self._doi_form)

    def print_again(self, planted: Planted) -> str:
        """The same work as somebody else would print it."""
        style = self._rng.choice([each for each in STYLES if each != "physics"])
        return _print(planted, style, self._rng.choice(DOI_FORMS))

    def grey(self) -> str:
        return grey(self._world, self._rng)

    def read(self, texts: Sequence[str]) -> tuple[Reference, ...]:
        return parse_list([Entry(key=str(number), raw=text, spans=()) for number, text in enumerate(texts, start=1)])


class BibtexFile:
    """A file in the manner of one program, with its DOIs in one field."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self._world, self._rng = world, rng
        self._manner = rng.choice(MANNERS)
        self._doi_field = rng.choice(doi_fields())
        self._entries = 0

    def plant(self, name: str, record: Record) -> Planted | None:
        return FAULTS[name][0](record, self._world, self._rng)

    def print(self, planted: Planted) -> str:
        field = self._doi_field or (doi_fields()[0] if planted.forced else "")
        return entry(planted.work, planted.doi, self._key(), self._manner, field)

    def print_again(self, planted: Planted) -> str:
        return entry(planted.work, planted.doi, self._key(), self._rng.choice(MANNERS), self._rng.choice(doi_fields()))

    def grey(self) -> str:
        return grey_entry(self._world, self._rng, self._key(), self._manner)

    def read(self, texts: Sequence[str]) -> tuple[Reference, ...]:
        return read("\n".join(texts), format="bibtex").references

    def _key(self) -> str:
        self._entries += 1
        return f"entry{self._entries}"


Printed = PlainList | BibtexFile
FORMS: dict[str, Callable[[World, random.Random], Printed]] = {"plain": PlainList, "bibtex": BibtexFile}


def draw_rows(printed: Printed, pool: list[Record], rng: random.Random, retracted: set[Id]) -> list[Row]:
    """The references of one list, and the faults that they carry."""
    rows: list[Row] = []
    while len(rows) < LENGTH:
        record = pool.pop()
        if rng.random() < GREY:
            rows.append(Row(raw=printed.grey(), fault=GREY_LITERATURE))
        name = rng.choice(list(FAULTS)) if rng.random() < FAULTY else RIGHT
        planted = printed.plant(name, record) if name != RIGHT else None
        if planted is None:
            name, planted = RIGHT, Planted(work=record.work, doi=record.id.value)
        if name == "retracted work":
            retracted.add(record.id)
        rows.append(Row(raw=printed.print(planted), fault=name, doi=record.id.value))
        if name == "duplicate":
            rows.append(Row(raw=printed.print_again(planted), fault=name))
    rng.shuffle(rows)
    return rows


def _print(planted: Planted, style: str, form: str) -> str:
    text = STYLES[style](Parts.of(planted.work)).removeprefix("[1] ")
    shown = form or (DOI_FORMS[0] if planted.forced else "")
    return text + shown.format(planted.doi) if planted.doi else text


def measure_faults(
    records: list[Record], *, form: Callable[[World, random.Random], Printed], lists: int, seed: int, show: int
) -> None:
    rng = random.Random(seed)
    pool = citable(records)
    rng.shuffle(pool)
    world = World(records=pool[:], dois=frozenset(record.id.value for record in records))
    retracted: set[Id] = set()
    printed = [form(world, rng) for _ in range(lists)]
    drawn = [(each, draw_rows(each, pool, rng, retracted)) for each in printed]
    notice = Update(type="retraction", doi="10.5555/notice", source="retraction-watch")
    registry = Everything([evolve(each, updates=(notice,)) if each.id in retracted else each for each in records])
    tally = Tally()
    for each, rows in drawn:
        cases = resolve(each.read([row.raw for row in rows]), registry, today=TODAY)
        of_list = check_list(cases)
        for row, case in zip(rows, cases, strict=True):
            own = [finding for finding in of_list if case.reference.key in finding.references]
            tally.add(row, case, [*check(case), *own])
    tally.print(show)


class Tally:
    """What was found, missed and falsely accused."""

    def __init__(self) -> None:
        self._planted: Counter[str] = Counter()
        self._found: Counter[str] = Counter()
        self._accused: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._unmended: list[str] = []
        self._missed: dict[str, list[str]] = defaultdict(list)
        self._false: dict[str, list[str]] = defaultdict(list)

    def add(self, row: Row, case: Case, findings: Sequence[Finding]) -> None:
        """Count one reference. In a right one every error or warning is a false accusation."""
        self._planted[row.fault] += 1
        word = verdict(case, findings)
        if row.fault == MALFORMED and not _is_mended(row, case, word, findings):
            told = "".join(f"\n      {finding.rule.code}: {finding.message}" for finding in findings)
            self._unmended.append(f"{row.raw}\n      {word.value}{told}")
        if row.fault in FAULTS:
            if _is_found(FAULTS[row.fault][1], findings):
                self._found[row.fault] += 1
            else:
                codes = ", ".join(finding.rule.code for finding in findings)
                self._missed[row.fault].append(f"{row.raw}\n      {word.value}; {codes}")
            return
        severe = [finding for finding in findings if finding.rule.severity is not Severity.INFO]
        accused = word in (Verdict.BROKEN, Verdict.DIFFERS, Verdict.NOT_FOUND)
        self._accused[row.fault] += bool(severe) or accused
        for finding in severe:
            self._codes[finding.rule.code] += 1
            self._false[finding.rule.code].append(f"{row.raw}\n      {finding.message}")

    def print(self, show: int) -> None:
        print(f"{'fault':20} {'planted':>8} {'found':>8} {'%':>7} {'missed':>8}")
        for fault in FAULTS:
            planted, found = self._planted[fault], self._found[fault]
            print(f"{fault:20} {planted:8} {found:8} {100 * found / max(planted, 1):7.1f} {planted - found:8}")
        planted, found = sum(self._planted[fault] for fault in FAULTS), sum(self._found.values())
        print(f"{'all faults':20} {planted:8} {found:8} {100 * found / max(planted, 1):7.1f} {planted - found:8}\n")
        for right in (RIGHT, GREY_LITERATURE):
            planted, accused = self._planted[right], self._accused[right]
            print(
                f"{right:20} {planted:8} references, {accused} falsely accused: {100 * accused / max(planted, 1):.2f} per 100"
            )
        planted = self._planted[MALFORMED]
        mended = planted - len(self._unmended)
        print(
            f"{MALFORMED:20} {planted:8} references, {mended} mended and else left alone: {100 * mended / max(planted, 1):.1f} %"
        )
        for code, count in self._codes.most_common():
            print(f"    {code:30} {count}")
        for title, kept in (
            ("not mended", {MALFORMED: self._unmended}),
            ("missed", self._missed),
            ("false", self._false),
        ):
            for kind, texts in kept.items():
                for text in texts[:show]:
                    print(f"\n{title} {kind}: {text}")


def _is_found(expected: frozenset[str], findings: Iterable[Finding]) -> bool:
    codes = {finding.rule.code for finding in findings}
    repaired = any(code.startswith(REPAIRED.removesuffix("*")) or code == "doi-percent-encoded" for code in codes)
    return bool(codes & expected) or (REPAIRED in expected and repaired)


def _is_mended(row: Row, case: Case, word: Verdict, findings: Sequence[Finding]) -> bool:
    """Whether the DOI is read as the work's, and nothing else is said against the reference."""
    read_as = {identifier.value.lower() for identifier in case.reference.of_scheme(Scheme.DOI)}
    accused = [
        finding
        for finding in findings
        if finding.rule.severity is not Severity.INFO and finding.rule.code not in repair_rules()
    ]
    return word is Verdict.VERIFIED and read_as == {(row.doi or "").lower()} and not accused


def measure_speed(records: list[Record]) -> None:
    """Time the checks alone, on one core."""
    pool = citable(records)[:10_000]
    registry = Everything(pool)
    print(f"{'references':>10} {'checks':>9} {'of the list':>12}   CPU seconds")
    for number in (1_000, 5_000, len(pool)):
        entries = [
            Entry(key=str(place), raw=_print(Planted(work=each.work, doi=each.id.value), "apa", DOI_FORMS[0]), spans=())
            for place, each in enumerate(pool[:number], start=1)
        ]
        cases = resolve(parse_list(entries), registry, today=TODAY)
        start = time.process_time()
        for case in cases:
            verdict(case, check(case))
        middle = time.process_time()
        check_list(cases)
        print(f"{number:10} {middle - start:9.2f} {time.process_time() - middle:12.2f}")


if __name__ == "__main__":
    main()
