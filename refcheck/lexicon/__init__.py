"""The words of reference lists in many languages: labels, months, headings, roles, kinds of works.

Everything is looked up by its meaning. ``wordings(Term.ACCESSED)`` are all its wordings; ``respelt("Accesed", Term.ACCESSED)``
is the word that was intended; ``section("Refrences")`` is ``Section.REFERENCES``; ``month_number("mars")`` is 3. Each language is
one file in this folder.
"""

from refcheck.lexicon.misspelling import closest, is_word, phrase_end, respelt, section
from refcheck.lexicon.patterns import announces, announcing, is_undated, means_access, undated
from refcheck.lexicon.terms import LISTS, Section, Term
from refcheck.lexicon.wordings import (
    MONTHS,
    headings,
    language_code,
    languages,
    month_names,
    month_number,
    wordings,
    words,
)

__all__ = [
    "LISTS",
    "MONTHS",
    "Section",
    "Term",
    "announces",
    "announcing",
    "closest",
    "headings",
    "is_undated",
    "is_word",
    "language_code",
    "languages",
    "means_access",
    "month_names",
    "month_number",
    "phrase_end",
    "respelt",
    "section",
    "undated",
    "wordings",
    "words",
]
