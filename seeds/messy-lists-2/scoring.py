#!/usr/bin/env python3
"""Score reports on version 2 of the messy lists: ``python scoring.py [--folder FOLDER] [--only txt,bib] [--common] REPORT.json``.

A report is what README.md says under "The report". Python 3.11 and its standard library alone. Every figure is over the lists
that a tool reads (``--common``: that all given tools read) and stands with its interval of 95 in 100, by drawing whole lists
again.
"""

import argparse
import json
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Gold = Mapping[str, Any]
Told = Mapping[str, Any]
Counts = Counter[str]

FIELDS = ("author", "editor", "year", "title", "container", "volume", "issue", "page", "publisher")
SCHEMES = ("doi", "url")
INNOCENT = ("right", "fair", "grey")
LOUD = ("error", "warning")
MALFORMED = {"doi-malformed", "url-malformed"}
UNACCUSING = {"style", *MALFORMED}
"""Classes that accuse nobody: how a thing is written, and what can be mended."""

UNTOLD = {*UNACCUSING, "unverified", "advice"}
"""A note of these classes is not counted against a tool: to say that one cannot tell, or what could be
added, calls nothing wrong, unless it is said as a warning."""

ALIKE = 0.5
"""So much of their pieces of four letters two strings share at the least, to be taken for one reference."""

DRAWS, SEED = 1000, 20261129
"""How often the lists are drawn again for an interval, and by what."""

NOT_ATTEMPTED, NOTHING = "–", "none"
"""Cells for tasks that a tool does not do, and for what the lists that it reads do not have."""

COSTS = ("processor seconds", "requests")
"""The cost of 100 references, where its report says it."""


class Column(NamedTuple):
    """One figure: of what task, by what counts, in how many."""

    name: str
    task: str
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    of: int = 100


COLUMNS = (
    Column("falsely accused of 1,000", "judge", ("accused",), ("innocent",), 1000),
    Column("by errors of 1,000", "judge", ("accused by errors",), ("innocent",), 1000),
    Column("right ones accused of 1,000", "judge", ("accused right",), ("innocent right",), 1000),
    Column("fair forms accused of 1,000", "judge", ("accused fair",), ("innocent fair",), 1000),
    Column("grey ones accused of 1,000", "judge", ("accused grey",), ("innocent grey",), 1000),
    Column("noted of 1,000", "judge", ("noted",), ("innocent",), 1000),
    Column("pieces accused of 1,000", "judge", ("pieces accused",), ("told references",), 1000),
    Column("told %", "judge", ("told",), ("faults",)),
    Column("told at all %", "judge", ("told at all",), ("faults",)),
    Column("named %", "judge", ("named",), ("planted",)),
    Column("as grave %", "judge", ("grave",), ("planted",)),
    Column("find P", "find", ("find right",), ("find told",), 1),
    Column("find R", "find", ("find right",), ("find there",), 1),
    Column("read F1", "read", ("read right", "read right"), ("read told", "read there"), 1),
    Column("mended %", "mend", ("mended",), ("damaged",)),
    Column("spoiled of 1,000", "mend", ("spoiled",), ("clean",), 1000),
    Column("resolve P", "resolve", ("resolve right",), ("resolve told",), 1),
    Column("resolve R", "resolve", ("resolve right",), ("resolve there",), 1),
    Column("cite P", "cite", ("cite right",), ("cite told",), 1),
    Column("cite R", "cite", ("cite right",), ("cite there",), 1),
)  # fmt: skip

HEADS = ("tool", "lists read", *(column.name for column in COLUMNS), *(f"{name} for 100" for name in COSTS))


