"""The kinds of planted faults: what is done, which classes of problem name it, how grave it is, and whether the work can still be told."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

import judge_faults as hard
from attrs import evolve, field, frozen
from judge_forms import FORMS as REAL_FORMS
from messy import reported
from messy.fair_forms import FORMS as GUIDED
from messy.stock import BODIES
from messy.stock import title as made_title

from refcheck.model import Date, Name, Record, Work

Making = Callable[[Record, hard.World, random.Random], hard.Made | None]
ERROR, WARNING, NOTE = "error", "warning", "note"


_ONLINE = 1996
"""No article was online in an earlier year than in print before."""

_OF_JOURNALS = ("abbreviated_journal", "registered_abbreviation")


@frozen(kw_only=True)
class Kind:
    """A kind of fault. ``named`` are the classes any of which names it; ``resolves``: its work can be told ("work"), there is none
    ("none"), or nobody can say which it is ("open"). ``parts`` are the simple kinds of several faults in one reference."""

    make: Making
    named: frozenset[str]
    severity: str
    resolves: str = "work"
    forced: bool = False
    parts: Mapping[str, "Kind"] = field(factory=dict)


def _cited(record: Record, world: hard.World, rng: random.Random) -> hard.Made:
    return hard.Made(work=record.work)


def _doi(way: Callable[[str, random.Random], str | None]) -> Making:
    def make(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
        doi = record.work.doi or ""
        damaged = way(doi, rng)
        return hard.Made(work=record.work, doi=damaged) if damaged and damaged != doi else None

    return make


def _spaced(doi: str, rng: random.Random) -> str | None:
    places = [at + 1 for at, sign in enumerate(doi) if sign in "/.-" and 7 < at < len(doi) - 2]
    at = rng.choice(places) if places else 0
    return f"{doi[:at]} {doi[at:]}" if at else None


def _dashed(doi: str, rng: random.Random) -> str | None:
    return doi.replace("-", rng.choice("–‐−"))


def _tailed(doi: str, rng: random.Random) -> str:
    return doi + rng.choice(("/full", "/abstract", ").", "()", "];", "/pdf"))


def _escaped(doi: str, rng: random.Random) -> str:
    return quote(doi, safe="").replace("%2E", ".")


def _comma(doi: str, rng: random.Random) -> str:
    return doi.replace("10.", "10,", 1)


def _doubled(doi: str, rng: random.Random) -> str:
    return rng.choice(("https://doi.org/{}", "doi:{}", "http://dx.doi.org/{}")).format(doi)


def _garbled(doi: str, rng: random.Random) -> str | None:
    return doi.replace("-", "â€“") if "-" in doi else None


def _invisible(doi: str, rng: random.Random) -> str:
    at = doi.index("/") + 1 + rng.randrange(2)
    return doi[:at] + rng.choice(("\u200b", "\u00ad", "\ufeff")) + doi[at:]


def _unregistered(doi: str, rng: random.Random) -> str:
    """One digit is another one."""
    at = rng.choice([at for at, sign in enumerate(doi) if sign.isdecimal() and at > doi.index("/")] or [len(doi)])
    return f"{doi[:at]}{(int(doi[at : at + 1] or 0) + rng.randint(1, 9)) % 10}{doi[at + 1 :]}"


def _isbn(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
    """The last digit is another one, so that the sum is wrong."""
    isbn = next((each for each in record.work.isbn if len(each) == 13 and each.isdecimal()), None)
    if isbn is None:
        return None
    return hard.Made(work=evolve(record.work, isbn=(f"{isbn[:-1]}{(int(isbn[-1]) + rng.randint(1, 9)) % 10}",)))


def _invented(record: Record, world: hard.World, rng: random.Random) -> hard.Made:
    """A title of the maker's own, by people whose names are put together, in a real journal."""
    other = world.other(record.work, rng)
    first = rng.randint(1, 900)
    work = Work(
        type=record.work.type,
        title=made_title(rng),
        author=tuple(world.person(rng) for _ in range(rng.randint(1, 4))),
        container_title=other.container_title,
        volume=str(rng.randint(3, 90)),
        page=f"{first}-{first + rng.randint(7, 25)}",
        issued=Date(year=rng.randint(1995, 2023)),
        publisher=other.publisher,
    )
    return hard.Made(work=work, doi="")


