"""The works that lists are drawn from: those of the committed file, and made ones, which stand where no real work may."""

import html
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from attrs import frozen
from messy.numbered import HELD, made_others
from messy.stock import every_title, made_items

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
_FEWEST = 5
"""The least number of works of a kind, so that one may stand in another's place."""

_PLACED = ("article-journal", "chapter", "paper-conference")
_BY_THE_MAKER = Provenance(registry="Crossref", url="", retrieved=datetime(2026, 11, 26, tzinfo=UTC))


@frozen(kw_only=True)
class Shelf:
    """The works of one benchmark: all items that are served, and what may be cited of them. ``noted`` are works for one fault alone: with a notice, preprints."""

    items: dict[str, Item]
    real: Sequence[Record]
    books: Sequence[Record]
    titles: frozenset[str]
    made: Sequence[Record]
    others: Sequence[Item]
    preprints: Sequence[Record]
    noted: Mapping[str, Sequence[Record]]


def shelf_of(held: Sequence[Item], rng: random.Random) -> Shelf:
    """The drawn works, and made ones beside them: with DOIs, and with numbers of arXiv and PubMed alone."""
    made = made_items(rng)
    taken = {item["title"][0] for item in made}
    others = made_others(rng.sample([title for title in every_title() if title not in taken], 2 * HELD), rng)
    records = [record_of(item) for item in held if not _is_set_aside(item)]
    whole = [record for record in records if record.work.type in _PLACED and _is_whole(record.work)]
    types = Counter(record.work.type for record in whole)
    return Shelf(
        items={item["DOI"].lower(): item for item in (*held, *made)},
        titles=frozenset(
            _plain(title).casefold()
            for title in (*(item["title"][0] for item in (*held, *made)), *(item["title"] for item in others))
        ),
        others=others,
        real=[record for record in whole if types[record.work.type] >= _FEWEST],
        books=[record for record in records if record.work.type in ("book", "article", "report")],
        made=[record_of(item) for item in made if not {"updated-by", "relation"} & set(item)],
        preprints=[record_of(item) for item in made if item["type"] == "posted-content"],
        noted={
            "work-retracted": _noted(made, is_concern=False),
            "work-of-concern": _noted(made, is_concern=True),
            "preprint-as-published": [each for each in records if each.work.type == "article" and each.work.author],
        },
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
    for date in work.issued_alternative[:1]:
        name = "published-print" if (date.year or 0) > (work.year or 0) else "published-online"
        changed[name] = {"date-parts": [[date.year]]}
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
