"""The properties of a word on its own: its shape, and whether it is one of the words that label parts of references."""

from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from refcheck.gazetteer.journals import abbreviated_words, archives, journal_words, proceedings
from refcheck.gazetteer.names import PLACE_WORDS
from refcheck.gazetteer.publishers import publisher_words
from refcheck.lexicon import Term, words
from refcheck.lexicon.patterns import is_unspaced

_CLASSES: Mapping[str, Sequence[Term | Callable[[], Iterable[str]]]] = {
    "month": [Term.MONTH],
    "season": [Term.SEASON],
    "volume": [Term.VOLUME],
    "nth": [Term.NTH],
    "issue": [Term.ISSUE],
    "page": [Term.PAGE],
    "column": [Term.COLUMN, Term.ARTICLE_NUMBER],
    "role": [Term.EDITOR],
    "translated": [Term.TRANSLATOR],
    "in": [Term.IN],
    "and": [Term.AND],
    "etal": [Term.OTHERS_WORD, Term.OTHERS],
    "journal": [Term.JOURNAL, Term.JOURNAL_WORD, journal_words],
    "meeting": [Term.MEETING, Term.MEETING_WORD, proceedings],
    "publisher": [Term.PUBLISHER, Term.PUBLISHER_WORD, publisher_words],
    "body": [Term.BODY],
    "thesis": [Term.THESIS, Term.THESIS_WORD],
    "report": [Term.REPORT, Term.REPORT_WORD, Term.PATENT, archives],
    "edition-word": [Term.EDITION, Term.ORDINAL],
    "series": [Term.SERIES, Term.SERIES_WORD],
    "supplement": [Term.SUPPLEMENT, Term.SUPPLEMENT_WORD, Term.CHAPTER],
    "available": [Term.AVAILABLE, Term.ADDRESS],
    "accessed": [Term.ACCESSED, Term.ACCESS_ASIDE],
    "press": [Term.FORTHCOMING],
    "nodate": [Term.NO_DATE],
    "suffix": [Term.SUFFIX],
    "particle": [Term.PARTICLE],
    "place": [lambda: PLACE_WORDS],
    "journal-abbr": [abbreviated_words],
    "identifier": [Term.IDENTIFIER],
}
"""The classes of words that the tagger distinguishes, and the terms and gazetteers whose words belong to each. The class of a word
is the first that contains it."""


@cache
def _keywords() -> Mapping[str, str]:
    """Return each labelling word, in small letters, with its class."""
    found: dict[str, str] = {}
    for name, sources in _CLASSES.items():
        for source in sources:
            for word in source() if callable(source) else words(source):
                found.setdefault(word, name)
    return found


def shape(word: str) -> str:
    """Return the word's shape: ``Y`` a year, ``9``–``999999`` other numbers by length, ``X`` one capital, ``XX`` several,
    ``Xx`` capitalised, ``xX`` mixed, ``x`` small, ``c`` of a script without capitals, ``c0``–``c6`` of one
    without spaces, by length.
    """
    if word.isdecimal():
        return "Y" if len(word) == 4 and "1400" <= word <= "2099" else "9" * min(len(word), 6)
    if word.isupper():
        return "X" if len(word) == 1 else "XX" if len(word) < 5 else "XXX"
    if word.islower():
        return "x" if len(word) > 1 else "x1"
    if word[:1].isupper():
        rest = word[1:]
        return "Xx" if rest.islower() else "Xc" if "-" in word else "XxX"
    if any(letter.isupper() or letter.islower() for letter in word):
        return "xX"
    return f"c{bisect(_LENGTHS, len(word))}" if is_unspaced(word) else "c"


_LENGTHS = (2, 3, 4, 5, 7, 10)
"""Lengths of words in scripts without spaces at which they look like something else: a character, names, a journal, a title."""


def keyword(word: str) -> str:
    """Return the class of a labelling word (``volume``, ``page``, ``month`` …), or ``""``."""
    return _keywords().get(word.lower(), "")
