"""Faults that other benchmarks and tools name, and that are none of the simple kinds; and several faults in one reference."""

import random
from collections.abc import Sequence

import judge_faults as hard
from attrs import evolve

from refcheck.model import Date, Name, Record

_PLACEHOLDERS = (
    ("Author", "First"),
    ("Author", "Second"),
    ("Doe", "John"),
    ("Smith", "Jane"),
    ("Lastname", "Firstname"),
)
_NO_VENUES = (
    "Journal of Advanced Interdisciplinary Insights",
    "Transactions on Applied Emerging Paradigms",
    "International Annals of Integrated Research Frontiers",
    "Global Review of Contemporary Scientific Methods",
)  # fmt: skip
"""Names of journals that are nobody's, in the manner of those that language models make up."""

_AHEAD = (2031, 2032, 2034, 2035)

COMBINED = (
    ("title-letters", "title-word-dropped"),
    ("author-dropped", "later-author-other", "first-author-other"),
    ("year-far",),
    ("volume",),
    ("issue",),
    ("pages-other",),
    ("container-other",),
)
"""Kinds that are put together, one of a field."""


def placeholder_authors(record: Record, world: hard.World, rng: random.Random) -> hard.Made:
    people = rng.sample(_PLACEHOLDERS, min(len(record.work.author), 2) or 1)
    return hard.Made(work=evolve(record.work, author=tuple(Name(family=f, given=g) for f, g in people)))


def nonexistent_venue(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
    if record.work.type != "article-journal":
        return None
    return hard.Made(work=evolve(record.work, container_title=rng.choice(_NO_VENUES)))


def future_date(record: Record, world: hard.World, rng: random.Random) -> hard.Made:
    return hard.Made(work=evolve(record.work, issued=Date(year=rng.choice(_AHEAD))))


def partial_author_list(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
    """The first author alone, and nothing that says so."""
    people = record.work.author
    return hard.Made(work=evolve(record.work, author=people[:1])) if len(people) > 2 else None


def preprint_as_published(record: Record, world: hard.World, rng: random.Random) -> hard.Made:
    """A preprint in a journal that did not print it, with a volume and pages."""
    other, first = world.other(evolve(record.work, type="article-journal"), rng), rng.randint(1, 900)
    return hard.Made(
        work=evolve(
            record.work,
            type="article-journal",
            container_title=other.container_title,
            volume=str(rng.randint(3, 90)),
            page=f"{first}-{first + rng.randint(7, 25)}",
        )
    )


def isbn_of_another(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
    """The ISBN of another registered book."""
    if not record.work.isbn or record.work.type == "article-journal":
        return None
    own = {isbn.replace("-", "") for isbn in record.work.isbn}
    for _ in range(200):
        other = rng.choice(world.records).work
        if other.isbn and other.container_title != record.work.container_title and not own & set(other.isbn):
            return hard.Made(work=evolve(record.work, isbn=other.isbn[:1]))
    return None


def several(count: int, rng: random.Random) -> Sequence[str]:
    """Return so many simple kinds, each of another field."""
    return [rng.choice(kinds) for kinds in rng.sample(COMBINED, count)]
