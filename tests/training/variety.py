"""More training references from the few: printed again in other styles, put into other books, made newspaper pieces."""

import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve

from training import manners, styles
from training.damage import damaged
from training.facts import Facts
from training.furnish import furnished
from training.german import German
from training.name_styles import EDITORS_FULL
from training.render import exactly_dated, render
from training.sequences import Segment

_SUPPLIES = tomllib.loads(Path(__file__).with_name("supplies.toml").read_text(encoding="utf-8"))
_GERMAN = German(_SUPPLIES)

#: How often a reference is printed again at all kinds that are rare in the data, and how often one that is printed is damaged.
CHAPTERS, NEWSPAPERS, THESES, PAPERS, TRANSLATED, DAMAGE = 0.25, 0.08, 0.04, 0.08, 0.2, 0.3
#: How often a work in German is made, how often a book is printed with a place alone, how often a title gets a subtitle from
#: another title, and how often a work stands on a site.
GERMAN, PLACE_ALONE, SUBTITLE, SITES = 0.3, 0.15, 0.12, 0.05
#: How often a work is printed as the humanities and rarer languages do, and how often a journal's name has what a catalogue adds.
MANNERS, CATALOGUED = 0.5, 0.04
#: How often a title stands alone with an address.
PAGES = 0.12
#: How often an East Asian reference is printed as each kind: there are few of them.
EAST_ASIAN = 3


def variations(pool: Sequence[Facts], chance: random.Random) -> Iterator[list[Segment]]:
    """New labelled references made from the facts of a whole set."""
    books = [facts for facts in pool if facts.author and facts.has("title", "publisher") and not facts.has("container")]
    books = [facts for facts in books if not facts.east_asian]
    eastern = [facts for facts in pool if facts.east_asian]
    for facts in pool:
        made = _eastern(facts, eastern, chance) if facts.east_asian else _western(facts, books, chance)
        for segments in made:
            if segments:
                yield damaged(segments, chance) if chance.random() < DAMAGE else segments


def articles(pool: Iterable[Facts], chance: random.Random) -> Iterator[list[Segment]]:
    """Articles, each printed in one style."""
    for facts in pool:
        segments = _printed(facts, chance)
        if segments:
            yield damaged(segments, chance) if chance.random() < DAMAGE else segments


def _western(facts: Facts, books: Sequence[Facts], chance: random.Random) -> Iterator[list[Segment] | None]:
    yield _printed(_told_on(_placed(_translated(facts, books, chance), chance), books, chance), chance)
    if not facts.has("title", "date"):
        return
    if chance.random() < GERMAN and facts.author:
        yield _german(facts, chance.choice(books), chance)
    if chance.random() < SITES:
        texts = {**facts.texts, "publisher": chance.choice(_SUPPLIES["sites"])}
        texts.pop("container", None)
        texts.setdefault("url", f"https://www.example{chance.randrange(99)}.org/{chance.randrange(99999)}")
        yield render(evolve(facts, texts=texts), styles.SITES, chance)
    if chance.random() < PAGES:
        texts = {"title": facts.texts["title"].split(". ")[0], "date": facts.texts["date"]}
        texts["url"] = (
            facts.texts.get("url") or f"https://www.example{chance.randrange(99)}.net/{chance.randrange(9999)}/"
        )
        yield render(evolve(facts, texts=texts), manners.PAGES, chance)
    if chance.random() < CHAPTERS and books:
        book = chance.choice(books)
        texts = {**book.texts, "container": book.texts["title"], "title": facts.texts["title"]}
        texts.setdefault(
            "pages", facts.texts.get("pages") or f"{chance.randrange(1, 200)}-{chance.randrange(200, 400)}"
        )
        if chance.random() < 0.2:
            texts |= {"series": chance.choice(_SUPPLIES["computing_series"]), "volume": str(chance.randrange(20, 4000))}
        yield _printed(_told_on(evolve(facts, texts=texts, editor=book.author), books, chance), chance)
    if chance.random() < NEWSPAPERS:
        texts = {"title": facts.texts["title"], "container": chance.choice(_SUPPLIES["newspapers"])}
        texts["date"] = exactly_dated(facts.texts["date"], chance) if chance.random() < 0.7 else facts.texts["date"]
        texts["url"] = (
            f"https://www.example{chance.randrange(99)}.com/{chance.randrange(2000, 2024)}/world/{chance.randrange(99999)}.html"
        )
        yield render(evolve(facts, texts=texts), styles.NEWSPAPERS, chance)
    if chance.random() < THESES:
        texts = {
            **facts.texts,
            "genre": chance.choice(_SUPPLIES["genres"]),
            "publisher": chance.choice(_SUPPLIES["universities"]),
        }
        yield render(evolve(facts, texts=texts), chance.choice((styles.THESES, manners.THESES)), chance)
    if chance.random() < PAPERS:
        series, house = chance.choice(_SUPPLIES["paper_series"])
        number = chance.choice(
            (
                f"{chance.randrange(1, 9999)}",
                f"{chance.randrange(1, 99)}/{chance.randrange(1990, 2024)}",
                f"{chance.randrange(90, 99)}-{chance.randrange(10, 40)}",
            )
        )
        texts = {**facts.texts, "series": series, "publisher": house, "report-number": number}
        yield render(evolve(facts, texts=texts), styles.PAPERS, chance)


