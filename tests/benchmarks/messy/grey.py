"""Grey literature: what no registry of works holds, by made people and bodies, on pages of hosts that are kept for examples."""

import random

from attrs import frozen
from messy.languages import Words
from messy.stock import BODIES, person, title
from messy.styles import Printed, Style, family

from refcheck.model import Date, Name, Work

_PAPERS = ("The Northmoor Courier", "Seeburger Tageblatt", "Delta Daily", "The Harbour Gazette")
_SCHOOLS = ("University of Northmoor", "Seeburg Technical University", "Delta State University")
_SITES = ("www.example.org", "www.example.com", "library.example.net")


@frozen(kw_only=True)
class Grey:
    """A grey reference: as it is printed, its address if it has one, and the work for files of fields."""

    printed: Printed
    work: Work
    url: str | None = None


def grey(style: Style, words: Words, rng: random.Random) -> Grey:
    """A report, a thesis, a piece of news or a web page."""
    return rng.choice((_report, _thesis, _news, _page))(style, words, rng)


def _report(style: Style, words: Words, rng: random.Random) -> Grey:
    body, number, url = rng.choice(BODIES), rng.randint(10, 99), _address(rng, "pdf")
    work = _work("report", (Name(literal=body),), rng, publisher=body)
    raw = f"{body} ({work.year}). {work.title}. {words.report} {words.issue} {number}. {words.available} {url}"
    return _grey(raw, work, url, _literal(body))


def _thesis(style: Style, words: Words, rng: random.Random) -> Grey:
    name = _name(rng)
    work = _work("thesis", (name,), rng, publisher=rng.choice(_SCHOOLS))
    raw = f"{_printed(name, style)} ({work.year}). {work.title}. {words.thesis}, {work.publisher}."
    return _grey(raw, work, None, _named(name))


def _news(style: Style, words: Words, rng: random.Random) -> Grey:
    name, paper, url = _name(rng), rng.choice(_PAPERS), _address(rng, "html")
    work = _work("article-newspaper", (name,), rng, container_title=paper)
    raw = f"{_printed(name, style)} ({work.year}). {work.title}. {paper}. {words.available} {url} ({_accessed(work, words, rng)})."
    return _grey(raw, work, url, _named(name))


def _page(style: Style, words: Words, rng: random.Random) -> Grey:
    body, url = rng.choice(BODIES), _address(rng, "")
    work = _work("webpage", (Name(literal=body),), rng)
    raw = f"{body} ({work.year}). {work.title}. {words.available} {url} ({_accessed(work, words, rng)})."
    return _grey(raw, work, url, _literal(body))


def _grey(raw: str, work: Work, url: str | None, author: list[dict[str, str]]) -> Grey:
    fields = {"author": author, "et_al": False, "year": str(work.year), "title": work.title}
    fields |= {"container": work.container_title} if work.container_title else {}
    return Grey(printed=Printed(raw=raw, fields=fields), work=work, url=url)


def _work(kind: str, author: tuple[Name, ...], rng: random.Random, **more: str) -> Work:
    return Work(type=kind, title=title(rng), author=author, issued=Date(year=rng.randint(2004, 2023)), **more)  # type: ignore[arg-type]


def _name(rng: random.Random) -> Name:
    made = person(rng)
    return Name(family=made["family"], given=made["given"])


def _printed(name: Name, style: Style) -> str:
    return style.naming.first(name)


def _named(name: Name) -> list[dict[str, str]]:
    return [{"family": family(name), "given": name.given or ""}]


def _literal(body: str) -> list[dict[str, str]]:
    return [{"family": body, "given": ""}]


def _address(rng: random.Random, ending: str) -> str:
    words = title(rng).lower().replace("?", "").replace(".", "").split()
    slug = "-".join(words[:4]) + (f".{ending}" if ending else "")
    return f"https://{rng.choice(_SITES)}/{rng.choice(('papers', 'news', 'archive/2020', 'en/library'))}/{slug}"


def _accessed(work: Work, words: Words, rng: random.Random) -> str:
    date = words.date.format(
        day=rng.randint(1, 28), month=rng.choice(words.months), year=rng.randint((work.year or 2020) + 1, 2025)
    )
    return f"{words.accessed} {date}"