def letters(text: object) -> str:
    """Return the letters and digits of a text, small and composed: what two strings are compared by.

    >>> letters("Über die Flüsse, S. 3–5")
    'überdieflüsses35'
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", str(text)).casefold()))


def paired(gold: Sequence[Gold], told: Sequence[Told]) -> dict[int, int]:
    """Return which reference of a report is which of the list: by key, else by all letters, else by most pieces of four letters."""
    if gold and "key" in gold[0]:
        places = {str(each["key"]): at for at, each in enumerate(gold)}
        keyed: dict[int, int] = {}
        for at, each in enumerate(told):
            place = places.pop(str(each.get("key")), None)  # a key that is told twice is a piece the second time
            if place is not None:
                keyed[at] = place
        return keyed
    pairs: dict[int, int] = {}
    exact: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(gold):
        exact[letters(each["raw"])].append(at)
    for at, each in enumerate(told):
        if exact.get(letters(each.get("raw", ""))):
            pairs[at] = exact[letters(each["raw"])].pop(0)
    taken = set(pairs.values())
    left = [(at, _pieces(each["raw"])) for at, each in enumerate(gold) if at not in taken]
    rest = [(at, _pieces(each.get("raw", ""))) for at, each in enumerate(told) if at not in pairs]
    scored = [(_alike(pieces, others), at, place) for at, pieces in rest for place, others in left]
    for share, at, place in sorted(scored, key=lambda each: (-each[0], each[1:])):
        if share >= ALIKE and at not in pairs and place not in taken:
            pairs[at] = place
            taken.add(place)
    return pairs


def _pieces(text: str) -> set[str]:
    plain = letters(text)
    return {plain[at : at + 4] for at in range(max(len(plain) - 3, 1))}


def _alike(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def score(golds: Sequence[Gold], report: Mapping[str, Any]) -> tuple[list[Counts], dict[str, Counts]]:
    """Return the counts of every list that the tool reads, and those of judging by kind."""
    each_list: list[Counts] = []
    kinds: dict[str, Counts] = defaultdict(Counter)
    reads, schemes = set(report.get("fields") or FIELDS), set(report.get("schemes") or SCHEMES)
    for gold in golds:
        told = report["lists"].get(gold["id"], {})
        if "references" not in told:
            continue
        counts: Counts = Counter()
        references = told["references"]
        pairs = paired(gold["references"], references)
        found = {place: references[at] for at, place in pairs.items()}
        _find(gold, references, counts)
        for place, each in enumerate(gold["references"]):
            one = found.get(place, {})
            _read(each, one, reads & set(gold.get("reads", FIELDS)), counts)
            _mend(each, one, schemes, counts)
            _resolve(each, one, counts)
            _judge(each, one, counts, kinds)
        counts["told references"] += len(references)
        pieces = [one for at, one in enumerate(references) if at not in pairs]
        counts["pieces accused"] += sum(bool(_accusations(one)) for one in pieces)
        if gold["problems"] is not None:
            _cite(gold, told, pairs, counts)
        each_list.append(counts)
    return each_list, kinds


def _find(gold: Gold, references: Sequence[Told], counts: Counts) -> None:
    """Count what has the same letters, as printed or with its identifiers mended; in files of entries there is nothing to find."""
    if gold["references"] and "key" in gold["references"][0]:
        return
    mended = {letters(_mended(each)): letters(each["raw"]) for each in gold["references"]}
    labelled = [each for each in gold["references"] if "label" in each]  # a label may stand before it, or not
    mended |= {letters(each["label"] + each["raw"]): letters(each["raw"]) for each in labelled}
    wanted = Counter(letters(each["raw"]) for each in gold["references"])
    given = [letters(each.get("raw", "")) for each in references]
    told = Counter(each if each in wanted else mended.get(each, each) for each in given)
    counts["find right"] += (wanted & told).total()
    counts["find told"] += told.total()
    counts["find there"] += wanted.total()


def _mended(gold: Gold) -> str:
    raw = str(gold["raw"])
    for each in gold["identifiers"]:
        raw = raw.replace(each["printed"], each["value"])
    return raw


def _read(gold: Gold, told: Told, reads: set[str], counts: Counts) -> None:
    if gold["fields"] is None:  # nobody has read them
        return
    fields = told.get("fields") or {}
    for name in (each for each in FIELDS if each in reads and each not in gold.get("skip", ())):
        wanted, given = _value(name, gold["fields"].get(name)), _value(name, fields.get(name))
        counts["read there"] += bool(wanted)
        counts["read told"] += bool(given)
        counts["read right"] += bool(wanted) and wanted == given


def _value(name: str, value: Any) -> object:
    """Return a field as it is compared: people by family name and first initial, all else by its letters."""
    if not value:
        return ()
    if name in ("author", "editor"):
        return tuple((letters(each.get("family", "")), letters(each.get("given") or "")[:1]) for each in value)
    return letters(value)


def _mend(gold: Gold, told: Told, schemes: set[str], counts: Counts) -> None:
    for each in (one for one in gold["identifiers"] if one["scheme"] in schemes):
        given = [
            str(one["value"]).casefold() for one in told.get("identifiers") or () if one["scheme"] == each["scheme"]
        ]
        is_damaged, is_right = each["printed"] != each["value"], each["value"].casefold() in given
        counts["damaged" if is_damaged else "clean"] += 1
        counts["mended"] += is_damaged and is_right
        counts["spoiled"] += not is_damaged and bool(given) and not is_right


def _resolve(gold: Gold, told: Told, counts: Counts) -> None:
    if gold["is_open"]:
        return
    given, wanted = str(told.get("doi") or "").casefold(), str(gold["doi"] or "").casefold()
    counts["resolve there"] += bool(wanted)
    counts["resolve told"] += bool(given)
    counts["resolve right"] += bool(wanted) and given == wanted


def _accusations(told: Told) -> list[Told]:
    return [each for each in told.get("problems") or () if each["severity"] in LOUD and each["class"] not in UNACCUSING]


def _judge(gold: Gold, told: Told, counts: Counts, kinds: dict[str, Counts]) -> None:
    """Count an innocent that is accused by a warning or an error, or bears a note; and a fault that is told, and named."""
    problems, accused = told.get("problems") or (), _accusations(told)
    if gold["group"] in INNOCENT:
        is_noted = not accused and any(each["class"] not in UNTOLD for each in problems)
        is_grave = any(each["severity"] == "error" for each in accused)
        counts.update({"innocent": 1, "accused": bool(accused), "accused by errors": is_grave, "noted": is_noted})
        counts.update({f"innocent {gold['group']}": 1, f"accused {gold['group']}": bool(accused)})
        kinds[f"({gold['group']}) {gold['kind']}"].update(there=1, told=int(bool(accused)), noted=int(is_noted))
    elif gold["group"] == "fault" and not MALFORMED & set(gold["named"]):
        planted = gold.get("faults") or [gold]
        loud = [each for each in problems if each["severity"] in LOUD]
        naming = [[each for each in loud if each["class"] in fault["named"]] for fault in planted]
        pairs = list(zip(planted, naming, strict=True))
        grave = sum(any(each["severity"] == fault["severity"] for each in found) for fault, found in pairs)
        is_told = bool(accused) or any(naming)
        is_at_all = is_told or any(
            each["class"] not in UNTOLD or any(each["class"] in fault["named"] for fault in planted)
            for each in problems
        )
        named = sum(map(bool, naming))
        counts.update({"faults": 1, "planted": len(planted), "told": is_told, "told at all": is_at_all})
        counts.update({"named": named, "grave": grave})
        kinds[gold["kind"]].update(there=1, told=int(is_told), noted=int(is_at_all and not is_told))


def _cite(gold: Gold, told: Told, places: Mapping[int, int], counts: Counts) -> None:
    """Count what is told where its citation or its reference is; what else is said of these follows from it."""
    is_file = gold["cited_by"] in ("tex", "md")  # what no text cites is no fault of a file of entries
    given = [each for each in told.get("problems") or () if not (is_file and each["kind"] == "listed-not-cited")]
    problems = [{**each, "reference": places.get(each.get("reference", -1))} for each in given]
    used: set[int] = set()
    for wanted in gold["problems"]:
        fits = [at for at, each in enumerate(problems) if _is_about(wanted, each)]
        counts.update({"cite there": 1, "cite right": bool(fits), "cite told": bool(fits)})
        used.update(fits)
    counts["cite told"] += len(problems) - len(used)


def _is_about(wanted: Gold, given: Told) -> bool:
    same_reference = given.get("reference") is not None and given["reference"] == wanted.get("reference")
    if wanted["kind"] == "listed-not-cited":
        return same_reference and given["kind"] == wanted["kind"]
    one, other = letters(wanted["text"]), letters(given.get("text") or "")
    same_text = bool(other) and (one in other or other in one)
    return same_reference or same_text


def figure(column: Column, lists: Sequence[Counts]) -> str:
    """Return a figure with its interval: ``3.1 (1.2 to 5.0)``.

    Where all or none of n are counted, drawing lists again tells nothing, and the far bound is that of the rule of three: 3 in n.
    """
    pairs = [(sum(each[part] for part in column.parts), sum(each[whole] for whole in column.wholes)) for each in lists]
    part, whole = sum(part for part, _ in pairs), sum(whole for _, whole in pairs)
    if not whole:
        return NOTHING
    low, high = _bounds(pairs)
    if part in (0, whole):
        low, high = (0.0, min(3 / whole, 1)) if part == 0 else (max(1 - 3 / whole, 0), 1.0)
    digits = 1 if column.of > 1 else 3
    shown, least, most = (f"{column.of * share:.{digits}f}" for share in (part / whole, low, high))
    return f"{shown} ({least} to {most})"


def _bounds(pairs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return the shares that 2.5 in 100 drawings lie below, and above."""
    rng, shares = random.Random(SEED), []
    for _ in range(DRAWS):
        drawn = rng.choices(pairs, k=len(pairs))
        whole = sum(each for _, each in drawn)
        if whole:
            shares.append(sum(part for part, _ in drawn) / whole)
    shares.sort()
    return shares[round(0.025 * (len(shares) - 1))], shares[round(0.975 * (len(shares) - 1))]


