"""Hard faults: what is made up, mixed or miscopied in the citation of a registered work."""

import random
import re
from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from refcheck.model import Date, Name, Record, Work

_FOREIGN = (
    "Tijdschrift voor Taalkunde",
    "Zeitschrift für Rechtspolitik",
    "Revue d'histoire des techniques",
    "Rivista di sociologia",
    "Revista de estudios agrarios",
    "Anais da sociedade de botânica",
)
"""Names of journals in other languages, none of them anybody's journal."""

_CITIES = ("Lima", "Oslo", "Nairobi", "Brisbane", "Bratislava", "Winnipeg")
_HOUSES = ("Harbour Street Books", "Nordlys Forlag", "Casa Azul Editores", "Meridian House", "Stillwater Imprint")
_SYNONYMS = ("approach", "perspective", "assessment", "consideration", "framework", "outlook")


@frozen(kw_only=True)
class Made:
    """A work as cited, and the record that the registry holds in place of the drawn one, where it is another."""

    work: Work
    record: Record | None = None
    doi: str | None = None


@frozen(kw_only=True)
class World:
    """The works that are drawn from, and the names in them."""

    records: Sequence[Record]

    def other(self, work: Work, rng: random.Random) -> Work:
        """Another work, by other people in another journal or book."""
        families = {name.family for name in work.author}
        while True:
            other = rng.choice(self.records).work
            apart = other.container_title != work.container_title and other.publisher != work.publisher
            if apart and other.type == work.type and families.isdisjoint(name.family for name in other.author):
                return other

    def person(self, rng: random.Random) -> Name:
        """A family name of one person and a given name of another."""
        one, two = (rng.choice(rng.choice(self.records).work.author) for _ in range(2))
        return Name(family=one.family, given=two.given)


Making = Callable[[Record, World, random.Random], Made | None]


def mixture_title(record: Record, world: World, rng: random.Random) -> Made:
    other = world.other(record.work, rng)
    return Made(work=evolve(other, title=record.work.title, subtitle=record.work.subtitle), doi="")


def mixture_place(record: Record, world: World, rng: random.Random) -> Made:
    other = world.other(record.work, rng)
    return Made(
        work=evolve(other, title=record.work.title, author=record.work.author, issued=record.work.issued), doi=""
    )


def invented_authors(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=evolve(record.work, author=tuple(world.person(rng) for _ in range(rng.randint(2, 4)))))


def invented_venue_and_year(record: Record, world: World, rng: random.Random) -> Made | None:
    other, year = world.other(record.work, rng), record.work.issued
    if year is None or year.year is None:
        return None
    made = evolve(record.work, container_title=other.container_title, issued=Date(year=_far(record.work, rng)))
    return Made(work=evolve(made, volume=other.volume, issue=other.issue, page=other.page))


