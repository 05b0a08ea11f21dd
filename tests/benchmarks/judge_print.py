"""Works as entries of BibTeX and as printed references, with all that a fault or a fair form may lie in."""

import random
from collections.abc import Callable

from attrs import evolve
from match_render import Parts, family, initials

from refcheck.matching.fields.title import full_title
from refcheck.model import Name, Work

_TYPES = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "article": "misc",
}
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "&%#_$"})


def bibtex(work: Work, key: str, doi: str = "") -> str:
    """A work as an entry of BibTeX."""
    kind = _TYPES.get(work.type or "", "misc")
    authors = [_inverted(name) for name in work.author] + ["others"] * work.author_et_al
    values = {
        "title": full_title(work),
        "author": " and ".join(authors),
        "editor": " and ".join(map(_inverted, work.editor)),
        "journal" if kind in ("article", "misc") else "booktitle": work.container_title or "",
        "series": work.collection_title or "",
        "year": str(work.issued.year) if work.issued and work.issued.year else "",
        "volume": work.volume or "",
        "number": work.issue or "",
        "pages": (work.page or work.article_number or "").replace("-", "--"),
        "edition": work.edition or "",
        "publisher": work.publisher or "",
        "address": work.publisher_place or "",
        "isbn": work.isbn[0] if work.isbn else "",
    }
    fields = [f"  {name} = {{{value.translate(_SPECIAL)}}},\n" for name, value in values.items() if value]
    return f"@{kind}{{{key},\n{''.join(fields)}" + (f"  doi = {{{doi}}},\n" if doi else "") + "}\n"


def text(work: Work, rng: random.Random, doi: str = "") -> str:
    """A work as a printed reference, in a style that shows all of it, every author too."""
    printed = rng.choice(_STYLES)(work)
    return f"{printed} https://doi.org/{doi}" if doi else printed


def _apa(work: Work) -> str:
    p = _parts(work)
    place = ", ".join(part for part in (p.container, f"{p.volume}{_if(p.issue, '({})')}", p.pages) if part)
    if work.type in ("chapter", "paper-conference") and p.container:
        place = f"In {p.container}{_if(p.volume, ', Vol. {}')}{_if(p.pages, ' (pp. {})')}"
    edition = _if(work.edition or "", " ({} ed.)")
    house = f"{_if(place, '{}. ')}{_if(p.publisher, '{}.')}"
    return f"{_people(work, _family_first, ', & ')} ({p.year}). {p.title}{edition}. {house}".strip()


def _chicago(work: Work) -> str:
    p = _parts(work)
    where = f"{p.container} {p.volume}{_if(p.issue, ' ({})')}{_if(p.pages, ': {}')}".strip()
    house = ": ".join(part for part in (p.place, p.publisher) if part)
    edition = _if(work.edition or "", " {} ed.")
    return f"{_people(work, _full, ', and ')}. {p.year}. “{p.title}.”{edition} {_if(where, '{}.')} {_if(house, '{}.')}".strip()


def _vancouver(work: Work) -> str:
    p = _parts(work)
    numbers = f"{p.volume}{_if(p.issue, '({})')}"
    where = f"{p.year}{_if(numbers, ';{}')}{_if(p.pages, ':{}')}"
    house = ": ".join(part for part in (p.place, p.publisher) if part) if p.publisher else ""
    return f"{_people(work, _bare, ', ')}. {p.title}. {_if(p.container, '{}. ')}{_if(work.edition or '', '{} ed. ')}{_if(house, '{}; ')}{where}."


def _ieee(work: Work) -> str:
    p = _parts(work)
    parts = (
        p.container,
        p.place if work.type == "paper-conference" else "",
        _if(p.volume, "vol. {}"),
        _if(p.issue, "no. {}"),
        _if(work.edition or "", "{} ed."),
        _if(p.pages, "pp. {}"),
    )
    where = ", ".join(part for part in (*parts, p.publisher, p.year) if part)
    return f"{_people(work, _initials_first, ', and ')}, “{p.title},” {where}."


_STYLES = (_apa, _chicago, _vancouver, _ieee)


def _parts(work: Work) -> Parts:
    """The texts of a work; of a meeting's paper with the publisher and the place, as styles print those of books."""
    p = Parts.of(work)
    return evolve(p, publisher=work.publisher or "") if work.type == "paper-conference" else p


def _people(work: Work, one: Callable[[Name], str], last: str) -> str:
    names = [one(name) for name in work.author or work.editor]
    if work.author_et_al:
        return ", ".join([*names, "et al"])
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _if(text: str, form: str) -> str:
    return form.format(text) if text else ""


def _full(name: Name) -> str:
    return ", ".join(part for part in (family(name), name.given) if part)


def _family_first(name: Name) -> str:
    return ", ".join(part for part in (family(name), initials(name, ".", " ")) if part)


def _initials_first(name: Name) -> str:
    return " ".join(part for part in (initials(name, ".", " "), family(name)) if part)


def _bare(name: Name) -> str:
    return " ".join(part for part in (family(name), initials(name, "", "")) if part)


def _inverted(name: Name) -> str:
    family = " ".join(part for part in (name.particle, name.family) if part)
    return f"{{{name.literal}}}" if name.literal else ", ".join(p for p in (family, name.suffix, name.given) if p)
