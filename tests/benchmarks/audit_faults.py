"""Faults that are planted in right references, and the codes that should find each."""

import random
import re
from collections.abc import Callable, Sequence

from attrs import evolve, field, frozen

from refcheck.model import Date, Record, Work

REPAIRED = "doi-with-*"
"""Any repair of a DOI."""

_SAFE_DISTANCE = 3
"""Years between a planted year and any that the record knows."""


@frozen(kw_only=True)
class Planted:
    """A work as it is cited, its DOI as it is printed (if the list prints DOIs), and what was done to it.

    ``forced`` prints the DOI even in a list that has none.
    """

    work: Work
    doi: str
    forced: bool = False
    titled: bool = False


@frozen(kw_only=True)
class World:
    """All records, for what is borrowed from others, and the DOIs that exist."""

    records: Sequence[Record]
    dois: frozenset[str] = field(repr=False)


Fault = Callable[[Record, World, random.Random], Planted | None]
"""Plants a fault in the citation of a record; ``None`` where that record has no place for it."""


def _right(record: Record) -> Planted:
    return Planted(work=record.work, doi=record.id.value)


_MARK = re.compile(r"(?<=\w)[./_-](?=\w)")
"""A mark between the parts of a DOI: ``.``, ``-``."""


def malformed_doi(record: Record, world: World, rng: random.Random) -> Planted | None:
    doi = record.id.value
    at = doi.index("/") + 1
    damages = [
        f"{doi[:at]} {doi[at:]}",
        f"{doi[:at]}\u200b{doi[at:]}",
        doi.replace("/", "%2F", 1),
        f"{doi}/full",
        f"{doi}()",
        f"{doi}).(",
        doi.upper().replace("10.", "10,", 1),
    ]
    marks = [place.end() for place in _MARK.finditer(doi, at)]
    if marks:
        within = rng.choice(marks)
        damages += [f"{doi[:within]} {doi[within:]}", f"{doi[:within]}\u00ad{doi[within:]}"]
    if "-" in doi:
        damages += [doi.replace("-", "–"), doi.replace("-", "â€“")]
    return evolve(_right(record), doi=rng.choice(damages), forced=True)


def wrong_doi(record: Record, world: World, rng: random.Random) -> Planted | None:
    other = rng.choice(world.records)
    return (
        evolve(_right(record), doi=other.id.value, forced=True, titled=True)
        if other.work.title != record.work.title
        else None
    )


def unregistered_doi(record: Record, world: World, rng: random.Random) -> Planted | None:
    doi = f"{record.id.value[:-1]}{rng.randrange(10)}{rng.randrange(10)}{rng.randrange(10)}"
    return evolve(_right(record), doi=doi, forced=True) if doi not in world.dois else None


def year(record: Record, world: World, rng: random.Random) -> Planted | None:
    issued = record.work.issued
    if issued is None or issued.year is None:
        return None
    other = issued.year + rng.choice((-1, 1)) * rng.randint(_SAFE_DISTANCE, 9)
    known = [date.year for date in (issued, *record.work.issued_alternative) if date.year]
    if other > 2026 or min(abs(other - each) for each in known) < _SAFE_DISTANCE:
        return None
    return evolve(_right(record), work=evolve(record.work, issued=Date(year=other)))


def volume(record: Record, world: World, rng: random.Random) -> Planted | None:
    number = record.work.volume or ""
    return (
        evolve(_right(record), work=evolve(record.work, volume=str(int(number) + rng.randint(1, 9))))
        if number.isdecimal()
        else None
    )


def pages(record: Record, world: World, rng: random.Random) -> Planted | None:
    first, _, last = (record.work.page or "").partition("-")
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last)):
        return None
    by = rng.randint(200, 900)
    return evolve(_right(record), work=evolve(record.work, page=f"{int(first) + by}-{int(last) + by}"))


def first_author(record: Record, world: World, rng: random.Random) -> Planted | None:
    other = rng.choice(world.records).work.author[0]
    families = {name.family for name in record.work.author}
    return (
        None
        if other.family in families
        else evolve(_right(record), work=evolve(record.work, author=(other, *record.work.author[1:])))
    )


def missing_author(record: Record, world: World, rng: random.Random) -> Planted | None:
    """Among two or three, whom every style prints."""
    authors = record.work.author
    return evolve(_right(record), work=evolve(record.work, author=authors[:-1])) if len(authors) in (2, 3) else None


