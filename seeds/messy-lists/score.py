#!/usr/bin/env python3
"""Scores reports on the benchmark of messy lists: ``python score.py [--folder FOLDER] [--only txt,bib] [--kinds] REPORT.json ...``.

A report is what README.md says under "The report". Python 3.11 and its standard library alone. Every figure is over all
lists, or those of the formats that ``--only`` names; a list that a tool cannot read counts as a list in which it found and
said nothing. What a tool has no output for (``tasks``) is "–".
"""

import argparse
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Gold = Mapping[str, Any]
Told = Mapping[str, Any]

FIELDS = ("author", "editor", "year", "title", "container", "volume", "issue", "page", "publisher")
INNOCENT = ("right", "fair", "grey")
ACCUSING = ("error", "warning")
MALFORMED = {"doi-malformed", "url-malformed"}
UNACCUSING = {"style", *MALFORMED}
"""Classes that accuse nobody: how a thing is written, and what can be mended."""

ALIKE = 0.5
"""So much of their pieces of four letters two strings share at the least, to be taken for one reference."""

COLUMNS = (
    "tool", "lists read", "falsely accused of 1,000", "by errors", "told %", "named %", "as grave %", "find P", "find R", "read F1",
    "mended %", "spoiled of 1,000", "resolve P", "resolve R", "cite P", "cite R",
)  # fmt: skip