def _invented_with_doi(record: Record, world: hard.World, rng: random.Random) -> hard.Made:
    """An invented work under the DOI of a real one."""
    return evolve(_invented(record, world, rng), doi=record.work.doi)


def _first_dropped(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
    people = record.work.author
    return hard.Made(work=evolve(record.work, author=people[1:])) if len(people) > 1 else None


def _family_other(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
    """The family name of one author, not the first, is another's."""
    people = list(record.work.author)
    if len(people) < 2:
        return None
    at = rng.randrange(1, len(people))
    family = world.person(rng).family
    known = {name.family for name in people}
    people[at] = Name(family=family, given=people[at].given)
    return hard.Made(work=evolve(record.work, author=tuple(people))) if family not in known else None


def _year_near(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
    """A year beside the registered one, where it cannot be that of the other edition, in print or online."""
    is_known = len(record.work.issued_alternative) > 1 or (record.work.year or 2000) < _ONLINE
    made = hard.year_near(record, world, rng) if is_known else None
    year = str(made.work.year) if made else ""
    doi = record.work.doi or ""
    return None if year in doi or year[1:] in doi else made  # a DOI tells of the year that it was given in


def _k(make: Making, named: str, severity: str = WARNING, resolves: str = "work", *, forced: bool = False) -> Kind:  # fmt: skip
    return Kind(make=make, named=frozenset(named.split()), severity=severity, resolves=resolves, forced=forced)


_MENDED = "doi-malformed doi-unregistered"
_WHO = "authors mixture"

KINDS: dict[str, Kind] = {
    "doi-with-a-space": _k(_doi(_spaced), _MENDED, NOTE, forced=True),
    "doi-with-another-dash": _k(_doi(_dashed), _MENDED, NOTE, forced=True),
    "doi-with-a-tail": _k(_doi(_tailed), _MENDED, NOTE, forced=True),
    "doi-percent-encoded": _k(_doi(_escaped), _MENDED, NOTE, forced=True),
    "doi-with-a-comma": _k(_doi(_comma), _MENDED, NOTE, forced=True),
    "doi-with-a-second-lead": _k(_doi(_doubled), _MENDED, NOTE, forced=True),
    "doi-garbled": _k(_doi(_garbled), _MENDED, NOTE, forced=True),
    "doi-with-an-invisible-sign": _k(_doi(_invisible), _MENDED, NOTE, forced=True),
    "doi-unregistered": _k(_doi(_unregistered), "doi-unregistered", ERROR, forced=True),
    "doi-of-another-work": _k(hard.wrong_doi, "doi-other-work", ERROR, forced=True),
    "isbn-check-digit": _k(_isbn, "isbn-invalid", WARNING),
    "title-paraphrased": _k(hard.paraphrased_title, "title mixture"),
    "title-word-dropped": _k(hard.word_dropped, "title"),
    "title-letters": _k(hard.word_letters, "title"),
    "title-negated": _k(hard.negated, "title"),
    "title-other-subtitle": _k(hard.other_subtitle, "title mixture"),
    "author-added": _k(hard.author_added, "authors"),
    "author-dropped": _k(hard.author_dropped, "authors"),
    "first-author-dropped": _k(_first_dropped, "authors"),
    "first-author-other": _k(hard.first_author, _WHO),
    "later-author-other": _k(_family_other, "authors"),
    "authors-reordered": _k(hard.authors_reordered, "authors"),
    "author-letters": _k(hard.family_letters, "authors"),
    "author-initials": _k(hard.wrong_initials, "authors"),
    "year-near": _k(_year_near, "year"),
    "year-far": _k(hard.year_far, "year mixture"),
    "volume": _k(hard.volume, "volume"),
    "issue": _k(hard.issue, "issue"),
    "pages-last": _k(hard.last_page, "pages"),
    "pages-other": _k(hard.pages_other, "pages"),
    "container-other": _k(hard.venue, "container mixture"),
    "container-and-numbers-other": _k(hard.mixture_place, "container mixture not-found", ERROR),
    "title-on-another-work": _k(
        hard.mixture_title, "mixture title authors container doi-other-work not-found", ERROR, "open"
    ),
    "authors-invented": _k(hard.invented_authors, "authors mixture not-found", ERROR),
    "title-invented": _k(hard.invented_title, "title mixture not-found", ERROR, "open"),
    "work-spliced": _k(hard.no_such_work, "not-found mixture title", ERROR, "none"),
    "work-invented": _k(_invented, "not-found mixture title", ERROR, "none"),
    "work-invented-with-a-real-doi": _k(
        _invented_with_doi, "doi-other-work not-found mixture title", ERROR, "open", forced=True
    ),
    "authors-placeholder": _k(reported.placeholder_authors, "authors mixture not-found", ERROR),
    "authors-cut-unsaid": _k(reported.partial_author_list, "authors"),
    "container-nonexistent": _k(reported.nonexistent_venue, "container mixture not-found"),
    "year-in-the-future": _k(reported.future_date, "year mixture", ERROR),
    "isbn-of-another-book": _k(reported.isbn_of_another, "identifier-other-work mixture"),
}
"""Kinds that are made of any work that shows what they need."""

STATUS: dict[str, Kind] = {
    "work-retracted": _k(_cited, "retracted", ERROR),
    "work-of-concern": _k(_cited, "concern retracted", WARNING),
}
"""Kinds that are made of works with a notice."""

PREPRINTS: dict[str, Kind] = {"preprint-as-published": _k(reported.preprint_as_published, "container mixture")}
"""Kinds that are made of preprints."""

SEVERAL = {"two-faults": 2, "three-faults": 3}
"""The number of simple faults in one reference."""


def several(count: int, rng: random.Random) -> Kind:
    """Several simple kinds, one after the other."""
    parts = {name: KINDS[name] for name in reported.several(count, rng)}

    def make(record: Record, world: hard.World, rng: random.Random) -> hard.Made | None:
        work = record.work
        for part in parts.values():
            made = part.make(evolve(record, work=work), world, rng)
            if made is None:
                return None
            work = made.work
        return hard.Made(work=work)

    named = frozenset().union(*(part.named - {"mixture"} for part in parts.values())) | {"mixture"}
    return Kind(make=make, named=named, severity=WARNING, parts=parts)


LISTED = ("duplicate", "link-dead", "url-broken")
"""Kinds that are made of two references, and of grey literature."""

CITED = ("cited-not-listed", "listed-not-cited", "cited-year", "cited-name")
"""Kinds that lie between the text and the list."""


def _body(record: Record, world: hard.World, rng: random.Random) -> hard.Made:
    """A made body by its name and by the first letters of that."""
    name = rng.choice([body for body in BODIES if len(body.split()) > 2])
    short = "".join(word[0] for word in name.split() if word[0].isupper())
    held = evolve(record, work=evolve(record.work, author=(Name(literal=name),)))
    return hard.Made(work=evolve(record.work, author=(Name(literal=short),)), record=held)


FORMS: dict[str, Making] = {**REAL_FORMS, **GUIDED, "body": _body}
"""The makers of fair forms. A work that is said to be a body's is a made body's."""

FAIR: Sequence[str] = (
    "initials", "first_initial_alone", "et_al", "abbreviated_journal", "registered_abbreviation", "capitals", "short_range", "first_page_alone",
    "no_subtitle", "no_accents", "and_sign", "apa_ellipsis", "spelling", "other_script", "original_script", "other_transliteration",
    "translated_title", "untranslated_title", "parallel_title", "nickname", "supplement", "supplement_in_volume", "umlauts", "particle",
    "online_year", "title_markup", "body", "roman_volume", "editors_as_authors",
    *GUIDED,
)  # fmt: skip
"""Fair forms that a librarian would let stand."""


def is_fair(name: str, record: Record, made: hard.Made) -> bool:
    """Whether the form is fair for such a work: books are not abbreviated, vowels that are not written are not guessed at, and a
    particle is no given name."""
    titles = f"{made.work.title} {made.record.work.title if made.record else ''}"
    if any(word.islower() for name in made.work.author for word in (name.given or "").split()):
        return False
    return not re.search("[\u0600-\u06ff]", titles) and (
        name not in _OF_JOURNALS or record.work.type == "article-journal"
    )


def damaged_url(url: str, rng: random.Random) -> str:
    """An address as it is mistyped, or broken at the end of a line."""
    at = url.index("/", 10) + 1
    return rng.choice(
        (
            f"{url[:at]} {url[at:]}",
            url.replace("https://", "https//"),
            url.replace("https://", "htps://"),
            url.replace("https://", "https:/"),
            url.replace("-", "- ", 1),
        )
    )
