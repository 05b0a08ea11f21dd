"""Faults planted in references of known works, one at a time: how many are mended as the work has it, and whether anything else changes.

Usage: python tests/benchmarks/fix_faults.py WORKS.jsonl[.gz] [COUNT] [SEED]

The works are Crossref's records. Of each a right reference is printed in one of six formats, between two others, and a fault of one of
twenty kinds is put into it; the records are at hand. `told` are those of which a finding or a fix speaks that the right one does not
have; `mended` are those that `fix --unsafe-fixes` turns into the right source, byte for byte; `other` are sources in which something
else was changed. The right sources are fixed as well: what changes in them is counted as `right changed`.
"""

import gzip
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from refcheck.audit import audit
from refcheck.errors import SourceError
from refcheck.fixing.files import mend
from refcheck.model import Bibliography, Report, Safety
from refcheck.readers import read_bytes
from refcheck.registries import Registry
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.settings import Settings

Given = dict[str, Any]
_WORD = re.compile(r"[A-Za-z][a-z]+")
_DOI = re.compile(r"10\.\d{4,5}/[a-z0-9.-]+[a-z0-9]")


def works(path: Path) -> Iterator[Given]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if (work := _usable(record)) is not None:
                yield {**work, "record": record}


def _usable(record: Given) -> Given | None:
    """Return what is printed of a record, where it has all that a reference needs and nothing that is hard to print."""
    people = [(each.get("family", ""), each.get("given", "")) for each in record.get("author", ())]
    title, journal = (next(iter(record.get(key) or ()), "") for key in ("title", "container-title"))
    year = (record.get("issued", {}).get("date-parts") or [[None]])[0][:1]
    page = re.fullmatch(r"(\d+)-(\d+)", record.get("page", ""))
    plain = all(
        family.isalpha() and family.istitle() and re.fullmatch(r"[A-Z][a-z]+", given) for family, given in people
    )
    if (
        record.get("type") != "journal-article"
        or not 3 <= len(people) <= 5
        or not plain
        or not page
        or not year
        or not year[0]
    ):
        return None
    if not (title.isascii() and re.fullmatch(r"[A-Z][A-Za-z ,-]{30,120}", title)) or len(_WORD.findall(title)) < 6:
        return None
    if not re.fullmatch(r"[A-Z][A-Za-z ]{4,60}", journal) or not _DOI.fullmatch(record["DOI"]):
        return None
    if not (record.get("volume", "").isdigit() and record.get("issue", "").isdigit()) or int(page[1]) >= int(page[2]):
        return None
    keys = {"title": title, "journal": journal, "volume": record["volume"], "issue": record["issue"], "year": year[0]}
    return {
        **keys,
        "people": people,
        "first": page[1],
        "last": page[2],
        "doi": record["DOI"],
        "link": "https://doi.org/",
    }


def apa(work: Given, number: int) -> str:
    people = [f"{family}, {given[0]}." for family, given in work["people"]]
    names = f"{', '.join(people[:-1])}, & {people[-1]}"
    link = f" {work['link']}{work['doi']}" if work["doi"] else ""
    place = f"{work['volume']}({work['issue']}), {work['first']}{work.get('dash', '–')}{work['last']}"
    return f"{names} ({work['year']}). {work['title']}. {work['journal']}, {place}.{link}\n"


def vancouver(work: Given, number: int) -> str:
    names = ", ".join(f"{family} {given[0]}" for family, given in work["people"])
    doi = f" doi: {_bare(work)}" if work["doi"] else ""
    place = f"{work['year']};{work['volume']}({work['issue']}):{work['first']}{work.get('dash', '-')}{work['last']}"
    return f"{number}. {names}. {work['title']}. {work['journal']}. {place}.{doi}\n"


def bibitem(work: Given, number: int) -> str:
    people = [f"{given[0]}. {family}" for family, given in work["people"]]
    names = f"{', '.join(people[:-1])}, and {people[-1]}"
    link = f" doi: {_bare(work)}" if work["doi"] else ""
    place = f"\\textbf{{{work['volume']}}}({work['issue']}), {work['first']}{work.get('dash', '--')}{work['last']}"
    return f"\\bibitem{{k{number}}} {names}. {work['title']}. \\emph{{{work['journal']}}}, {place} ({work['year']}).{link}\n"


