"""Fair forms that style guides ask for, beside records that have another form. All of them are made works' records."""

import random
from typing import Any

from attrs import evolve
from judge_faults import Made, Making, World

from refcheck.model import Date, Record

_RENAMED = (
    ("Seeburg Journal of Wetland Science", "Seeburg Marsh Bulletin"),
    ("Provincial Education Review", "The Village Schoolmaster"),
    ("Journal of Coastal Economics", "Harbour Trade Quarterly"),
)
_SECTIONS = (
    ("Northmoor Transactions, Section B: Rivers and Lakes", "Northmoor Transactions B"),
    ("Delta Acta, Series A: Physical Sciences", "Delta Acta, Series A"),
    ("Seeburg Letters. Part C, Soils", "Seeburg Letters, Part C"),
)
_CONFERENCES = (
    ("Seeburg Conference on Applied Lake Robotics", "SCALR"),
    ("International Workshop on Tidal Models", "IWTM"),
    ("Northmoor Symposium on Peat and Soils", "NSPS"),
)
_NUMBERS = ("P-{}", "OP{:03}", "Abstract {}:", "{}")


def _held(record: Record, held: dict[str, Any], cited: dict[str, Any]) -> Made:
    work = evolve(record.work, **held)
    return Made(work=evolve(work, **cited), record=evolve(record, work=work))


def _is_article(record: Record) -> bool:
    return record.work.type == "article-journal"


def print_year_later(record: Record, world: World, rng: random.Random) -> Made | None:
    """The year of the printed issue; the record is issued by the year online."""
    year = record.work.year
    if not year or not _is_article(record):
        return None
    return _held(record, {"issued_alternative": (Date(year=year + 1),)}, {"issued": Date(year=year + 1)})


def renamed_journal(record: Record, world: World, rng: random.Random) -> Made | None:
    """The journal by the name of its time; the record has its later name first."""
    new, old = rng.choice(_RENAMED)
    held = {"container_title": new, "container_title_alternative": (old,)}
    return _held(record, held, {"container_title": old}) if _is_article(record) else None


def section(record: Record, world: World, rng: random.Random) -> Made | None:
    """A section of a journal without the section's own name."""
    whole, short = rng.choice(_SECTIONS)
    held = {"container_title": whole, "container_title_alternative": ()}
    return _held(record, held, {"container_title": short}) if _is_article(record) else None


def review(record: Record, world: World, rng: random.Random) -> Made | None:
    """The review of a book, as APA describes it in brackets."""
    title, author = (record.work.title or "").rstrip("."), world.person(rng)
    held = {"title": f"{title}, by {author.given} {author.family}"}
    cited = {"title": f"[Review of the book {title}, by {(author.given or 'A')[0]}. {author.family}]"}
    return _held(record, held, cited) if _is_article(record) else None


def chapter_with_edition(record: Record, world: World, rng: random.Random) -> Made | None:
    """A chapter whose book bears its edition."""
    name = record.work.container_title
    cited = {"container_title": f"{name} ({rng.choice(('2nd ed.', '3rd ed.', '4th ed.'))})"}
    return _held(record, {}, cited) if record.work.type == "chapter" else None


def meeting_abstract(record: Record, world: World, rng: random.Random) -> Made | None:
    """A meeting abstract, with its number in the record and the word in the reference."""
    title, number = (record.work.title or "").rstrip("."), rng.randint(2, 400)
    held = {"title": f"{rng.choice(_NUMBERS).format(number)} {title}"}
    cited = {"title": f"{title} [{rng.choice(('abstract', 'Abstract', 'Conference presentation abstract'))}]"}
    return _held(record, held, cited) if _is_article(record) else None


def conference_acronym(record: Record, world: World, rng: random.Random) -> Made | None:
    """A conference by the letters that its proceedings bear in brackets."""
    if _is_article(record):
        return None
    name, letters = rng.choice(_CONFERENCES)
    held = {"container_title": f"Proceedings of the {name} ({letters})", "container_title_alternative": ()}
    cited = rng.choice((letters, f"Proc. {letters}", f"Proceedings of {letters}", name))
    return _held(record, held | {"type": "paper-conference"}, {"container_title": cited})


def bracketed_translation(record: Record, world: World, rng: random.Random) -> Made:
    """A translated title in brackets before the original one's own name, as Citing Medicine has it."""
    family = record.work.author[0].family or ""
    held = f"Die Verwaltung der Deiche im Spiegel der Akten: {family}"
    return _held(
        record, {"title": held}, {"title": f"[The administration of dikes in the light of the files: {family}]"}
    )


FORMS: dict[str, Making] = {
    each.__name__: each
    for each in (
        print_year_later, renamed_journal, section, review, chapter_with_edition, meeting_abstract, conference_acronym, bracketed_translation,
    )
}  # fmt: skip
"""Each form by its name."""
