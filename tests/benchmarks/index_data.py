"""The records that the benchmark of the local index works on, and the references that it looks for."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from match_data import printable
from match_render import STYLES, UNTITLED, Parts, render

from refcheck.matching.fields.title import full_title
from refcheck.model import Record, Work
from refcheck.registries.index.terms import folded

Item = dict[str, Any]

VOCABULARY = 150_000
"""Words of the generated records; the n-th is drawn in proportion to 1 / (n + 2.7)."""

_COMMON = "of the and in a for on to with from by an at as study between using its under effect analysis new"
_HEADS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "r",
    "s",
    "sc",
    "sl",
    "sp",
    "st",
    "str",
    "t",
    "tr",
    "v",
    "w",
    "z",
]
_HEARTS = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou", "y"]
_TAILS = ["b", "ck", "d", "g", "l", "ll", "m", "n", "nd", "ng", "nt", "p", "r", "rd", "s", "sk", "st", "t", "th", "x"]

_TITLED = tuple(style for style in STYLES if style not in UNTITLED)


@frozen
class Stock:
    """What records are generated from: people and homes (journals and the like) as in Crossref's JSON, and a source of titles."""

    people: Sequence[Item]
    homes: Sequence[Item]
    title: Callable[[random.Random], str]


def zipf(rng: random.Random) -> Stock:
    """An invented stock whose words and names are as unequally common as those of a language."""
    words = _COMMON.split()
    words += [_invented(rng, rng.choice((2, 2, 3, 3, 4))) for _ in range(VOCABULARY - len(words))]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    families = [_invented(rng, rng.choice((1, 2, 3))).capitalize() for _ in range(60_000)]
    people = [{"family": family, "given": f"{rng.choice('ABCDEFGHJKLMNOPRSTW')}."} for family in families]

    def title(rng: random.Random) -> str:
        return " ".join(rng.choices(words, cum_weights=weights, k=rng.randrange(5, 18))).capitalize()

    homes = [
        {"type": "journal-article", "publisher": f"{_invented(rng, 2).capitalize()} Press"}
        | {"container-title": [f"Journal of {_invented(rng, 3).capitalize()} {_invented(rng, 2).capitalize()}"]}
        for _ in range(5_000)
    ]
    known = list(accumulate(1 / (rank + 50) for rank in range(len(people))))
    return Stock(rng.choices(people, cum_weights=known, k=200_000), homes, title)


def of(items: Sequence[Item]) -> Stock:
    """The names and homes of records; their titles' words, each followed by one that follows it in one of their titles."""
    follow: dict[str, list[str]] = defaultdict(list)
    first = []
    for item in items:
        for printed in (item.get("title") or ())[:1]:
            words = str(printed).split()
            first += words[:1]
            for word, following in pairwise(words):
                follow[word].append(following)

    def title(rng: random.Random) -> str:
        words = [rng.choice(first)]
        for _ in range(rng.randrange(4, 15)):
            words.append(rng.choice(follow.get(words[-1]) or first))
        return " ".join(words)

    people = [author for item in items for author in (item.get("author") or ())[:3] if author.get("family")]
    return Stock(people, [item for item in items if item.get("container-title")], title)


def generated(stock: Stock, count: int, rng: random.Random) -> Iterator[Item]:
    """So many records; one in thirty repeats the title of the one before, as corrected and reprinted works do."""
    title = ""
    for number in range(count):
        home, first = rng.choice(stock.homes), rng.randrange(1, 2000)
        title = title if title and not rng.randrange(30) else stock.title(rng)
        people = rng.choices(stock.people, k=rng.randrange(1, 6))
        yield {
            "DOI": f"10.5555/generated.{number}",
            "type": home.get("type"),
            "title": [title],
            "author": [{"given": person.get("given"), "family": person["family"]} for person in people],
            "container-title": home["container-title"],
            "short-container-title": home.get("short-container-title"),
            "publisher": home.get("publisher"),
            "ISSN": home.get("ISSN"),
            "volume": str(rng.randrange(1, 120)),
            "page": f"{first}-{first + 9}",
            "issued": {"date-parts": [[rng.randrange(1970, 2025)]]},
        }


def full(record: Record, rng: random.Random) -> str:
    """The work as a reference with all that references have, and the noise that they have."""
    return render(record.work, rng.choice(_TITLED), rng)


