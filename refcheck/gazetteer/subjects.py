"""Fields of research, recognised by words; and names of law and standards: courts, reports, gazettes, standards organisations."""

from enum import StrEnum
from functools import cache, partial

from refcheck.gazetteer import words_of
from refcheck.text.folding import fold

_WHOLE = 3
"""The most letters of a word that is only matched as a whole: ``web`` does not match ``Weber``."""


class Field(StrEnum):
    """Fields with services of their own, and the journals of all sciences, which the services of some fields cover, too."""

    COMPUTING = "computing"
    LIFE = "life"
    ALL = "all"


def sounds_like(field: Field, *texts: str | None) -> bool:
    """Return whether a word of the texts indicates the field.

    >>> sounds_like(Field.COMPUTING, "Journal of Sample Computing"), sounds_like(Field.LIFE, "Annals of Reeds")
    (True, False)
    """
    words = (word for text in texts for word in fold(text or "").split())
    whole, beginnings = _words(field)
    return any(word.startswith(beginnings) or word in whole for word in words)


@cache
def _words(field: Field) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words of a field that are matched as a whole, and the beginnings of other words."""
    every = words_of("fields", field)
    whole = frozenset(each for each in every if len(each) <= _WHOLE)
    return whole, tuple(every - whole)


courts = partial(words_of, "law", "courts")
"""Courts whose names start the citation of a judgment: ``bgh``, ``cass. civ.``."""

collections_of_judgments = partial(words_of, "law", "collections")
"""Collections that are cited by volume and page, without a name before them: ``bghz``."""

gazettes = partial(words_of, "law", "gazettes")
"""Gazettes in which laws are published: ``bgbl``, ``jorf``, ``boe``."""

standards = partial(words_of, "law", "standards")
"""Organisations whose names start the numbers of standards: ``iso``, ``din``, ``гост``."""


def neutral(name: str) -> bool:
    """Return whether a name between a year and a number is a court's, not of law reports: ``UKHL``, ``SCC``, not ``AC``, ``SCR``.

    >>> [neutral(name) for name in ("UKHL", "EWCA Civ", "NSWCA", "WL", "AC", "SCR", "CLR")]
    [True, True, True, True, False, False, False]
    """
    first = name.split()[0]
    return name == "WL" or (len(first) >= _SHORTEST and first.isupper() and first.isalpha() and first[-1] != "R")


_SHORTEST = 3
"""The fewest letters of a court's name; "R" at the end stands for reports."""
