"""Fields of research and of law, told by the words of titles, courts, gazettes and bodies that set standards."""

from enum import StrEnum
from functools import cache, partial

from refcheck.gazetteer import words_of
from refcheck.text.folding import fold

_WHOLE = 3
"""A beginning of so many letters or fewer is a whole word: ``web`` is not ``Weber``."""


class Field(StrEnum):
    """The fields that services of their own serve, and the journals of all sciences, which those of some fields hold too."""

    COMPUTING = "computing"
    LIFE = "life"
    ALL = "all"


def sounds_like(field: Field, *texts: str | None) -> bool:
    """Return whether a word of the texts tells of the field.

    >>> sounds_like(Field.COMPUTING, "Journal of Sample Computing"), sounds_like(Field.LIFE, "Annals of Reeds")
    (True, False)
    """
    words = (word for text in texts for word in fold(text or "").split())
    whole, beginnings = _words(field)
    return any(word.startswith(beginnings) or word in whole for word in words)


@cache
def _words(field: Field) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the whole words of a field, and the beginnings of others."""
    every = words_of("fields", field)
    whole = frozenset(each for each in every if len(each) <= _WHOLE)
    return whole, tuple(every - whole)


courts = partial(words_of, "law", "courts")
"""Courts that open the citation of a judgment: ``bgh``, ``cass. civ.``."""

collections_of_judgments = partial(words_of, "law", "collections")
"""Collections that are cited by volume and page without a name before them: ``bghz``."""

gazettes = partial(words_of, "law", "gazettes")
"""Where laws are published: ``bgbl``, ``jorf``, ``boe``."""

standards = partial(words_of, "law", "standards")
"""Bodies that the numbers of standards begin with: ``iso``, ``din``, ``гост``."""


def neutral(name: str) -> bool:
    """Return whether a name between a year and a number is a court's and no reports': ``UKHL``, ``SCC``; not ``AC``, ``SCR``.

    >>> [neutral(name) for name in ("UKHL", "EWCA Civ", "NSWCA", "WL", "AC", "SCR", "CLR")]
    [True, True, True, True, False, False, False]
    """
    first = name.split()[0]
    return name == "WL" or (len(first) >= _SHORTEST and first.isupper() and first.isalpha() and first[-1] != "R")


_SHORTEST = 3
"""Courts have so many letters at least; "R" at the end is for reports."""
