"""Three domains that lists are drawn from: law, medicine, and the humanities in five languages."""

import re

from refcheck.model import Work

_VENUES = {
    "law": "legal juris justice criminolog recht droit derecho diritto direito",
    "medicine": "medic clinic surg lancet cancer cardi nurs oncolog dermatolog patient pediatr paediatr hospital endocrin psychiatr disease",
    "humanities": "histor geschicht geschied philosoph filosof literatur theolog relig linguist philolog filolog music archaeolog classic medieval",
}
"""Beginnings of words in the names of journals and books."""

_WHOLE = ("law", "laws")
"""Words of the law that other words begin with, too."""

_WORDS = {
    "de": "der die das und im für einer",
    "fr": "le la les et des du une",
    "es": "el los las y del una",
    "pt": "da do dos em e uma",
    "nl": "het een van en voor de",
}
"""Small words of the five languages; two of them in a title tell its language."""

LANGUAGES = tuple(_WORDS)
DOMAINS = (*_VENUES,)
ENOUGH = 12
"""Works of a domain, without which a list is drawn from all."""


def domain(work: Work) -> str | None:
    """Return the domain of a work: by the words of its venue, or, of the humanities, by the language of its title.

    >>> domain(Work(container_title="Seeburg Law Review")), domain(Work(container_title="Lawn and Garden"))
    ('law', None)
    """
    words = re.findall(r"\w+", (work.container_title or "").casefold())
    for name, starts in _VENUES.items():
        if any(word in _WHOLE or word.startswith(tuple(starts.split())) for word in words):
            return name
    return "humanities" if language(work.title or "") else None


def language(title: str) -> str | None:
    """Return which of the five languages a title is in, where two small words tell it.

    >>> language("Die Städte und die Flüsse der Ebene"), language("The towns of the plain")
    ('de', None)
    """
    words = set(re.findall(r"\w+", title.casefold()))
    told = {name: len(words & set(small.split())) for name, small in _WORDS.items()}
    best = max(told, key=lambda name: told[name])
    return best if told[best] > 1 and not words & {"the", "of", "and"} else None