def _bare(work: Given) -> str:
    return f"{'' if work['link'] == 'https://doi.org/' else work['link']}{work['doi']}"


def bibtex(work: Given, number: int) -> str:
    fields = {
        "author": " and ".join(f"{family}, {given}" for family, given in work["people"]),
        "title": work["title"],
        "journal": work["journal"],
        "volume": work["volume"],
        "number": work["issue"],
        "pages": f"{work['first']}{work.get('dash', '--')}{work['last']}",
        "year": work["year"],
        "doi": _bare(work),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{k{number},\n{lines}}}\n\n"


def ris(work: Given, number: int) -> str:
    lines = ["TY  - JOUR", *(f"AU  - {family}, {given}" for family, given in work["people"]), f"TI  - {work['title']}"]
    lines += [f"JO  - {work['journal']}", f"VL  - {work['volume']}", f"IS  - {work['issue']}"]
    lines += [f"SP  - {work['first']}", f"EP  - {work['last']}", f"PY  - {work['year']}"]
    return "\n".join([*lines, *([f"DO  - {_bare(work)}"] if work["doi"] else []), "ER  - \n\n"])


def csl_json(work: Given, number: int) -> str:
    item = {
        "id": f"k{number}",
        "type": "article-journal",
        "title": work["title"],
        "author": [{"family": family, "given": given} for family, given in work["people"]],
        "container-title": work["journal"],
        "volume": work["volume"],
        "issue": work["issue"],
        "page": f"{work['first']}{work.get('dash', '-')}{work['last']}",
        "issued": {"date-parts": [[work["year"]]]},
        **({"DOI": _bare(work)} if work["doi"] else {}),
    }
    return json.dumps(item, indent=1) + "\n"


FORMATS: Mapping[str, tuple[str, Callable[[Given, int], str], str, str, str]] = {
    "apa": ("list.txt", apa, "References\n", "", ""),
    "vancouver": ("list.txt", vancouver, "References\n", "", ""),
    "bibitem": (
        "list.tex",
        bibitem,
        "\\documentclass{article}\n\\begin{document}\n\\begin{thebibliography}{9}\n",
        "",
        "\\end{thebibliography}\n\\end{document}\n",
    ),
    "bibtex": ("list.bib", bibtex, "", "", ""),
    "ris": ("list.ris", ris, "", "", ""),
    "csl-json": ("list.json", csl_json, "[", ",\n", "]\n"),
}


def _digit(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    other = str((int(text[at]) + chance.randint(1, 8)) % 10 or 1)
    return text[:at] + (other if other != text[at] else "7" if text[at] != "7" else "3") + text[at + 1 :]


def _letter(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] if word[at] != word[at + 1] else word[:at] + word[at + 1 :]
    )


def _word(work: Given, chance: random.Random, change: Callable[[str], str]) -> None:
    words = work["title"].split(" ")
    at = chance.choice([at for at, word in enumerate(words[1:-1], start=1) if len(word) > 4 and word.isalpha()])
    words[at] = change(words[at])
    work["title"] = " ".join(filter(None, words))


def _doi(work: Given, change: Callable[[str], str]) -> None:
    work["doi"] = change(work["doi"])


def _person(work: Given, at: int, change: Callable[[str], str]) -> None:
    family, given = work["people"][at]
    work["people"][at] = (change(family), given)


