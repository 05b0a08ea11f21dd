"""The works that lists are drawn from: those of the committed file, and made ones, which stand where no real work may."""

import gzip
import html
import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import frozen
from messy.stock import made_items

from refcheck.model import Date, Id, Name, Provenance, Record, Work

Item = dict[str, Any]

MOST_AUTHORS = 9
TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "reference-entry": "chapter",
    "proceedings-article": "paper-conference",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "posted-content": "article",
    "report": "report",
}
_PLACED = ("article-journal", "chapter", "paper-conference")
_BY_THE_MAKER = Provenance(registry="Crossref", url="", retrieved=datetime(2026, 11, 26, tzinfo=UTC))


@frozen(kw_only=True)
class Shelf:
    """The works of one benchmark: all items that are served, and what may be cited of them. ``noted`` are works with a notice, by fault."""

    items: dict[str, Item]
    real: Sequence[Record]
    books: Sequence[Record]
    titles: frozenset[str]
    made: Sequence[Record]
    noted: Mapping[str, Sequence[Record]]


def read_shelf(path: Path, rng: random.Random) -> Shelf:
    """The works of the file, and made ones beside them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        held = [json.loads(line) for line in lines]
    made = made_items(rng)
    records = [record_of(item) for item in held if not _is_set_aside(item)]
    return Shelf(
        items={item["DOI"].lower(): item for item in (*held, *made)},
        titles=frozenset(_plain(item["title"][0]).casefold() for item in (*held, *made)),
        real=[record for record in records if record.work.type in _PLACED and _is_whole(record.work)],
        books=[record for record in records if record.work.type in ("book", "article", "report")],
        made=[record_of(item) for item in made if "updated-by" not in item],
        noted={"work-retracted": _noted(made, is_concern=False), "work-of-concern": _noted(made, is_concern=True)},
    )


def record_of(item: Item) -> Record:
    """A record as it is printed from: without markup."""
    dates = [
        _date(item[name]) for name in ("issued", "published-print", "published-online", "posted") if item.get(name)
    ]
    containers = [_plain(each) for each in (*item.get("container-title", ()), *item.get("short-container-title", ()))]
    subtitle = _plain((item.get("subtitle") or [""])[0])
    title = _plain(item["title"][0])
    work = Work(
        type=TYPES.get(item["type"], "article"),
        title=title
        if not subtitle or subtitle.casefold() in title.casefold()
        else f"{title.rstrip(':. ')}: {subtitle}",
        author=_people(item.get("author", ())),
        editor=_people(item.get("editor", ())),
        container_title=containers[0] if containers else None,
        container_title_alternative=tuple(containers[1:]),
        volume=item.get("volume"),
        issue=item.get("issue"),
        page=item.get("page"),
        article_number=item.get("article-number"),
        publisher=_plain(item.get("publisher", "")) or None,
        issued=dates[0],
        issued_alternative=tuple(dates[1:]),
        isbn=tuple(isbn for each in item.get("ISBN", ()) if _is_sound(isbn := re.sub(r".*/", "", each))),
        doi=item["DOI"],
    )
    return Record(id=Id.doi(item["DOI"]), work=work, provenance=_BY_THE_MAKER)


def item_of(record: Record, before: Item) -> Item:
    """The item of a made record whose work a fair form has changed."""
    work = record.work
    kinds = {"article-journal": "journal-article", "chapter": "book-chapter", "paper-conference": "proceedings-article"}
    changed: Item = {
        "type": kinds.get(work.type or "", "posted-content"),
        "title": [work.title],
        "author": [_person(name) for name in work.author],
        "editor": [_person(name) for name in work.editor],
        "container-title": [name for name in (work.container_title, *work.container_title_alternative) if name],
        "volume": work.volume,
        "issue": work.issue,
        "page": work.page,
        "article-number": work.article_number,
        "publisher": work.publisher,
    }
    online = [date.year for date in work.issued_alternative if date.year]
    if online:
        changed["published-online"] = {"date-parts": [[online[0]]]}
    return {name: value for name, value in (before | changed).items() if value}


def _noted(made: Sequence[Item], *, is_concern: bool) -> list[Record]:
    noted = [item for item in made if "updated-by" in item]
    return [
        record_of(each) for each in noted if (each["updated-by"][0]["type"] == "expression_of_concern") == is_concern
    ]


def _is_set_aside(item: Item) -> bool:
    """What a tool may rightly remark upon though it is cited as it is: notices, corrected works, versions; and what is more than text."""
    people = [*item.get("author", ()), *item.get("editor", ())]
    title = " ".join((*item["title"], *item.get("subtitle", ())))
    return bool(
        item.get("updated-by")
        or item.get("update-to")
        or item.get("relation")
        or len(item.get("author", ())) > MOST_AUTHORS
        or not all(person.get("family") and person.get("given") for person in people)
        or any(
            person.get("suffix") or "(" in person["given"] or "," in person["given"] or "," in person["family"]
            for person in people
        )
        or re.search(
            r"[<&$€\\{}]|^\W|erratum|corrig|correction|retract|withdraw|\bisbn\b|\bpp?\.|\bblz\b|\breview\b.*:|^(?:in|an)? ?review of",
            title,
            re.IGNORECASE,
        )
        or title.isupper()
        or re.search("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u20ac]", json.dumps(item, ensure_ascii=False))
        or re.search(r"\d$", title)
    )


def _is_whole(work: Work) -> bool:
    numbered = (work.volume and (work.page or work.article_number)) or work.type != "article-journal"
    return bool(work.author and work.container_title and numbered and "&" not in work.container_title)


def _says_no_more(subtitle: str, title: str) -> bool:
    """Whether a subtitle is none, or the title's own words again."""
    one, other = ("".join(filter(str.isalnum, text.casefold())) for text in (subtitle, title))
    return not one or one in other or one[:_AGAIN] == other[:_AGAIN]


_AGAIN = 15
"""So many letters and digits in common are no chance."""


def _is_sound(isbn: str) -> bool:
    """Whether the last digit of an ISBN is what the others make it."""
    digits = [10 if sign in "xX" else int(sign) for sign in isbn if sign.isdecimal() or sign in "xX"]
    if len(digits) == 10:
        return sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0
    return len(digits) == 13 and sum(digit * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10 == 0


def _date(value: Item) -> Date:
    year, month, day = (*value["date-parts"][0], None, None)[:3]
    return Date(year=year, month=month, day=day)


def _people(people: Iterable[Item]) -> tuple[Name, ...]:
    return tuple(
        Name(literal=_plain(each["name"]))
        if each.get("name")
        else Name(family=_plain(each["family"]), given=_plain(each.get("given", "")), suffix=each.get("suffix"))
        for each in people
    )


def _person(name: Name) -> Item:
    family = " ".join(part for part in (name.particle, name.family) if part)
    return {"name": name.literal} if name.literal else {"given": name.given or "", "family": family}


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())
