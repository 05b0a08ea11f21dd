"""Works that only arXiv or PubMed holds, and web pages: made works under numbers that nobody has, right and wrong."""

import random
from collections.abc import Sequence
from typing import Any

from attrs import field, frozen
from messy.stock import JOURNALS, people

from refcheck.model import Date, Name, Work

Item = dict[str, Any]

HELD = 60
"""Made works of each service."""

_NAMED = {"another": ["identifier-other-work", "mixture", "title"], "none": ["identifier-unregistered", "not-found"]}


@frozen(kw_only=True)
class Numbered:
    """A reference by a number: the work, what is printed at its end, its address, and what is wrong with it."""

    work: Work
    tail: str
    url: str
    group: str
    kind: str
    named: list[str] = field(factory=list)


def made_others(titles: Sequence[str], rng: random.Random) -> list[Item]:
    """Return what arXiv and PubMed hold, and Crossref does not.

    arXiv counts to some 30,000 a month and PubMed to some 45 million: numbers beyond are nobody's.
    """
    held: list[Item] = []
    for number, (one, other) in enumerate(zip(titles[:HELD], titles[HELD : 2 * HELD], strict=True)):
        year = rng.randint(2015, 2024)
        month = rng.randint(1, 12)
        held.append(
            {"service": "arxiv", "id": f"{year % 100:02}{month:02}.{99000 + number}", "year": year, "title": one, "author": people(rng, 4)}
        )  # fmt: skip
        journal, volume, first = rng.choice(JOURNALS)[0], rng.randint(3, 60), rng.randint(1, 800)
        held.append(
            {"service": "pubmed", "id": str(99100000 + 7 * number), "year": rng.randint(1990, 2023), "title": other, "author": people(rng, 4)}
            | {"container": journal, "volume": str(volume), "page": f"{first}-{first + 9}"}
        )  # fmt: skip
    return held


def numbered(held: Sequence[Item], rng: random.Random, kind: str | None) -> Numbered:
    """Return a right reference, or one with a fault: ``arxiv-another``, ``arxiv-none``, ``pubmed-another`` or ``pubmed-none``."""
    service, _, wrong = (kind or rng.choice(("arxiv", "pubmed"))).partition("-")
    own = [item for item in held if item["service"] == service]
    item = rng.choice(own)
    number = str(item["id"])
    if wrong == "another":
        number = str(rng.choice([each["id"] for each in own if each["id"] != item["id"]]))
    elif wrong == "none":
        number = (
            f"{number[:5]}{rng.randint(97000, 98999)}" if service == "arxiv" else str(rng.randint(99800000, 99999999))
        )
    is_arxiv = service == "arxiv"
    return Numbered(
        work=_work(item),
        tail=f"arXiv:{number}" if is_arxiv else f"PMID: {number}",
        url=f"https://arxiv.org/abs/{number}" if is_arxiv else f"https://pubmed.ncbi.nlm.nih.gov/{number}/",
        group="fault" if wrong else "right",
        kind=f"{service}-number-{wrong}" if wrong else f"only-{service}",
        named=_NAMED.get(wrong, []),
    )


KINDS = tuple(f"{service}-{wrong}" for service in ("arxiv", "pubmed") for wrong in _NAMED)


def _work(item: Item) -> Work:
    return Work(
        type="article-journal" if item["service"] == "pubmed" else "article",
        title=item["title"],
        author=tuple(Name(family=each["family"], given=each["given"]) for each in item["author"]),
        container_title=item.get("container"),
        volume=item.get("volume"),
        page=item.get("page"),
        issued=Date(year=item["year"]),
    )