def hard(record: Record, rng: random.Random) -> str:
    """The work as a reference that lacks much and is wrong in part.

    In 35 of 100 the title is left out where volume and page tell the work, in 20 the authors, in 25 volume and pages; in 20 the last
    author stands for the first and a third of the title's words are left out. Besides, a letter or digit in forty is misread, and in 6 of 100
    the volume is wrong, in 5 the year.
    """
    work = record.work
    if rng.random() < 0.06 and (work.volume or "").isdecimal():
        work = evolve(work, volume=str(int(work.volume or "") + rng.choice((-1, 1, 10))))
    if rng.random() < 0.05 and work.issued and work.issued.year:
        work = evolve(work, issued=evolve(work.issued, year=work.issued.year + rng.choice((-1, 1))))
    lack = rng.choices((_title, _authors, _numbers, _words), (35, 20, 25, 20))[0]
    return _misread(lack(work, rng), rng)


def deposited(items: Sequence[Item], strings: Path | None) -> list[tuple[str, str]]:
    """Reference strings as publishers deposited them, each with its DOI, where that is among the records."""
    held = {str(item["DOI"]).strip().lower() for item in items}
    found = {}
    for item in items:
        for reference in item.get("reference") or ():
            if reference.get("unstructured") and str(reference.get("DOI")).lower() in held:
                found[str(reference["unstructured"])] = str(reference["DOI"]).lower()
    if strings is not None:
        with gzip.open(strings, "rt", encoding="utf-8") as file:
            found |= {row["raw"]: row["doi"] for row in map(json.loads, file) if row["doi"] in held}
    return list(found.items())


def deposited_fields(items: Sequence[Item]) -> list[tuple[str, str]]:
    """References that publishers deposited in fields, and mostly without a title, printed one field after the other."""
    held = {str(item["DOI"]).strip().lower() for item in items}
    return [
        (text, str(reference["DOI"]).lower())
        for item in items
        for reference in item.get("reference") or ()
        if str(reference.get("DOI")).lower() in held and not reference.get("unstructured")
        if (text := _in_order(reference)).count(",") > 1
    ]


def printed_alike(record: Record) -> tuple[object, ...]:
    """What a reference says of a work that has no pages: two records that share it may be meant by the same reference."""
    work = record.work
    author = work.author[0].family or "" if work.author else ""
    return " ".join(folded(full_title(work))), author.casefold(), work.container_title


def sample(records: Sequence[Record], count: int, rng: random.Random) -> list[Record]:
    """So many of the records that say enough to be cited."""
    found = [record for record in records if printable(record)]
    return rng.sample(found, min(count, len(found)))


def _in_order(reference: Mapping[str, Any]) -> str:
    fields = ("author", "article-title", "journal-title", "volume-title", "volume", "first-page", "year")
    return ", ".join(str(reference[field]) for field in fields if reference.get(field)) + "."


def _title(work: Work, rng: random.Random) -> str:
    return STYLES["physics"](Parts.of(_short(evolve(work, author=work.author[:1]), rng)))


def _authors(work: Work, rng: random.Random) -> str:
    return STYLES[rng.choice(_TITLED)](Parts.of(evolve(_short(work, rng), author=(), editor=())))


def _numbers(work: Work, rng: random.Random) -> str:
    bare = evolve(work, volume=None, issue=None, page=None, article_number=None)
    return STYLES[rng.choice(_TITLED)](Parts.of(_short(bare, rng)))


def _words(work: Work, rng: random.Random) -> str:
    left = " ".join(word for word in (work.title or "").split() if rng.random() > 0.35)
    return STYLES[rng.choice(_TITLED)](Parts.of(_short(evolve(work, title=left, author=work.author[-1:]), rng)))


def _short(work: Work, rng: random.Random) -> Work:
    names = [name for name in work.container_title_alternative if len(name) < len(work.container_title or "")]
    return evolve(work, container_title=names[0]) if names and rng.random() < 0.6 else work


def _misread(text: str, rng: random.Random) -> str:
    characters = list(text)
    for place, character in enumerate(characters):
        if character.isalnum() and rng.random() < 0.025:
            characters[place] = rng.choice("0123456789" if character.isdecimal() else "aeinorstlc")
    return "".join(characters)


def _invented(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_HEADS) + rng.choice(_HEARTS) for _ in range(syllables)) + rng.choice(_TAILS)
