"""Scores of how much a stretch of text looks like a part of a reference list, and how much like anything else."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from refcheck.lexicon import Section, Term, headings, wordings, words
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.parsing.official import opens_officially
from refcheck.parsing.splitting import STANDING_YEAR
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.openings import Opening, opening

LIKE_A_REFERENCE, SURE_REFERENCE = 2.0, 2.5
"""Evidence of a line that is no heading and no mere remark, and of a whole reference. Source: set by hand; what comes of it is
measured by ``tests/benchmarks/split.py``."""

_SENTENCE_WORDS = words(Term.SENTENCE)
"""Words that make sentences, and that titles, names and imprints seldom hold; as printed, so "may" but not "May"."""

_SENTENCE_SIGNS = re.compile("|".join(sorted(filter(is_unspaced, _SENTENCE_WORDS))))
"""The same of scripts without blanks between words."""

_MIN_CUE_LENGTH = 8
"""Words of so many letters that tell when something was looked at are seldom anything else: "accessed", no "access"."""

_TELLING_WORDS = words(Term.OTHERS, Term.FORTHCOMING, Term.IDENTIFIER, Term.LATER) | {
    "arxiv",
    *(each for each in words(Term.ACCESSED) if len(each) >= _MIN_CUE_LENGTH),
}
_TELLING_PAIRS = {tuple(each.split(" ")) for each in wordings(Term.OTHERS, Term.FORTHCOMING)} | set(
    product(words(Term.AVAILABLE), words(Term.AT))
)
_ROLES, _LEADS = words(Term.EDITOR), words(Term.IN)
_MARKED = re.compile(r"//|\[[JMCDNRSPAZ](?:/OL)?\]|》|[(\[](?P<role>[^\W\d_]+)\.?[)\]]|(?P<lead>[^\W\d_]+):")
"""With the words above, what only references say: "In:", "(Eds.)", "et al.", "Retrieved from", "[J/OL]"."""

_NUMBERED = alternatives(each for each in words(Term.VOLUME, Term.ISSUE) if not is_unspaced(each))
_COUNTED = "".join(sorted(each for each in words(Term.VOLUME, Term.ISSUE) if is_unspaced(each) and len(each) == 1))
_VOLUME = re.compile(rf"\d\s?[(（]\d|\d\s?[:：]\s?\d|{_NUMBERED}\.\s?\d|№ ?\d|第\s?\d|\d\s?[{_COUNTED}]", re.IGNORECASE)
"""Volume and issue: "12(3)", "12:345", "Vol. 3", "Bd. 2", "№ 4", "第3期"."""

_TITLE_PAGE = re.compile(
    alternatives(
        headings(Section.KEYWORDS, Section.ABSTRACT, Section.HOW_TO_CITE, Section.CORRESPONDENCE) | wordings(Term.FRONT)
    ),
    re.IGNORECASE,
)
"""Labels of title pages: "Keywords: delta", "Received 3 May", "Document Type : Article"."""

_PERSON = re.compile(rf"[\w.+-]+@[\w-]+\.\w|{alternatives(wordings(Term.CONTACT))}\s?[.:]", re.IGNORECASE)
"""Addresses of persons: "m.oxley@example.org", "Tel. 555", "ORCID: 0000"."""

_INITIAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-ÞА-Я]\.(?=[\s,;:&)A-ZА-Я-]|$)")
"""Initials, with points or without: "J. Smith", "A.-B.", "Smith JA,"."""

_INITIALS = re.compile(r"[^\W\d_]{2} [A-Z]{1,3}(?=[,.;:]|$)")

_PAGES = re.compile(r"\d\s?[-–—‑−]{1,2}\s?[A-Za-z]?\d|(?<!\w)(?:pp?|[Ss]|[Сс]|стр)\.\s?\d|\d ?pp?\b")
"""Pages: "12–34", "pp. 12", "S. 45", "241 pp"."""

_ADDRESS = re.compile(r"https?://|www\.|10\.\d{4,9}/")
"""Addresses of works: "https://example.org", "10.1000/182"."""

_CLUES = (
    (STANDING_YEAR, 1.2, 2),
    (_INITIAL, 0.7, 5),
    (_INITIALS, 0.7, 4),
    (_PAGES, 1.2, 2),
    (_VOLUME, 1.2, 3),
    (_ADDRESS, 1.2, 2),
    (_PERSON, -2.5, 2),
)
"""What is looked for, what each one found weighs, and how many are counted at most. Source: set by hand; what comes of it is
measured by ``tests/benchmarks/split.py``."""
_TELLING_WEIGHT, _MOST_TELLING = 1.0, 3
"""The same of words and phrases that only references say. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""