def letters(text: object) -> str:
    """The letters and digits of a text, small and composed: what two strings are compared by.

    >>> letters("Über die Flüsse, S. 3–5")
    'überdieflüsses35'
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", str(text)).casefold()))


def paired(gold: Sequence[Gold], told: Sequence[Told]) -> dict[int, int]:
    """Which reference of a report is which of the list: by key, else by all letters, else by most pieces of four letters."""
    if gold and "key" in gold[0]:
        places = {str(each["key"]): at for at, each in enumerate(gold)}
        return {at: places[str(each.get("key"))] for at, each in enumerate(told) if str(each.get("key")) in places}
    pairs: dict[int, int] = {}
    exact: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(gold):
        exact[letters(each["raw"])].append(at)
    for at, each in enumerate(told):
        if exact.get(letters(each.get("raw", ""))):
            pairs[at] = exact[letters(each["raw"])].pop(0)
    left = [(at, _pieces(each["raw"])) for at, each in enumerate(gold) if at not in pairs.values()]
    rest = [(at, _pieces(each.get("raw", ""))) for at, each in enumerate(told) if at not in pairs]
    scored = [(_alike(pieces, others), at, place) for at, pieces in rest for place, others in left]
    scored.sort(key=lambda scored: (-scored[0], scored[1:]))
    taken: set[int] = set()
    for score, at, place in scored:
        if score >= ALIKE and at not in pairs and place not in taken:
            pairs[at] = place
            taken.add(place)
    return pairs


def _pieces(text: str) -> set[str]:
    plain = letters(text)
    return {plain[at : at + 4] for at in range(max(len(plain) - 3, 1))}


def _alike(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def score(golds: Sequence[Gold], report: Mapping[str, Any]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """The counts of all tasks, and those of judging by kind."""
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for gold in golds:
        told = report["lists"].get(gold["id"], {})
        counts["lists"] += "references" in told
        references = told.get("references", [])
        pairs = paired(gold["references"], references)
        found = {place: references[at] for at, place in pairs.items()}
        _find(gold, references, counts)
        for place, each in enumerate(gold["references"]):
            one = found.get(place, {})
            _read(each, one, counts)
            _mend(each, one, counts)
            _resolve(each, one, counts)
            _judge(each, one, counts, kinds)
        for at, one in enumerate(references):  # what is no reference is not accused either
            counts["accused"] += at not in pairs and bool(_accusations(one))
            counts["accused made"] += at not in pairs and bool(_accusations(one))
        if gold["problems"] is not None:
            _cite(gold, told, pairs, counts)
    return counts, kinds


def _find(gold: Gold, references: Sequence[Told], counts: Counter[str]) -> None:
    """Found is a reference with the same letters, as printed or with its identifiers mended.

    In files of entries there is nothing to find.
    """
    if gold["references"] and "key" in gold["references"][0]:
        return
    mended = {letters(_mended(each)): letters(each["raw"]) for each in gold["references"]}
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


def _read(gold: Gold, told: Told, counts: Counter[str]) -> None:
    fields = told.get("fields") or {}
    for name in FIELDS:
        wanted, given = _value(name, gold["fields"].get(name)), _value(name, fields.get(name))
        counts["read there"] += bool(wanted)
        counts["read told"] += bool(given)
        counts["read right"] += bool(wanted) and wanted == given


def _value(name: str, value: Any) -> object:
    """A field as it is compared: people by family name and first initial, all else by its letters."""
    if not value:
        return ()
    if name in ("author", "editor"):
        return tuple((letters(each.get("family", "")), letters(each.get("given") or "")[:1]) for each in value)
    return letters(value)


def _mend(gold: Gold, told: Told, counts: Counter[str]) -> None:
    for each in gold["identifiers"]:
        given = [
            str(one["value"]).casefold() for one in told.get("identifiers") or () if one["scheme"] == each["scheme"]
        ]
        is_damaged, is_right = each["printed"] != each["value"], each["value"].casefold() in given
        counts["damaged" if is_damaged else "clean"] += 1
        counts["mended"] += is_damaged and is_right
        counts["spoiled"] += not is_damaged and bool(given) and not is_right


def _resolve(gold: Gold, told: Told, counts: Counter[str]) -> None:
    if gold["is_open"]:
        return
    given, wanted = str(told.get("doi") or "").casefold(), str(gold["doi"] or "").casefold()
    counts["resolve there"] += bool(wanted)
    counts["resolve told"] += bool(given)
    counts["resolve right"] += bool(wanted) and given == wanted


def _accusations(told: Told) -> list[Told]:
    return [
        each for each in told.get("problems") or () if each["severity"] in ACCUSING and each["class"] not in UNACCUSING
    ]


def _judge(gold: Gold, told: Told, counts: Counter[str], kinds: dict[str, Counter[str]]) -> None:
    """An innocent is accused by an error or a warning; a fault is told by one, and named by a problem of its class.

    What can be mended is not judged.
    """
    accused = _accusations(told)
    if gold["group"] in INNOCENT:
        counts["innocent"] += 1
        counts["accused"] += bool(accused)
        counts["accused by errors"] += any(each["severity"] == "error" for each in accused)
        kinds[f"({gold['group']}) {gold['kind']}"].update(there=1, told=int(bool(accused)))
    elif gold["group"] == "fault" and not MALFORMED & set(gold["named"]):
        naming = [each for each in told.get("problems") or () if each["class"] in gold["named"]]
        is_told, is_named = int(bool(accused or naming)), int(bool(naming))
        is_grave = any(each["severity"] == gold["severity"] for each in naming)
        counts.update({"faults": 1, "told": is_told, "named": is_named, "grave": int(is_grave)})
        kinds[gold["kind"]].update(there=1, told=is_told, named=is_named)


def _cite(gold: Gold, told: Told, places: Mapping[int, int], counts: Counter[str]) -> None:
    """A problem is told where its citation or its reference is; what else is said of these follows from it."""
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


def row(name: str, tasks: Iterable[str], counts: Counter[str]) -> list[str]:
    """One line of the table."""
    has = set(tasks)

    def share(task: str, part: str, whole: str, of: int = 100) -> str:
        if task not in has or not counts[whole]:
            return "–"
        return f"{of * counts[part] / counts[whole]:.1f}" if of > 1 else f"{counts[part] / counts[whole]:.3f}"

    read = "–"
    if "read" in has:
        read = f"{2 * counts['read right'] / max(counts['read told'] + counts['read there'], 1):.3f}"
    return [
        name, str(counts["lists"]),
        share("judge", "accused", "innocent", 1000), share("judge", "accused by errors", "innocent", 1000),
        share("judge", "told", "faults"), share("judge", "named", "faults"), share("judge", "grave", "faults"),
        share("find", "find right", "find told", 1), share("find", "find right", "find there", 1), read,
        share("mend", "mended", "damaged"), share("mend", "spoiled", "clean", 1000),
        share("resolve", "resolve right", "resolve told", 1), share("resolve", "resolve right", "resolve there", 1),
        share("cite", "cite right", "cite told", 1), share("cite", "cite right", "cite there", 1),
    ]  # fmt: skip


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows as a table of Markdown; who accuses least stands first, and who does not judge last."""
    order = sorted(rows, key=lambda cells: (cells[2] == "–", float(cells[2]) if cells[2] != "–" else 0.0, cells[0]))
    lines = [COLUMNS, ("---", *["---:"] * (len(COLUMNS) - 1)), *order]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def main() -> None:
    """Print the table, and the kinds where they are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("reports", type=Path, nargs="+")
    arguments.add_argument("--folder", type=Path, default=Path(__file__).parent)
    arguments.add_argument("--only", default="", help="formats, with commas: txt,docx,html,bib,ris,pdf")
    arguments.add_argument("--kinds", action="store_true", help="how each kind is judged, too")
    given = arguments.parse_args()
    lines = (given.folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    golds = [gold for gold in map(json.loads, lines) if not given.only or gold["format"] in given.only.split(",")]
    rows, judged = [], {}
    for path in given.reports:
        report = json.loads(path.read_text(encoding="utf-8"))
        counts, judged[report["tool"]] = score(golds, report)
        rows.append(row(f"{report['tool']} {report['version']}", report["tasks"], counts))
    print(table(rows))
    if given.kinds:
        names = sorted(
            {kind for kinds in judged.values() for kind in kinds}, key=lambda kind: (kind.startswith("("), kind)
        )
        print(f"\n| kind | references | {' | '.join(judged)} |\n|---|---:|{'---:|' * len(judged)}")
        for name in names:
            cells = [f"{kinds[name]['told']}" for kinds in judged.values()]
            print(f"| {name} | {max(kinds[name]['there'] for kinds in judged.values())} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