def row(report: Mapping[str, Any], lists: Sequence[Counts], references: int) -> list[str]:
    """Return one line of the table; the references are those of all lists that the tool has read, whichever are scored."""
    tasks = set(report["tasks"])
    fields = f", {len(report['fields'])} of {len(FIELDS)} fields" if report.get("fields") else ""
    figures = [
        figure(column, lists) + (fields if column.task == "read" else "") if column.task in tasks else NOT_ATTEMPTED
        for column in COLUMNS
    ]
    return [f"{report['tool']} {report['version']}".strip(), str(len(lists)), *figures, *costs(report, references)]


def read_of(golds: Sequence[Gold], report: Mapping[str, Any]) -> int:
    """Return how many references the lists have that the tool has read."""
    told = report["lists"]
    return sum(len(gold["references"]) for gold in golds if "references" in told.get(gold["id"], {}))


def costs(report: Mapping[str, Any], references: int) -> list[str]:
    """Return what 100 references cost: seconds of the processor, which a waiting network does not lengthen, and requests."""
    taken = (report.get("processor"), sum((report.get("requests") or {}).values()) if "requests" in report else None)
    return [f"{100 * each / references:.1f}" if each is not None and references else NOTHING for each in taken]


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as a table of Markdown; who accuses least stands first, and who does not judge last."""
    order = sorted(rows, key=lambda cells: (not cells[2][:1].isdecimal(), _first(cells[2]), cells[0]))
    lines = [HEADS, ("---", *["---:"] * (len(HEADS) - 1)), *order]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _first(cell: str) -> float:
    return float(cell.partition(" ")[0]) if cell[:1].isdecimal() else 0.0


def kinds_table(judged: Mapping[str, Mapping[str, Counts]]) -> str:
    """Return how each kind is judged: told, and noted beyond that, by every tool."""
    names = sorted({kind for kinds in judged.values() for kind in kinds}, key=lambda kind: (kind[:1] == "(", kind))
    lines = [f"| kind | {' | '.join(judged)} |", f"|---|{'---:|' * len(judged)}"]
    for name in names:
        found = [kinds.get(name, Counter()) for kinds in judged.values()]
        cells = [f"{each['told']} + {each['noted']} of {each['there']}" for each in found]
        lines.append(f"| {' | '.join([name, *cells])} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and the kinds where they are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("reports", type=Path, nargs="+")
    arguments.add_argument("--folder", type=Path, default=Path(__file__).parent)
    arguments.add_argument("--only", default="", help="formats, with commas: txt,docx,html,bib,ris,pdf")
    arguments.add_argument("--common", action="store_true", help="the lists that all tools read, and no others")
    arguments.add_argument("--kinds", action="store_true", help="how each kind is judged, too")
    given = arguments.parse_args()
    lines = (given.folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    whole = list(map(json.loads, lines))
    golds = [gold for gold in whole if not given.only or gold["format"] in given.only.split(",")]
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in given.reports]
    if given.common:
        golds = [gold for gold in golds if all("references" in r["lists"].get(gold["id"], {}) for r in reports)]
    scored = {report["tool"]: (report, *score(golds, report)) for report in reports}
    print(table([row(report, lists, read_of(whole, report)) for report, lists, _ in scored.values()]))
    if given.kinds:
        print(f"\n{kinds_table({name: kinds for name, (_, _, kinds) in scored.items()})}")


if __name__ == "__main__":
    main()
