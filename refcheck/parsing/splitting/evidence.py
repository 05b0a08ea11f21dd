"""Scores of how much a stretch of text looks like a part of a reference list rather than anything else."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from refcheck.lexicon import Section, Term, headings, wordings, words
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.parsing.official import opens_officially
from refcheck.parsing.splitting import STANDALONE_YEAR, has_year
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.openings import Opening, opening

NO_REFERENCE, PASSING, LIKE_A_REFERENCE, CERTAIN_REFERENCE, STRONG = -1.0, 1.0, 2.0, 2.5, 3.0
"""The evidence of a text that is not a reference, of one that passes for a reference among others, of a line that is neither a
heading nor a mere remark, of a whole reference, and of one beyond doubt. Source: a judgement; its effect is measured by
``tests/benchmarks/split.py``."""

_SENTENCE_WORDS = words(Term.SENTENCE)
"""Words of sentences, which titles, names and imprints seldom contain; as printed, so "may" but not "May"."""

_SENTENCE_CHARACTERS = re.compile("|".join(sorted(filter(is_unspaced, _SENTENCE_WORDS))))
"""The same for scripts without spaces between words."""

_MIN_CUE_LENGTH = 8
"""The fewest letters of words about access that seldom mean anything else: "accessed", not "access"."""

_CUE_WORDS = words(Term.OTHERS, Term.FORTHCOMING, Term.IDENTIFIER, Term.LATER) | {
    "arxiv",
    *(each for each in words(Term.ACCESSED) if len(each) >= _MIN_CUE_LENGTH),
}
_CUE_PAIRS = {tuple(each.split(" ")) for each in wordings(Term.OTHERS, Term.FORTHCOMING)} | set(
    product(words(Term.AVAILABLE), words(Term.AT))
)
_ROLES, _LEADS = words(Term.EDITOR), words(Term.IN)
_MARKED = re.compile(r"//|\[[JMCDNRSPAZ](?:/OL)?\]|》|[(\[](?P<role>[^\W\d_]+)\.?[)\]]|(?P<lead>[^\W\d_]+):")
"""With the words above, text that only references contain: "In:", "(Eds.)", "et al.", "Retrieved from", "[J/OL]"."""

_NUMBERED = alternatives(each for each in words(Term.VOLUME, Term.ISSUE) if not is_unspaced(each))
_COUNTED = "".join(sorted(each for each in words(Term.VOLUME, Term.ISSUE) if is_unspaced(each) and len(each) == 1))
_VOLUME = re.compile(rf"\d\s?[(（]\d|\d\s?[:：]\s?\d|{_NUMBERED}\.\s?\d|№ ?\d|第\s?\d|\d\s?[{_COUNTED}]", re.IGNORECASE)
"""A volume or an issue: "12(3)", "12:345", "Vol. 3", "Bd. 2", "№ 4", "第3期"."""

_TITLE_PAGE = re.compile(
    alternatives(
        headings(Section.KEYWORDS, Section.ABSTRACT, Section.HOW_TO_CITE, Section.CORRESPONDENCE) | wordings(Term.FRONT)
    ),
    re.IGNORECASE,
)
"""Labels of title pages: "Keywords: delta", "Received 3 May", "Document Type : Article"."""

_PERSON = re.compile(rf"[\w.+-]+@[\w-]+\.\w|{alternatives(wordings(Term.CONTACT))}\s?[.:]", re.IGNORECASE)
"""Contact details of persons: "m.oxley@example.org", "Tel. 555", "ORCID: 0000"."""

_INITIAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-ÞА-Я]\.(?=[\s,;:&)A-ZА-Я-]|$)")
"""Initials with full stops: "J. Smith", "A.-B."; those without are ``_INITIALS``: "Smith JA,"."""

_INITIALS = re.compile(r"[^\W\d_]{2} [A-Z]{1,3}(?=[,.;:]|$)")

_PAGES = re.compile(r"\d\s?[-–—‑−]{1,2}\s?[A-Za-z]?\d|(?<!\w)(?:pp?|[Ss]|[Сс]|стр)\.\s?\d|\d ?pp?\b")
"""Pages: "12–34", "pp. 12", "S. 45", "241 pp"."""

_ADDRESS = re.compile(r"https?://|www\.|10\.\d{4,9}/")
"""URLs and DOIs of works: "https://example.org", "10.1000/182"."""

_CLUES = (
    ("years", STANDALONE_YEAR, 2),
    ("initials", _INITIAL, 5),
    ("letters", _INITIALS, 4),
    ("pages", _PAGES, 2),
    ("volumes", _VOLUME, 3),
    ("addresses", _ADDRESS, 2),
    ("persons", _PERSON, 2),
)
"""The clues that are counted, and the most that are counted of each."""
_MOST_CUES = 3

_MARK = re.compile(r"^(?:[\[(]?\d{1,5}(?:[.)\]]{1,2}\s?(?=\D)|\s+(?=[^\W\d_]))|[•‣▪●○◦■□►·*–^↑-]\s+)")
"""A number or a list mark before the text: "12. ", "[12] ", "(3) ", "• "."""

_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_WEIGHTS = {
    "years": 1.2, "initials": 0.7, "letters": 0.7, "pages": 1.2, "volumes": 1.2, "addresses": 1.2, "persons": -2.5,
    "telling": 1.0, "official": 2.0, "title page": -2.5, "sentence word": -0.9, "sentence sign": -0.5, "hundred characters": -0.35,
    Opening.REPEATED_AUTHOR: 2.0, Opening.IBIDEM: 2.0, Opening.LABEL: 1.5, Opening.NAMES_AND_YEAR: 2.0, Opening.BODY_AND_YEAR: 1.0,
    Opening.SEVERAL_NAMES: 1.5, Opening.FAMILY_FIRST: 0.7, Opening.INITIALS_FIRST: 0.7, Opening.INITIALS_LAST: 0.7,
    Opening.LATER_WORD: 0.3,
    Ending.NUMBER: 0.5, Ending.YEAR: 0.3, Ending.WORD: -0.5,
}  # fmt: skip
"""The weight of each clue. Source: a judgement; its effect is measured by ``tests/benchmarks/split.py``."""
_WEIGHED = 600
"""The number of characters of a stretch that are examined."""
REMEMBERED = 65_536
"""Lines and entries are examined again and again: the cache holds those of the longest lists."""


class Clues(NamedTuple):
    """Clues in a stretch of text: how it opens and ends, and counts of what is typical of references or sentences."""

    opening: Opening
    ending: Ending
    length: int
    is_official: bool
    is_title_page: bool
    found: tuple[int, ...]
    """The numbers of years, initials with full stops and without, pages, volumes, URLs and persons, each up to its maximum."""
    telling: int
    sentence_words: int
    sentence_signs: int


def clues(text: str) -> Clues:
    """Return the clues in ``text`` (a line, or a whole entry), without its number."""
    return _clues(_MARK.sub("", text[:_WEIGHED], count=1))


@lru_cache(maxsize=REMEMBERED)
def _clues(text: str) -> Clues:
    words_of_it = _WORD.findall(text)
    return Clues(
        opening(text),
        ending(text),
        len(text),
        opens_officially(text),
        _TITLE_PAGE.match(text) is not None,
        tuple([min(len(clue.findall(text)), most) for _, clue, most in _CLUES]),
        min(_count_cues(text, [word.lower() for word in words_of_it]), _MOST_CUES),
        sum(word in _SENTENCE_WORDS for word in words_of_it),
        len(_SENTENCE_CHARACTERS.findall(text)),
    )


@lru_cache(maxsize=REMEMBERED)
def evidence(text: str) -> float:
    """Return roughly the log odds that ``text`` (a line, or a whole entry) is of a reference list: above 0 is evidence for it.

    Of a longer text the beginning and the end are weighed: between them there are a hundred authors.
    """
    shown = clues(text if len(text) <= _WEIGHED else text[: _WEIGHED // 2] + text[-_WEIGHED // 2 :])
    weight = _WEIGHTS
    total = (
        weight.get(shown.opening, 0.0)
        + weight.get(shown.ending, 0.0)
        + weight["hundred characters"] * shown.length / 100
    )
    total += weight["official"] * shown.is_official + weight["title page"] * shown.is_title_page
    total += sum([weight[name] * count for (name, _, _), count in zip(_CLUES, shown.found, strict=True)])
    total += weight["telling"] * shown.telling + weight["sentence word"] * shown.sentence_words
    return total + weight["sentence sign"] * shown.sentence_signs


def weight_of_length(text: str) -> float:
    """Return the negative part of a text's evidence that comes from its length, to be left out where its ends are known."""
    return _WEIGHTS["hundred characters"] * clues(text).length / 100


def has_url(text: str) -> bool:
    """Return whether a text contains the URL or DOI of a work, which no heading does."""
    return _ADDRESS.search(text) is not None


def is_sentence(text: str) -> bool:
    """Return whether a text has words of sentences, which titles, names and imprints seldom contain."""
    return any(word in _SENTENCE_WORDS for word in _WORD.findall(text)) or _SENTENCE_CHARACTERS.search(text) is not None


def is_certain(text: str) -> bool:
    """Return whether a text is certainly a reference, not a sentence that cites one: "Okonjo (2014) argues that …"."""
    return has_year(text) and evidence(text) >= CERTAIN_REFERENCE and not is_sentence(text)


def _count_cues(text: str, small: Sequence[str]) -> int:
    """Return the number of cues in a text that only references contain; ``small`` has its words in small letters."""
    marked = sum(
        found["role"].lower() in _ROLES if found["role"] else not found["lead"] or found["lead"].lower() in _LEADS
        for found in _MARKED.finditer(text)
    )
    return marked + sum(each in _CUE_WORDS for each in small) + sum(each in _CUE_PAIRS for each in pairwise(small))