def _printed(facts: Facts, chance: random.Random) -> list[Segment] | None:
    """A work in a style of its kind; books and chapters are furnished, at times."""
    kind = _styles_for(facts)
    if kind is styles.ARTICLES and chance.random() < CATALOGUED:
        facts = _catalogued(facts, chance)
    segments = (chance.random() < MANNERS and render(facts, _MANNERS.get(kind, ()), chance)) or render(
        facts, kind, chance
    )
    return furnished(segments, _SUPPLIES, chance) if segments and kind in (styles.BOOKS, styles.CHAPTERS) else segments


def _catalogued(facts: Facts, chance: random.Random) -> Facts:
    """An article whose journal's name has the place and year in brackets that tell it from others."""
    added = chance.choice(_SUPPLIES["catalogued"]).format(chance.randrange(1940, 2012))
    return evolve(facts, texts={**facts.texts, "container": f"{facts.texts['container']} ({added})"})


def _german(facts: Facts, other: Facts, chance: random.Random) -> list[Segment] | None:
    """A work in German by the authors of another, in a book with editors at times."""
    work = _GERMAN.work(facts, chance)
    if work.has("container", "volume"):
        return render(work, styles.ARTICLES, chance)
    if work.has("container") and chance.random() < 0.8:
        work = evolve(work, editor=other.author)
    segments = render(work, styles.CHAPTERS if work.has("container") else styles.BOOKS, chance)
    return furnished(segments, _SUPPLIES, chance) if segments else None


def _placed(facts: Facts, chance: random.Random) -> Facts:
    """A book with a place alone, at times."""
    if facts.has("container") or not facts.has("publisher") or chance.random() > PLACE_ALONE:
        return facts
    texts = {**facts.texts, "location": chance.choice(_SUPPLIES["places"])}
    del texts["publisher"]
    return evolve(facts, texts=texts)


def _told_on(facts: Facts, others: Sequence[Facts], chance: random.Random) -> Facts:
    """A title, or that of the book, that goes on with another behind a full stop, at times."""
    label = "container" if facts.has("container") and facts.editor else "title"
    if not others or not facts.has(label) or chance.random() > SUBTITLE:
        return facts
    further = chance.choice(others).texts["title"].split(". ")[0]
    title = facts.texts[label]
    return evolve(
        facts, texts={**facts.texts, label: f"{title} {further}" if title[-1] in "?!" else f"{title}. {further}"}
    )


def _translated(facts: Facts, others: Sequence[Facts], chance: random.Random) -> Facts:
    """A book given a translator, at times."""
    if facts.has("container") or not others or chance.random() > TRANSLATED:
        return facts
    role = chance.choice(_SUPPLIES["translators"])
    name = EDITORS_FULL(chance.choice(others).author[:1], chance)
    return evolve(facts, texts={**facts.texts, "translator": f"{role} {name}"})


def _eastern(facts: Facts, pool: Sequence[Facts], chance: random.Random) -> Iterator[list[Segment] | None]:
    for _ in range(EAST_ASIAN):
        place, house = chance.choice(_SUPPLIES["east_asian_houses"])
        other = chance.choice(pool)
        texts = {
            **facts.texts,
            "location": place,
            "publisher": house,
            "url": f"https://www.example{chance.randrange(99)}.cn/doc/{chance.randrange(99999)}",
        }
        yield render(facts, styles.EAST_ASIAN_ARTICLES, chance)
        yield render(evolve(facts, texts=texts), styles.EAST_ASIAN_BOOKS, chance)
        texts["volume"] = chance.choice((str(chance.randrange(1, 60)), "一", "二", "上", "下"))
        yield render(evolve(facts, texts=texts), styles.EAST_ASIAN_BOOKS, chance)
        texts["container"] = other.texts.get("title", "文集")
        yield render(evolve(facts, texts=texts, editor=other.author), styles.EAST_ASIAN_CHAPTERS, chance)


def _styles_for(facts: Facts) -> Sequence[styles.Style]:
    """The styles of the kind of work that the facts tell of."""
    held = facts.has("container")
    if held and (facts.editor or facts.has("publisher")):
        return styles.CHAPTERS
    if held:
        return styles.ARTICLES
    if facts.has("url") and not facts.has("publisher") and not facts.has("location"):
        return styles.WEB_PAGES
    return styles.BOOKS


#: The manners of a kind of work beside its styles.
_MANNERS: dict[Sequence[styles.Style], Sequence[styles.Style]] = {
    styles.ARTICLES: manners.ARTICLES,
    styles.CHAPTERS: manners.CHAPTERS,
    styles.BOOKS: manners.BOOKS,
}