def invented_title(record: Record, world: World, rng: random.Random) -> Made:
    one, two = (world.other(record.work, rng).title or "" for _ in range(2))
    half = one.split()[: len(one.split()) // 2 + 1] + two.lower().split()[len(two.split()) // 2 :]
    return Made(work=evolve(record.work, title=" ".join(half), subtitle=None), doi="")


def authors_without_title(record: Record, world: World, rng: random.Random) -> Made:
    made = invented_title(record, world, rng).work
    return Made(work=evolve(made, volume=None, issue=None, page=str(rng.randint(1000, 1999))), doi="")


def paraphrased_title(record: Record, world: World, rng: random.Random) -> Made | None:
    words = (record.work.title or "").split()
    places = [place for place, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if len(places) < 4 or len(words) < 7:
        return None
    for place in rng.sample(places, 2):
        words[place] = rng.choice(_SYNONYMS)
    return Made(work=evolve(record.work, title=" ".join(words)))


def word_dropped(record: Record, world: World, rng: random.Random) -> Made | None:
    words = (record.work.title or "").split()
    places = [place for place, word in enumerate(words[1:-1], 1) if len(word) > 4 and word.isalpha()]
    if not places or len(words) < 6:
        return None
    at = rng.choice(places)
    return Made(work=evolve(record.work, title=" ".join(words[:at] + words[at + 1 :])))


def word_letters(record: Record, world: World, rng: random.Random) -> Made | None:
    words = (record.work.title or "").split()
    places = [place for place, word in enumerate(words) if len(word) > 6 and word.isalpha() and word.islower()]
    if not places:
        return None
    at = rng.choice(places)
    words[at] = transposed(words[at], rng)
    return Made(work=evolve(record.work, title=" ".join(words)))


def transposed(word: str, rng: random.Random) -> str:
    """A word with two letters that stand side by side in each other's place."""
    places = [at for at in range(1, len(word) - 2) if word[at].lower() != word[at + 1].lower()]
    at = rng.choice(places) if places else 0
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def wrong_initials(record: Record, world: World, rng: random.Random) -> Made:
    authors = list(record.work.author)
    at = rng.randrange(len(authors))
    own = {word[:1].upper() for word in re.split(r"[\s.-]+", f"{authors[at].given} {authors[at].family}")}
    other = rng.choice([letter for letter in "ABDEFGHIKLMNOPRSTVW" if letter not in own])
    authors[at] = evolve(authors[at], given=f"{other}.")
    return Made(work=evolve(record.work, author=tuple(authors)))


def second_initial(record: Record, world: World, rng: random.Random) -> Made | None:
    authors = list(record.work.author)
    places = [at for at, name in enumerate(authors) if len(re.split(r"[\s.]+", (name.given or "").strip(". "))) > 1]
    if not places:
        return None
    at = rng.choice(places)
    given = re.split(r"[\s.]+", (authors[at].given or "").strip(". "))
    other = rng.choice([letter for letter in "BDFGKPRTVW" if letter not in {word[0].upper() for word in given}])
    authors[at] = evolve(authors[at], given=f"{given[0]} {other}.")
    return Made(work=evolve(record.work, author=tuple(authors)))


def other_given(record: Record, world: World, rng: random.Random) -> Made | None:
    authors = list(record.work.author)
    at = rng.randrange(len(authors))
    other = world.person(rng).given or ""
    if len(other) < 4 or len(authors[at].given or "") < 4 or other[0] == (authors[at].given or "")[0]:
        return None
    authors[at] = evolve(authors[at], given=other)
    return Made(work=evolve(record.work, author=tuple(authors)))


def family_letters(record: Record, world: World, rng: random.Random) -> Made | None:
    authors = list(record.work.author)
    places = [at for at, name in enumerate(authors) if len(name.family or "") > 5 and (name.family or "").isalpha()]
    if not places:
        return None
    at = rng.choice(places)
    authors[at] = evolve(authors[at], family=transposed(authors[at].family or "", rng))
    return Made(work=evolve(record.work, author=tuple(authors)))


def author_added(record: Record, world: World, rng: random.Random) -> Made | None:
    authors = list(record.work.author)
    authors.insert(rng.randrange(len(authors) + 1), world.person(rng))
    return Made(work=evolve(record.work, author=tuple(authors))) if len(authors) < 6 else None


def author_dropped(record: Record, world: World, rng: random.Random) -> Made | None:
    authors = list(record.work.author)
    if len(authors) < 2:
        return None
    authors.pop(rng.randrange(len(authors)))
    return Made(work=evolve(record.work, author=tuple(authors)))


def authors_reordered(record: Record, world: World, rng: random.Random) -> Made | None:
    authors = list(record.work.author)
    rng.shuffle(authors)
    return Made(work=evolve(record.work, author=tuple(authors))) if authors != list(record.work.author) else None


def first_author(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=evolve(record.work, author=(world.person(rng), *record.work.author[1:])))


def last_page(record: Record, world: World, rng: random.Random) -> Made | None:
    pages = _pages(record.work)
    return Made(work=evolve(record.work, page=f"{pages[0]}-{pages[1] + rng.randint(1, 9)}")) if pages else None


def first_page_near(record: Record, world: World, rng: random.Random) -> Made | None:
    pages = _pages(record.work)
    return (
        Made(work=evolve(record.work, page=f"{pages[0] + 1}-{pages[1]}")) if pages and pages[0] + 1 < pages[1] else None
    )


def pages_other(record: Record, world: World, rng: random.Random) -> Made | None:
    pages, by = _pages(record.work), rng.randint(200, 900)
    return Made(work=evolve(record.work, page=f"{pages[0] + by}-{pages[1] + by}")) if pages else None


def volume(record: Record, world: World, rng: random.Random) -> Made | None:
    number = record.work.volume or ""
    return Made(work=evolve(record.work, volume=str(int(number) + rng.randint(1, 9)))) if number.isdecimal() else None


def issue(record: Record, world: World, rng: random.Random) -> Made | None:
    number = record.work.issue or ""
    return Made(work=evolve(record.work, issue=str(int(number) + rng.randint(1, 9)))) if number.isdecimal() else None


def year_near(record: Record, world: World, rng: random.Random) -> Made | None:
    known = _years(record.work)
    near = [year + by for year in known for by in (-1, 1) if year + by not in known]
    return Made(work=evolve(record.work, issued=Date(year=rng.choice(near)))) if near else None


def year_far(record: Record, world: World, rng: random.Random) -> Made | None:
    return Made(work=evolve(record.work, issued=Date(year=_far(record.work, rng)))) if _years(record.work) else None


def publisher(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=evolve(record.work, publisher=rng.choice(_HOUSES)))


def publisher_of_another(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=evolve(record.work, publisher=world.other(record.work, rng).publisher))


def place(record: Record, world: World, rng: random.Random) -> Made:
    held = evolve(record, work=evolve(record.work, publisher_place="Amsterdam"))
    return Made(work=evolve(record.work, publisher_place=rng.choice(_CITIES)), record=held)


def venue(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=evolve(record.work, container_title=world.other(record.work, rng).container_title))


def foreign_venue(record: Record, world: World, rng: random.Random) -> Made | None:
    journal = evolve(record.work, container_title=rng.choice(_FOREIGN))
    return Made(work=journal) if record.work.type == "article-journal" else None


def sister_journal(record: Record, world: World, rng: random.Random) -> Made | None:
    if record.work.type != "article-journal":
        return None
    name = record.work.container_title or ""
    held = evolve(
        record, work=evolve(record.work, container_title=f"{name} A", container_title_alternative=(), issn=())
    )
    return Made(work=evolve(held.work, container_title=f"{name} B"), record=held)


def part(record: Record, world: World, rng: random.Random) -> Made:
    title = (record.work.title or "").rstrip(".")
    held = evolve(record, work=evolve(record.work, title=f"{title}. Part {rng.choice(('1', 'I'))}", subtitle=None))
    return Made(work=evolve(held.work, title=f"{title}. Part {rng.choice(('2', 'II'))}"), record=held)


def edition(record: Record, world: World, rng: random.Random) -> Made | None:
    if record.work.type != "chapter":
        return None
    book = evolve(
        record.work, type="book", title=record.work.container_title, container_title=None, page=None, volume=None
    )
    held = evolve(record, work=evolve(book, edition="3", container_title_alternative=()))
    return Made(work=evolve(held.work, edition="2"), record=held)


def negated(record: Record, world: World, rng: random.Random) -> Made | None:
    words = (record.work.title or "").split()
    at = next((at for at, word in enumerate(words) if at and word in ("in", "of", "and", "on")), None)
    return Made(work=evolve(record.work, title=" ".join([*words[:at], "not", *words[at:]]))) if at else None


def other_subtitle(record: Record, world: World, rng: random.Random) -> Made | None:
    head, _, tail = (record.work.title or "").partition(": ")
    stranger = (world.other(record.work, rng).title or "").partition(": ")[2]
    return Made(work=evolve(record.work, title=f"{head}: {stranger}")) if tail and stranger else None


def wrong_doi(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=record.work, doi=world.other(record.work, rng).doi or "")


def unregistered_doi(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=record.work, doi=f"{record.id.value}{rng.randint(100, 999)}x")


def no_such_work(record: Record, world: World, rng: random.Random) -> Made:
    made = invented_title(record, world, rng).work
    people = tuple(world.person(rng) for _ in range(rng.randint(1, 3)))
    other = world.other(record.work, rng)
    first = rng.randint(1, 900)
    return Made(
        work=evolve(
            made,
            author=people,
            container_title=other.container_title,
            issue=None,
            issued=Date(year=_far(made, rng)),
            volume=str(rng.randint(3, 90)),
            page=f"{first}-{first + 12}",
        ),
        doi="",
    )


def _pages(work: Work) -> tuple[int, int] | None:
    first, _, last = (work.page or "").partition("-")
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() and int(first) < int(last) else None


def _years(work: Work) -> set[int]:
    return {date.year for date in (work.issued, *work.issued_alternative) if date is not None and date.year is not None}


def _far(work: Work, rng: random.Random) -> int:
    known = _years(work) or {2000}
    return rng.choice([year for year in range(1985, 2025) if min(abs(year - each) for each in known) > 2])


FAULTS: dict[str, Making] = {
    each.__name__: each
    for each in (
        mixture_title, mixture_place, invented_authors, invented_venue_and_year, invented_title, authors_without_title,
        paraphrased_title, word_dropped, word_letters, negated, other_subtitle, part, wrong_initials, second_initial, other_given,
        family_letters, author_added, author_dropped, authors_reordered, first_author, last_page, first_page_near, pages_other,
        volume, issue, year_near, year_far, publisher, publisher_of_another, place, venue, foreign_venue, sister_journal, edition, wrong_doi,
        unregistered_doi, no_such_work,
    )
}  # fmt: skip
"""Each kind of fault by its name."""

NOTES = frozenset({"publisher", "publisher_of_another", "place"})
"""Kinds that may be told as a note."""
