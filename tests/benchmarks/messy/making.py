"""Make the benchmark: its lists, their gold, the records, and the sums of all files."""

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from messy import documents, fielded, parts, pasted_text, running
from messy.domains import DOMAINS
from messy.domains import LANGUAGES as HUMANE
from messy.draw import drawn, packed
from messy.languages import LANGUAGES
from messy.rows import DOI_FORMS, FAIR_FORM, RIGHT, TWIN, Drawing, Manner, Row, is_plain
from messy.styles import Style
from messy.world import shelf_of

PUBLIC_SEED = 20261129
MADE, OTHERS, GOLD, LISTS, SUMS = "made.jsonl.gz", "others.jsonl.gz", "gold.jsonl", "lists", "SHA256SUMS"
LENGTH = (20, 60)
"""References in a list; two more are drawn than the least, because one may be without a twin."""
_ALL = (*LANGUAGES, "pl", "ru", "tr", "fa", "zh")
_LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr")


@frozen(kw_only=True)
class Plan:
    """The form of one list: its format and layout, how a running text cites it, if one does, and its domain, if it has one."""

    form: str
    layout: str
    cited: str | None = None
    domain: str | None = None


@frozen(kw_only=True)
class Made:
    """One list: the files by their names, and the gold."""

    files: Mapping[str, bytes]
    gold: Mapping[str, Any]