def title_word(record: Record, world: World, rng: random.Random) -> Planted | None:
    words = (record.work.title or "").split()
    places = [place for place, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    others = [word for word in (rng.choice(world.records).work.title or "").split() if len(word) > 5 and word.isalpha()]
    if not places or not others:
        return None
    at = rng.choice(places)
    other = rng.choice(others)
    if other.lower()[:4] == words[at].lower()[:4]:
        return None
    title = " ".join([*words[:at], other.lower(), *words[at + 1 :]])
    return evolve(_right(record), work=evolve(record.work, title=title), titled=True)


def container(record: Record, world: World, rng: random.Random) -> Planted | None:
    other = rng.choice(world.records).work
    same = (
        not other.container_title
        or other.container_title == record.work.container_title
        or other.publisher == record.work.publisher
    )
    return None if same else evolve(_right(record), work=evolve(record.work, container_title=other.container_title))


def no_such_work(record: Record, world: World, rng: random.Random) -> Planted | None:
    """A title made of the halves of two, by an author of a third, without a DOI."""
    one, two, three, four = (rng.choice(world.records).work for _ in range(4))
    ours, theirs = (one.title or "").split(), (two.title or "").split()
    if min(len(ours), len(theirs)) < 6 or not four.container_title:
        return None
    title = " ".join(ours[: len(ours) // 2] + [word.lower() for word in theirs[len(theirs) // 2 :]])
    made = Work(
        type="article-journal",
        title=title,
        author=three.author[:3],
        container_title=four.container_title,
        volume=str(rng.randint(3, 90)),
        page=f"{(first := rng.randint(1, 900))}-{first + rng.randint(5, 20)}",
        issued=Date(year=rng.randint(1995, 2023)),
    )
    return Planted(work=made, doi="", titled=True)


FAULTS: dict[str, tuple[Fault, frozenset[str]]] = {
    "malformed DOI": (malformed_doi, frozenset({REPAIRED})),
    "wrong DOI": (wrong_doi, frozenset({"doi-of-another-work"})),
    "unregistered DOI": (unregistered_doi, frozenset({"doi-not-registered"})),
    "year": (year, frozenset({"year-differs"})),
    "volume": (volume, frozenset({"volume-differs"})),
    "pages": (pages, frozenset({"pages-differ"})),
    "first author": (first_author, frozenset({"first-author-differs", "title-of-other-authors"})),
    "missing author": (missing_author, frozenset({"author-missing"})),
    "title word": (title_word, frozenset({"title-differs"})),
    "container": (container, frozenset({"container-differs"})),
    "retracted work": (lambda record, world, rng: _right(record), frozenset({"work-retracted"})),
    "duplicate": (lambda record, world, rng: _right(record), frozenset({"duplicate-reference"})),
    "no such work": (no_such_work, frozenset({"work-not-found"})),
}
"""Each fault, and the codes any of which finds it."""

_OUTLETS = (
    "The Guardian",
    "Reuters",
    "Eurasianet",
    "Forbes",
    "BBC News",
    "Hindustan Times",
    "Le Monde",
    "Financial Times",
)
_BODIES = (
    "World Bank",
    "OECD",
    "Carnegie Endowment for International Peace",
    "RAND Corporation",
    "International Crisis Group",
)
_SCHOOLS = ("University of Guilan", "University of Oxford", "Stanford University", "Uppsala University")


def grey(world: World, rng: random.Random) -> str:
    """A reference to what no registry holds: news, a report, a thesis, a page. The names and titles are borrowed."""
    person = rng.choice(world.records).work.author[0]
    title = rng.choice(world.records).work.title or ""
    title = " ".join(
        [*title.split()[:5], rng.choice(("explained", "under pressure", "in 2021", "and its critics", "revisited"))]
    )
    when = rng.randint(2005, 2023)
    seen = f"{rng.randint(1, 28)} {rng.choice(('March', 'June', 'October'))} {when + 1}"
    slug = "-".join(word.lower() for word in title.split()[:6] if word.isalnum())
    name = f"{person.family}, {(person.given or 'A')[0]}."
    return rng.choice(
        (
            f"{name} ({when}). {title}. {rng.choice(_OUTLETS)}. Retrieved from https://www.example.com/{slug} (accessed {seen}).",
            f"{rng.choice(_BODIES)} ({when}). {title}. Report No. {rng.randint(10, 99)}. Washington, DC: {rng.choice(_BODIES)}.",
            f"{name} ({when}). {title} [Doctoral dissertation]. {rng.choice(_SCHOOLS)}.",
            f"{rng.choice(_BODIES)} ({when}). {title}. Available at: https://www.example.org/{slug}.pdf (Accessed: {seen}).",
            f"“{title}” ({when}), {rng.choice(_OUTLETS)}, Available at: https://www.example.com/{slug}, (Accessed on: {seen}).",
        )
    )
