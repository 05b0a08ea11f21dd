"""How works are drawn; of the public part: ``python tests/benchmarks/messy/draw.py WORKS.jsonl.gz OUT.jsonl.gz``.

``WORKS`` holds Crossref's records, one JSON object a line, compressed or not. A record is kept that can be cited (a title that no other has, a year, people,
a DOI that is well formed); every kind of work has its share, no publisher more than a twelfth, works in other languages than
English and works with a notice come first. What is kept of a record are bibliographic facts alone.
"""

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from messy import parts
from messy.domains import language

Item = dict[str, Any]

SHARES = {
    "journal-article": 2148,
    "book-chapter": 370,
    "proceedings-article": 170,
    "book": 100,
    "monograph": 34,
    "edited-book": 10,
    "posted-content": 100,
    "report": 50,
    "reference-entry": 20,
    "dissertation": 10,
}
MOST_OF_A_PUBLISHER = 250
FEWEST = 400
SEED = 20261129
_LAW = re.compile(r"\b(?:laws?|legal|juris\w*)\b")
"""In the name of a journal or book: ``Seeburg Law Review``, ``Jurisprudence Today``."""

PLAIN = (
    "DOI",
    "type",
    "title",
    "subtitle",
    "original-title",
    "container-title",
    "short-container-title",
    "volume",
    "issue",
    "page",
    "article-number",
    "publisher",
    "publisher-location",
    "ISSN",
    "ISBN",
    "edition-number",
    "language",
    "subtype",
    "group-title",
)
DATES = ("issued", "published-print", "published-online", "posted")
PEOPLE = ("author", "editor", "translator")
NOTICES = ("updated-by", "update-to")
RELATIONS = ("is-preprint-of", "has-preprint", "is-version-of", "has-version")

_DOI = re.compile(r"10\.(?!5555|50505)\d{4,5}/[!-~]*[0-9a-z]", re.IGNORECASE)
"""As most are: ``10.1000/abc-1``; none with a space, a letter outside ASCII or a mark at its end, and none of the prefixes for tests."""


def main(works: str, out: str) -> None:
    chosen = drawn(Path(works), SEED, lambda items: filter(parts.is_public, items))
    Path(out).write_bytes(packed(chosen))
    print(len(chosen), dict(Counter(item["type"] for item in chosen)))


def drawn(works: Path, seed: int, part: Callable[[Iterable[Item]], Iterable[Item]] = parts.unseen) -> list[Item]:
    """Return the bibliographic facts of some works of a file, of those that are in the part.

    Raises:
        SystemExit: there are too few.
    """
    chosen = sorted(map(cut, choose(parts.read(works), seed, part)), key=lambda item: item["DOI"])
    if len(chosen) < FEWEST:
        raise SystemExit(
            f"{works} has {len(chosen)} works that can be cited and were not shown; take {FEWEST} at least"
        )
    return chosen


def packed(items: Iterable[Item]) -> bytes:
    """JSON lines, compressed, without a date."""
    lines = "".join(json.dumps(item, ensure_ascii=False, sort_keys=True) + "\n" for item in items)
    return gzip.compress(lines.encode(), mtime=0)


def choose(items: list[Item], seed: int, part: Callable[[Iterable[Item]], Iterable[Item]]) -> Iterator[Item]:
    items = [item for item in items if item.get("type") in SHARES]
    titles = Counter(_title(item).casefold() for item in items)
    citable = [item for item in items if titles[_title(item).casefold()] == 1 and is_citable(item)]
    fit = sorted(part(citable), key=lambda item: item["DOI"])
    random.Random(seed).shuffle(fit)
    fit.sort(key=lambda item: not is_wanted(item))
    left, publishers = dict(SHARES), Counter[str]()
    for item in fit:
        house = str(item.get("publisher")).split()[0].casefold()
        if left.get(item["type"], 0) and publishers[house] < MOST_OF_A_PUBLISHER:
            left[item["type"]] -= 1
            publishers[house] += 1
            yield item


def is_wanted(item: Item) -> bool:
    """Whether there are few of its like: with a notice, or in another language or script."""
    scripts = re.search("[\u0400-\u04ff\u0600-\u06ff\u0370-\u03ff\u4e00-\u9fff]{4}", _title(item))
    is_rare = language(_title(item)) or _LAW.search(" ".join(item.get("container-title", ())).casefold())
    return bool(item.get("updated-by") or item.get("update-to") or scripts or is_rare) or item.get("language") not in (
        None,
        "en",
    )


def is_citable(item: Item) -> bool:
    people = [*item.get("author", ()), *item.get("editor", ())]
    named = bool(people) and all(
        (person.get("family") and person.get("given")) or person.get("name") for person in people
    )
    issued = [year for parts in (item.get("issued") or {}).get("date-parts", ()) for year in parts[:1] if year]
    home = item["type"] not in ("journal-article", "book-chapter", "proceedings-article") or item.get("container-title")
    numbered = item["type"] != "journal-article" or (
        item.get("volume") and (item.get("page") or item.get("article-number"))
    )
    plain = not re.search(
        r"@|\btest deposit|\ufffd|\\ufffd", json.dumps([item.get(name) for name in (*PLAIN, *PEOPLE)]), re.IGNORECASE
    )
    return bool(
        len(_title(item)) > 15 and issued and named and home and numbered and plain and _DOI.fullmatch(item["DOI"])
    )


def cut(item: Item) -> Item:
    """The bibliographic facts of a record."""
    kept: Item = {name: item[name] for name in PLAIN if item.get(name)}
    kept |= {name: {"date-parts": item[name]["date-parts"]} for name in DATES if item.get(name)}
    for role in PEOPLE:
        people = [
            {name: person[name] for name in ("given", "family", "suffix", "name") if person.get(name)}
            for person in item.get(role, ())
        ]
        kept |= {role: people} if people else {}
    for name in NOTICES:
        notices = [
            {key: each[key] for key in ("DOI", "type", "source") if each.get(key)} for each in item.get(name, ())
        ]
        kept |= {name: notices} if notices else {}
    related = item.get("relation") or {}
    found = {
        name: [{"id-type": "doi", "id": each["id"]} for each in related[name] if each.get("id-type") == "doi"]
        for name in RELATIONS
        if related.get(name)
    }
    return kept | ({"relation": found} if found else {})


def _title(item: Item) -> str:
    return " ".join(str((item.get("title") or [""])[0]).split())


if __name__ == "__main__":
    main(*sys.argv[1:])