def plans() -> list[Plan]:
    """All 60; every second one is of one of the domains."""
    made = []
    for at, name in enumerate(pasted_text.LAYOUTS):
        how = "numbers" if name in pasted_text.NUMBERED else "names"
        made.append(Plan(form="txt", layout=name, cited=how if name in pasted_text.PAPERS and at % 2 else None))
    made += _printed_plans("docx", documents.DOCX, 8) + _printed_plans("html", documents.HTML, 6)
    made += [Plan(form="bib", layout="entries", cited=how) for how in [None] * 4 + ["tex"] * 3 + ["md"] * 3]
    made += [Plan(form="ris", layout="entries")] * 4 + _printed_plans("pdf", documents.PDF, 12)
    return [evolve(plan, domain=DOMAINS[at // 2 % len(DOMAINS)] if at % 2 else None) for at, plan in enumerate(made)]


def _printed_plans(form: str, layouts: Sequence[str], count: int) -> list[Plan]:
    """Return a number of documents, the first half behind a text that cites them."""
    names = [layouts[at % len(layouts)] for at in range(count)]
    ways = ["numbers" if name.endswith(("numbered", "ordered")) and name != "unordered" else "names" for name in names]
    return [
        Plan(form=form, layout=name, cited=way if at < count // 2 else None)
        for at, (name, way) in enumerate(zip(names, ways, strict=True))
    ]


def main() -> None:
    arguments = argparse.ArgumentParser(description="Draw the benchmark of messy lists.")
    arguments.add_argument("out", type=Path)
    arguments.add_argument(
        "--works", type=Path, help="a file of Crossref's records, to draw lists that nobody has seen"
    )
    arguments.add_argument("--seed", type=int, default=PUBLIC_SEED)
    arguments.add_argument("--only", type=int, nargs="+", default=(), help="the numbers of some lists alone")
    given = arguments.parse_args()
    make(given.out, given.seed, given.only, given.works)


def make(out: Path, seed: int, only: Sequence[int] = (), works: Path | None = None) -> None:
    """Write the benchmark into a folder: the public part, or one that shares nothing with it where a file of records is given."""
    held = parts.read(parts.PUBLIC / parts.WORKS) if works is None else drawn(works, seed)
    shelf = shelf_of(held, random.Random(seed))
    styles = parts.styles(is_public=works is None)
    drawing = Drawing(shelf, styles, random.Random(seed + 1))
    (out / LISTS).mkdir(parents=True, exist_ok=True)
    golds: list[Mapping[str, Any]] = []
    for number, plan in enumerate(plans(), 1):
        if only and number not in only:
            continue
        made = make_list(f"{number:03}", plan, styles, drawing, random.Random(f"{seed} {number}"))
        golds.append(made.gold)
        for name, data in made.files.items():
            (out / LISTS / name).write_bytes(data)
    (out / GOLD).write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in golds), encoding="utf-8")
    pages = [{"service": "page", "id": url, "title": title} for url, title in sorted(drawing.pages.items())]
    (out / OTHERS).write_bytes(packed([*shelf.others, *pages]))
    (out / MADE).write_bytes(packed(item for doi, item in sorted(shelf.items.items()) if "/messy." in doi))
    (out / parts.WORKS).write_bytes(packed(held))
    write_sums(out)


def write_sums(out: Path) -> None:
    """The sums of all data of the folder, as ``sha256sum -c`` reads them."""
    paths = [out / parts.WORKS, out / MADE, out / OTHERS, out / GOLD, *sorted((out / LISTS).iterdir())]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}\n" for path in paths]
    (out / SUMS).write_text("".join(lines), encoding="utf-8")


def make_list(name: str, plan: Plan, styles: Sequence[Style], drawing: Drawing, rng: random.Random) -> Made:
    """One list by its plan."""
    languages = _languages(plan)
    language = languages[int(name) % len(languages)]
    manner = Manner(
        style=styles[(7 * int(name)) % len(styles)],
        words=LANGUAGES[language],
        doi_form=rng.choice(DOI_FORMS),
        write=_writer(plan, rng),
    )
    is_fit: Callable[[Row], bool] = is_plain if plan.form.endswith("pdf") else lambda row: True
    rows = drawing.rows(rng.randint(LENGTH[0] + 2, LENGTH[1]), manner, is_fit, plan.domain)
    if plan.cited == "names":
        rows = running.told_apart(rows)
        while len(rows) < LENGTH[0]:
            rows = running.told_apart([*rows, *drawing.rows(LENGTH[0], manner, is_fit, plan.domain)])
    rows = _set_apart(rows, plan)
    gold: dict[str, Any] = {
        "id": name, "format": plan.form, "layout": plan.layout, "language": language, "style": manner.style.name, "domain": plan.domain if drawing.has(plan.domain) else None,
    }  # fmt: skip
    return _FORMS[plan.form](name, plan, rows, manner, language, gold, rng)


def _set_apart(rows: Sequence[Row], plan: Plan) -> list[Row]:
    """The same, with what is neither a fault nor innocent named so: what shares a title or a place, and people cut short where RIS cannot say it."""
    marks = Counter(mark for row in rows for mark in _marks(row))
    return [
        evolve(row, group=TWIN)
        if row.group in (RIGHT, FAIR_FORM)
        and (any(marks[mark] > 1 for mark in _marks(row)) or (plan.form == "ris" and row.work.author_et_al))
        else row
        for row in rows
    ]


def _marks(row: Row) -> set[tuple[str | None, ...]]:
    work = row.work
    place = {(work.container_title, work.volume, work.page)} if work.container_title and work.page else set()
    return {((work.title or "").casefold(),), *place}


def _languages(plan: Plan) -> tuple[str, ...]:
    if plan.domain == "humanities":
        return HUMANE
    if plan.cited:
        return tuple(running.PROSE)
    return _LATIN if plan.form.endswith("pdf") else _ALL


def _writer(plan: Plan, rng: random.Random) -> fielded.Write | None:
    if plan.form == "bib":
        return fielded.bibtex(rng.choice(fielded.MANNERS), rng.choice(fielded.doi_fields()[:4]))
    return fielded.ris if plan.form == "ris" else None


def _run(plan: Plan, rows: Sequence[Row], manner: Manner, language: str, rng: random.Random) -> running.Running | None:
    if plan.cited == "numbers":
        return running.by_number(len(rows), language, rng)
    return running.by_name(rows, language, manner.words, rng) if plan.cited == "names" else None


def _pasted(
    name: str, plan: Plan, rows: Sequence[Row], manner: Manner, language: str, gold: dict[str, Any], rng: random.Random
) -> Made:
    texts = [row.raw for row in rows]
    run = _run(plan, rows, manner, language, rng)
    listed = pasted_text.set_list(plan.layout, texts, rng)
    text = pasted_text.set_paper(run, manner.words.heading, listed) if run else listed
    places = pasted_text.spans(text, texts, text.index(listed))
    gold |= {"file": f"{name}.txt", "references": [_gold(row, spans=at) for row, at in zip(rows, places, strict=True)]}
    return Made(files={f"{name}.txt": text.encode()}, gold=gold | _problems(plan, run))


def _printed(
    name: str, plan: Plan, rows: Sequence[Row], manner: Manner, language: str, gold: dict[str, Any], rng: random.Random
) -> Made:
    """Word, HTML and PDF: the printed strings are the gold of what is to be found."""
    texts, heading = [row.raw for row in rows], manner.words.heading
    run = _run(plan, rows, manner, language, rng)
    ending = gold["format"]
    gold |= {"file": f"{name}.{ending}", "references": [_gold(row) for row in rows]} | _problems(plan, run)
    if plan.form == "html":
        return Made(files={gold["file"]: documents.web(plan.layout, texts, heading, run, language).encode()}, gold=gold)
    if plan.form == "pdf":
        return Made(files={gold["file"]: documents.typeset(plan.layout, texts, heading, run, language)}, gold=gold)
    return Made(files={gold["file"]: documents.word(plan.layout, texts, heading, run)}, gold=gold)


def _bibtex(
    name: str, plan: Plan, rows: Sequence[Row], manner: Manner, language: str, gold: dict[str, Any], rng: random.Random
) -> Made:
    keys = fielded.keys([row.work for row in rows])
    entries = [fielded.keyed(row.raw, key) for row, key in zip(rows, keys, strict=True)]
    gold |= {"file": f"{name}.bib", "references": [_gold(row, key=key) for row, key in zip(rows, keys, strict=True)]}
    files = {f"{name}.bib": "\n".join(entries).encode()}
    run = None
    if plan.cited == "tex":
        run = running.by_key(keys, language, r"\cite{{{}}}", ",", rng)
        gold["text"] = f"{name}.tex"
        files[gold["text"]] = _latex(run, name).encode()
    elif plan.cited == "md":
        run = running.by_key([f"@{key}" for key in keys], language, "[{}]", "; ", rng)
        gold["text"] = f"{name}.md"
        files[gold["text"]] = _markdown(run, name).encode()
    return Made(files=files, gold=gold | _problems(plan, run))


def _ris(
    name: str, plan: Plan, rows: Sequence[Row], manner: Manner, language: str, gold: dict[str, Any], rng: random.Random
) -> Made:
    entries = [fielded.numbered(row.raw, str(number)) for number, row in enumerate(rows, 1)]
    gold |= {"file": f"{name}.ris", "references": [_gold(row, key=str(number)) for number, row in enumerate(rows, 1)]}
    return Made(files={f"{name}.ris": "\n".join(entries).encode()}, gold=gold | _problems(plan, None))


_FORMS = {
    "txt": _pasted,
    "docx": _printed,
    "html": _printed,
    "pdf": _printed,
    "bib": _bibtex,
    "ris": _ris,
}


def _gold(row: Row, **more: Any) -> dict[str, Any]:
    """What is true of a reference."""
    values: dict[str, Any] = {
        "raw": row.raw, "group": row.group, "kind": row.kind, "fields": row.fields, "identifiers": row.identifiers,
        "doi": row.resolves, "is_open": row.is_open, "named": row.named, "severity": row.severity,
    }  # fmt: skip
    return more | values | ({"faults": row.faults} if row.faults else {})


def _problems(plan: Plan, run: running.Running | None) -> dict[str, Any]:
    return {"cited_by": plan.cited, "problems": list(run.problems) if run else None}


def _latex(run: running.Running, name: str) -> str:
    half = len(run.paragraphs) // 2
    body = [
        f"\\title{{{run.title}}}",
        "\\begin{document}",
        "\\maketitle",
        f"\\section{{{run.first}}}",
        *run.paragraphs[:half],
    ]
    body += [f"\\section{{{run.second}}}", *run.paragraphs[half:], f"\\bibliography{{{name}}}", "\\end{document}"]
    return "\\documentclass{article}\n" + "\n\n".join(body) + "\n"


def _markdown(run: running.Running, name: str) -> str:
    half = len(run.paragraphs) // 2
    head = f"---\ntitle: {run.title}\nbibliography: {name}.bib\n---"
    return (
        "\n\n".join([head, f"# {run.first}", *run.paragraphs[:half], f"# {run.second}", *run.paragraphs[half:]]) + "\n"
    )
