"""What each rule of ``refcheck/parsing/structure`` is worth: ``python tests/benchmarks/rules.py DATA --model HELD_OUT [--half odd]``.

DATA is a folder with ``parse-dev.jsonl.gz``, ``csl-train.jsonl.gz``, their scorer and ``real/gold-wild``; with ``--records``, Crossref
records, deposited references that were labelled one by one are read, too. The model must be one that was trained with ``--held-out``; only sources, styles and records that it never saw are read. ``--half`` takes those whose id has an even or an
odd SHA-1: rules are chosen on one half and reported on the other.

For every rule and every group (the rules of one file): how often it changes a label; how many references it makes right in every field
and how many wrong when it alone is switched off and on; and the standard error of the difference, in references. Then all rules off, and
the rules that pay their way: a rule does on a set where it gains more than one standard error, or has wild references of three documents
that only it makes better and no more that it makes worse. ``--choose`` leaves out those that do not, again and again until all do, and
prints what is left.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import parse_deposited
from parse import UNSEEN
from parse_scores import fields, load_scorer
from parse_styles import unseen_rows

from refcheck.model import Reference
from refcheck.parsing import reading
from refcheck.parsing.structure.rules import RULES
from refcheck.parsing.structure.runs import Rule, RulePipeline
from refcheck.parsing.tagging.tagger import MODEL
from refcheck.parsing.tagging.tokens import Token

Judge = Callable[[Reference], dict[str, bool]]
"""Which of the fields that a reference has, or ought to have, are right."""

#: Wild references of so many documents keep a rule that gains nothing measurable elsewhere.
MAKERS = 3


class Row(NamedTuple):
    """A labelled reference before the rules: its set, who made it (a source, a style, a document), and how a reading is judged."""

    of_set: str
    maker: str
    draft: reading.Draft
    judge: Judge


class Change(NamedTuple):
    """What a rule does to one reference: whether it becomes right as a whole (1) or wrong (-1), and by how many fields."""

    row: Row
    whole: int
    fields: int


def name_of(rule: Rule) -> str:
    """A rule's name: its file and its function."""
    return f"{rule.change.__module__.rpartition('.')[2]}.{rule.change.__name__.lstrip('_')}"