_OFFICIAL = 2.0
"""A number that only a standard or a place in a code has. Source: set by hand, as for names and a year."""

_ON_TITLE_PAGES = -2.5
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

_MARK = re.compile(r"^(?:[\[(]?\d{1,4}(?:[.)\]]{1,2}\s?(?=\D)|\s+(?=[^\W\d_]))|[•‣▪●○◦■□►·*–^↑-]\s+)")
"""A number or a list mark before the text: "12. ", "[12] ", "(3) ", "• "."""

_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_OPENINGS = {
    Opening.REPEATED_AUTHOR: 2.0,
    Opening.IBIDEM: 2.0,
    Opening.LABEL: 1.5,
    Opening.NAMES_AND_YEAR: 2.0,
    Opening.BODY_AND_YEAR: 1.0,
    Opening.SEVERAL_NAMES: 1.5,
    Opening.FAMILY_FIRST: 0.7,
    Opening.INITIALS_FIRST: 0.7,
    Opening.INITIALS_LAST: 0.7,
    Opening.LATER_WORD: 0.3,
}
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

_ENDINGS = {Ending.NUMBER: 0.5, Ending.YEAR: 0.3, Ending.JOINED: 0.0, Ending.STOP: 0.0, Ending.WORD: -0.5}
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

_SENTENCE_WORD = -0.9
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

_PLAIN = -0.35
"""What every hundred characters weigh by themselves. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_BEGINNING = 600
"""So many characters of a stretch are weighed."""
_REMEMBERED = 65_536
"""Lines and entries are looked at again and again: those of the longest lists are kept."""


class Clues(NamedTuple):
    """Clues in a stretch of text: how it opens and ends, and how often it holds what references or sentences hold."""

    opening: Opening
    ending: Ending
    length: int
    is_official: bool
    is_title_page: bool
    found: tuple[int, ...]
    """How many years, initials with points and without, pages, volumes, addresses and persons, each up to its most."""
    telling: int
    sentence_words: int
    sentence_signs: int


@lru_cache(maxsize=_REMEMBERED)
def clues(text: str) -> Clues:
    """Return what ``text`` (a line, or all of an entry) shows, behind its number."""
    text = _MARK.sub("", text[:_BEGINNING], count=1)
    words_of_it = _WORD.findall(text)
    return Clues(
        opening(text),
        ending(text),
        len(text),
        opens_officially(text),
        _TITLE_PAGE.match(text) is not None,
        tuple([min(len(clue.findall(text)), most) for clue, _, most in _CLUES]),
        min(_telling(text, [word.lower() for word in words_of_it]), _MOST_TELLING),
        sum(word in _SENTENCE_WORDS for word in words_of_it),
        len(_SENTENCE_SIGNS.findall(text)),
    )


@lru_cache(maxsize=_REMEMBERED)
def evidence(text: str) -> float:
    """Log odds, roughly, that ``text`` (a line, or all of an entry) is of a reference list: above 0 speaks for it."""
    shown = clues(text)
    total = _OPENINGS.get(shown.opening, 0.0) + _ENDINGS[shown.ending] + _PLAIN * shown.length / 100
    total += _OFFICIAL * shown.is_official + _ON_TITLE_PAGES * shown.is_title_page
    total += sum([weight * count for (_, weight, _), count in zip(_CLUES, shown.found, strict=True)])
    total += _TELLING_WEIGHT * shown.telling + _SENTENCE_WORD * shown.sentence_words
    return total - 0.5 * shown.sentence_signs


def holds_address(text: str) -> bool:
    """Return whether a text holds the address of a work, as no heading does."""
    return _ADDRESS.search(text) is not None


def is_sentence(text: str) -> bool:
    """Return whether a text has words of sentences, which titles, names and imprints seldom hold."""
    return any(word in _SENTENCE_WORDS for word in _WORD.findall(text)) or _SENTENCE_SIGNS.search(text) is not None


def _telling(text: str, small: Sequence[str]) -> int:
    """Return how often a text says what only references say; ``small`` are its words in small letters."""
    marked = sum(
        found["role"].lower() in _ROLES if found["role"] else not found["lead"] or found["lead"].lower() in _LEADS
        for found in _MARKED.finditer(text)
    )
    return (
        marked + sum(each in _TELLING_WORDS for each in small) + sum(each in _TELLING_PAIRS for each in pairwise(small))
    )
