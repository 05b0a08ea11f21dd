"""What stands behind a list without a heading of its own: who the authors are."""

import re
from functools import cache

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives

_NAME = r"(?:[A-ZÀ-ÞĀ-Ž][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?\s){1,3}[A-ZÀ-ÞĀ-Ž][^\W\d_]+(?:[-’'][^\W\d_]+)*"
"""Two to four words of a name, the given one first: "Maria Oxley", "J. P. Doe"."""
_SHORTEST = 60
"""Characters; a title that is a sentence is shorter: "Open Science is needed"."""


@cache
def _opening() -> re.Pattern[str]:
    """A name, and what is told of people: "Maria Oxley is", "DOE JR. (S’98) received", "Anna Brandt, geb. 1971, lehrt"."""
    told = alternatives(wordings(Term.BIOGRAPHY))
    return re.compile(rf"{_NAME}(?:\s?\([^()]{{1,40}}\)|,[^,:;“”\"]{{1,40}},)?,?\s{told}\s")


def is_biography(text: str) -> bool:
    """Whether a text opens with a person's name and goes on as sentences about them, which no reference of a list by names does."""
    return len(text) >= _SHORTEST and _opening().match(text) is not None