def rows(data: Path, model: Path, half: str) -> Iterator[Row]:
    """The references of all sets."""
    scorer = load_scorer(data)
    with gzip.open(data / "parse-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        labelled = [row for row in map(json.loads, lines) if row["source"].startswith(UNSEEN)]
    for of_set, some in (("by hand", labelled), ("styles", unseen_rows(data / "csl-train.jsonl.gz"))):
        for row in some:
            if _is_in(row["id"], half):
                yield _row(of_set, row.get("style") or row["source"], row["raw"], model, _judge(scorer, row))
    wild = data / "real" / "gold-wild"
    spec = importlib.util.spec_from_file_location("score_wild", wild / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for line in (wild / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if _is_in(row["id"], half):
            yield _row("wild", row["file"], row["raw"], model, _judge_wild(module, row))


def deposited_rows(records: Path, model: Path, half: str) -> Iterator[Row]:
    """The deposited references that training holds out."""
    for row in parse_deposited.rows(records):
        if _is_in(row.raw, half):
            yield _row("deposited", row.kind, row.raw, model, row.judge)


def _is_in(name: str, half: str) -> bool:
    odd = int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % 2
    return half == "all" or odd == (half == "odd")


def _row(of_set: str, maker: str, raw: str, model: Path, judge: Judge) -> Row:
    draft = reading.draft(raw, model)
    tagged = draft.tagged._replace(names=(), rows=())
    return Row(of_set, maker, draft._replace(tagged=tagged), judge)


def _judge(scorer: Any, row: dict[str, Any]) -> Judge:
    def judge(reference: Reference) -> dict[str, bool]:
        found = fields(reference)
        judged = {name: scorer.judge(name, row["fields"], found) for name in scorer.FIELDS}
        return {name: equal for name, (gold, _, equal) in judged.items() if gold and name not in row.get("skip", ())}

    return judge


def _judge_wild(module: Any, row: dict[str, Any]) -> Judge:
    def judge(reference: Reference) -> dict[str, bool]:
        found = module.compare(row["gold"], module.flat(reference.work), set(row.get("unsure") or ()))
        return {name: verdict == "ok" for name, verdict in found.items()}

    return judge


class Bench:
    """The references, and how they are read under some rules; what was read once is remembered."""

    def __init__(self, references: Sequence[Row]) -> None:
        self.rows = references
        self.rules: list[Rule] = []
        self.judged: list[dict[str, bool]] = []
        self.fired: list[set[str]] = []

    def read(self, rules: Sequence[Rule]) -> None:
        """Read all of them under some rules, and note which of these change something."""
        self.rules = list(rules)
        seen: set[str] = set()
        pipeline = RulePipeline([rule._replace(change=_noting(rule, seen)) for rule in rules])
        self.judged, self.fired = [], []
        for row in self.rows:
            seen.clear()
            self.judged.append(_read(row, pipeline))
            self.fired.append(set(seen))

    def without(self, names: set[str]) -> list[Change]:
        """What some rules do, by switching them off where one of them changed something."""
        pipeline = RulePipeline([rule for rule in self.rules if name_of(rule) not in names])
        changes = []
        for row, judged, fired in zip(self.rows, self.judged, self.fired, strict=True):
            if fired & names:
                off = _read(row, pipeline)
                gained = sum(judged.values()) - sum(off.values()) - (len(judged) - len(off))
                changes.append(Change(row, all(judged.values()) - all(off.values()), gained))
        return changes

    def right(self) -> dict[str, tuple[int, int]]:
        """How many references of each set are right in every field, and how many there are."""
        found = Counter(row.of_set for row, judged in zip(self.rows, self.judged, strict=True) if all(judged.values()))
        return {name: (found[name], count) for name, count in Counter(row.of_set for row in self.rows).items()}


def _noting(rule: Rule, seen: set[str]) -> Callable[[str, Sequence[Token], list[str]], list[str]]:
    name = name_of(rule)

    def change(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
        changed = rule.change(text, tokens, labels)
        if changed != labels:
            seen.add(name)
        return changed

    return change


def _read(row: Row, pipeline: RulePipeline) -> dict[str, bool]:
    with mock.patch.object(reading, "structured", pipeline.taken):
        return row.judge(reading.build_reference(row.draft, key="1", spans=()))


def pays(changes: Sequence[Change]) -> bool:
    """Whether a rule gains beyond its standard error on one of the sets, in references that are right as a whole or, where it costs none
    of these, in fields; or has wild references of three documents.
    """
    for some in _by_set(changes).values():
        fields = sum(each.fields for each in some), math.sqrt(sum(each.fields**2 for each in some))
        if gain(some) > error(some) or (gain(some) >= 0 and fields[0] > fields[1]):
            return True
    wild = _by_set(changes).get("wild", [])
    better = {each.row.maker for each in wild if each.fields > 0}
    return len(better) >= MAKERS and sum(each.fields for each in wild) > 0


def _by_set(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for each in changes:
        found[each.row.of_set].append(each)
    return found


def gain(changes: Iterable[Change]) -> int:
    """How many references more are right in every field."""
    return sum(each.whole for each in changes)


def error(changes: Sequence[Change]) -> float:
    """The standard error of that, over references: each that changes counts one, whichever way."""
    return math.sqrt(sum(abs(each.whole) for each in changes))


def choose(bench: Bench) -> list[Rule]:
    """Leave out what does not pay, the least useful third of it first, until every rule does."""
    rules = list(bench.rules)
    while True:
        bench.read(rules)
        changes = {name_of(rule): bench.without({name_of(rule)}) for rule in rules}
        idle = sorted((name for name, some in changes.items() if not pays(some)), key=lambda n: gain(changes[n]))
        if not idle:
            return rules
        gone = set(idle[: max(len(idle) // 3, 1)])
        rules = [rule for rule in rules if name_of(rule) not in gone]


def show(title: str, fired: int, changes: Sequence[Change], sets: Sequence[str]) -> None:
    """One line of the table."""
    by_set = _by_set(changes)
    cells = []
    for name in sets:
        some = by_set.get(name, [])
        better, worse = sum(each.whole > 0 for each in some), sum(each.whole < 0 for each in some)
        fields = sum(each.fields for each in some)
        cells.append(f"+{better} −{worse} ±{error(some):.1f}, {fields:+}" if some else "·")
    wild = by_set.get("wild", [])
    makers = len({each.row.maker for each in wild if each.fields > 0})
    print(f"| {title} | {fired} | {' | '.join(cells)} | {makers} | {'yes' if pays(changes) else ''} |", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--half", choices=("even", "odd", "all"), default="all")
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--only", type=Path, help="a file with names of rules, one a line: the others are left out")
    options = parser.parse_args()
    read = [*rows(options.data, options.model, options.half)]
    read += deposited_rows(options.records, options.model, options.half) if options.records else ()
    bench = Bench(read)
    some = set(options.only.read_text(encoding="utf-8").split()) if options.only else None
    bench.read([rule for rule in RULES if some is None or name_of(rule) in some])
    sets = list(bench.right())
    print(f"{len(bench.rules)} rules: {_shown(bench)}")
    print(f"| rule | changes | {' | '.join(sets)} | wild documents | pays |\n|---|---|{'---|' * (len(sets) + 2)}")
    names = [name_of(rule) for rule in bench.rules]
    for name in names:
        show(name, sum(name in fired for fired in bench.fired), bench.without({name}), sets)
    for group in dict.fromkeys(name.partition(".")[0] for name in names):
        of_group = {name for name in names if name.startswith(f"{group}.")}
        fired = sum(bool(of_group & each) for each in bench.fired)
        show(f"all of {group} ({len(of_group)})", fired, bench.without(of_group), sets)
    show(f"all ({len(names)})", sum(map(bool, bench.fired)), bench.without(set(names)), sets)
    if options.choose:
        kept = choose(bench)
        print(f"\n{len(kept)} rules that pay: {_shown(bench)}")
        print("\n".join(map(name_of, kept)))


def _shown(bench: Bench) -> str:
    return ", ".join(f"{name} {right}/{count} = {right / count:.4f}" for name, (right, count) in bench.right().items())


if __name__ == "__main__":
    main()