FAULTS: Mapping[str, Callable[[Given, random.Random], object]] = {
    "doi: a space": lambda work, chance: _doi(work, lambda doi: doi.replace("/", "/ ", 1)),
    "doi: a space behind a period": lambda work, chance: _doi(
        work, lambda doi: doi.replace(".", ". ", 2).replace(". ", ".", 1)
    ),
    "doi: a comma in the prefix": lambda work, chance: _doi(work, lambda doi: doi.replace(".", ",", 1)),
    "doi: O for 0": lambda work, chance: _doi(work, lambda doi: doi.replace("10", "1O", 1)),
    "doi: without 10.": lambda work, chance: _doi(work, lambda doi: doi.removeprefix("10.")),
    "doi: resolver twice": lambda work, chance: work.update(link="https://doi.org/https://doi.org/"),
    "doi: old resolver": lambda work, chance: work.update(link="http://dx.doi.org/"),
    "doi: a period and a bracket": lambda work, chance: _doi(work, lambda doi: f"{doi}.)"),
    "doi: left out": lambda work, chance: work.update(doi=""),
    "volume": lambda work, chance: work.update(volume=_digit(work["volume"], chance)),
    "issue": lambda work, chance: work.update(issue=_digit(work["issue"], chance)),
    "first page": lambda work, chance: work.update(first=_digit(work["first"], chance)),
    "last page": lambda work, chance: work.update(last=_digit(work["last"], chance)),
    "pages without a dash": lambda work, chance: work.update(dash=" "),
    "year": lambda work, chance: work.update(year=work["year"] - chance.randint(3, 9)),
    "author misspelt": lambda work, chance: _person(
        work, -1, lambda name: _letter(name, chance) if len(name) > 4 else f"{name}n"
    ),
    "author left out": lambda work, chance: work["people"].pop(1),
    "author added": lambda work, chance: work["people"].insert(2, ("Quennell", "Ada")),
    "authors in another order": lambda work, chance: work["people"].insert(0, work["people"].pop(1)),
    "title: a word misspelt": lambda work, chance: _word(work, chance, lambda word: _letter(word, chance)),
    "title: a word left out": lambda work, chance: _word(work, chance, lambda word: ""),
}


def source(form: str, made: list[Given]) -> bytes:
    _, write, before, between, behind = FORMATS[form]
    return (before + between.join(write(work, at) for at, work in enumerate(made, start=1)) + behind).encode()


def codes(data: bytes, name: str, registry: Registry) -> Counter[str]:
    return Counter(each.code for each in audit([read_bytes(data, name)], registry=registry).findings())


def main(path: str, count: str = "300", seed: str = "1") -> None:
    """Plant the faults, and print a row a kind and one for all."""
    chance = random.Random(int(seed))
    usable = list(works(Path(path)))
    chance.shuffle(usable)
    kinds, forms = list(FAULTS), list(FORMATS)
    rows: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        records.write_text(
            "".join(json.dumps(work["record"]) + "\n" for work in usable[: 3 * int(count)]), encoding="utf-8"
        )
        registry = offline(Connections(cache="off", records=str(records)))

        def asked(bibliography: Bibliography) -> Report:
            return audit([bibliography], registry=registry)

        def fixed(data: bytes, name: str) -> bytes:
            try:
                return mend(data, name, settings=Settings(), audit=asked, wanted=frozenset(Safety)).data
            except SourceError as error:
                print(f"  refused: {error}")
                return data

        for at in range(int(count)):
            kind, form = kinds[at % len(kinds)], forms[(at // len(kinds)) % len(forms)]
            right = [usable[(3 * at + step) % len(usable)] for step in range(3)]
            wrong = deepcopy(right)
            FAULTS[kind](wrong[1], chance)
            name, row = FORMATS[form][0], rows[kind]
            clean, faulty = source(form, right), source(form, wrong)
            if clean == faulty:
                continue
            row["planted"] += 1
            row["right changed"] += fixed(clean, name) != clean
            told = codes(faulty, name, registry) - codes(clean, name, registry)
            if not told:
                continue
            row["told"] += 1
            after = fixed(faulty, name)
            row["mended"] += after == clean
            if after not in (clean, faulty):
                row["other"] += 1
            if after != clean:
                print(
                    f"  {kind} · {form} · {', '.join(told)}\n    - {_line(faulty, clean)}\n    + {_line(after, clean)}"
                )
    names = ("planted", "told", "mended", "other", "right changed")
    print(" | ".join(("kind", *names)))
    for kind, row in [*rows.items(), ("all", sum(rows.values(), Counter()))]:
        print(" | ".join((kind, *(str(row[each]) for each in names))))


def _line(data: bytes, other: bytes) -> str:
    """The lines of a text that another one has not."""
    held = set(other.decode().splitlines())
    return " ⏎ ".join(line for line in data.decode().splitlines() if line not in held)[:400]


if __name__ == "__main__":
    main(*sys.argv[1:])
