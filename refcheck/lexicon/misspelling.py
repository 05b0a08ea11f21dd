"""Recognition of misspelt words of the lexicon.

Misspellings are not listed. A word is read as another if their distance by optimal string alignment (letters inserted, dropped,
replaced or two neighbours swapped) is one step, for wordings of five or more letters, or two, for those of eight or more whose
first letter is right. A word of this lexicon, or an ordinary word that is similar to one, is never read as a misspelling.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from refcheck.lexicon.terms import Section, Term
from refcheck.lexicon.wordings import titles, wordings

_SHORTEST = 5
"""The fewest letters of a wording that is recognised if misspelt: too many other words are one step from a shorter one."""

_LONG, _MOST_STEPS = 8, 2
"""The fewest letters of a wording for which two steps are accepted. A step changes the length by one letter at most."""


def respelt(word: str, *terms: Term) -> str | None:
    """Return the right spelling, in lower case, of a word that is one of the terms' words or a misspelling of one; else ``None``.

    The words of longer wordings count singly: ``respelt("Publisheed", Term.PUBLISHED)`` is ``published``. The caller must pass
    words from places where such a word is expected, e.g. before a URL: that ``Tisue`` means "tissue" cannot be known here.
    """
    return _meant(word.lower(), terms)


def closest(word: str, *terms: Term) -> str | None:
    """Return the same as :func:`respelt`, but read ordinary words as misspelt, too: for places where only the terms occur."""
    return _closest(word.lower(), terms)


def phrase_end(text: str, start: int, *terms: Term) -> int | None:
    """Return the end of the longest wording of the terms that starts at ``start`` of a text; ``None`` if there is none.

    Its words of five letters and more may be misspelt: "Publishd by", "under exclusive lisence to".
    """
    first = _PRINTED_WORD.match(text, start)
    for wording in _beginning(first[0].lower(), terms) if first else ():
        end = start
        for place, word in enumerate(wording):
            gap = _BLANK.match(text, end) if place else None
            found = _PRINTED_WORD.match(text, gap.end() if gap else end)
            if found is None or (place and not gap) or not _is_meant(found[0].lower(), word):
                break
            end = found.end()
        else:
            return end
    return None


@lru_cache(maxsize=4096)
def _beginning(low: str, terms: tuple[Term, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the wordings that a word may start, as tuples of words, the longest first."""
    split = [tuple(wording.split()) for wording in wordings(*terms)]
    return tuple(sorted((each for each in split if _is_meant(low, each[0])), key=lambda each: (-len(each), each)))


def _is_meant(low: str, word: str) -> bool:
    return low == word or (len(word) >= _SHORTEST and word.isalpha() and _nearest(low, (word,)) is not None)


AROUND_HEADINGS = " .:#*=0123456789"
"""Characters that may be around the words of a heading: "8. Acknowledgements", "## Funding"."""


def section(title: str) -> Section | None:
    """Return the section of a heading, whose words may be misspelt; ``None`` if the heading is not known.

    ``title`` is the heading without numbers and punctuation around it.
    """
    low = " ".join(title.casefold().split()).replace("'", "’")
    known = titles()
    if found := known.get(low):
        return found
    if len(low) < _SHORTEST - 1 or low in ordinary():
        return None
    near = _nearest(low, _titles_of(len(low)))
    return known[near] if near else None


_BLANK = re.compile(r"\s+")
_PRINTED_WORD = re.compile(r"[^\W\d_]+:?")
"""A word, perhaps with a colon that belongs to it: "published", "verlag:"."""


def is_word(low: str) -> bool:
    """Return whether a lower-case word is in this lexicon, or is an ordinary word similar to one of its words."""
    return low in _every_word() or low in ordinary()


@cache
def ordinary() -> frozenset[str]:
    """Return words of many languages, and family names, that are similar to a wording and not misspellings of it."""
    file = Path(__file__).with_name("ordinary.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=8192)
def _meant(low: str, terms: tuple[Term, ...]) -> str | None:
    if low in _words(terms).known:
        return low
    return None if is_word(low) else _closest(low, terms)


@lru_cache(maxsize=8192)
def _closest(low: str, terms: tuple[Term, ...]) -> str | None:
    choices = _words(terms)
    if low in choices.known:
        return low
    return choices.nearest(low) if len(low) >= _SHORTEST - 1 and low.isalpha() else None


class _Words:
    """The words of terms, indexed so that the one that a misspelling means is found without comparing all of them.

    A misspelling has the first letter of the right word and about its length, or is one step away, at the first letter.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        self._long_enough = dict.fromkeys(sorted(word for word in self.known if len(word) >= _SHORTEST))
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_rest: dict[str, str] = {}
        for word in self._long_enough:
            for length in range(len(word) - _MOST_STEPS, len(word) + _MOST_STEPS + 1):
                self._by_start[word[0], length].append(word)
            self._by_rest.setdefault(word[1:], word)

    def nearest(self, low: str) -> str | None:
        """Return the known word that a word, which has only letters, is a misspelling of; ``None`` if there is none."""
        choices = self._by_start.get((low[0], len(low)), ())
        near = _nearest(low, choices) if choices else None
        rest, swapped = low[1:], low[1] + low[0] + low[2:]
        by_rest, long_enough = self._by_rest, self._long_enough
        if not (low in by_rest or rest in by_rest or rest in long_enough or swapped in long_enough):
            return near
        others = [by_rest[each] for each in (low, rest) if each in by_rest]
        others += [each for each in (rest, swapped, near) if each in long_enough]
        return _nearest(low, sorted(others))


@cache
def _words(terms: tuple[Term, ...]) -> _Words:
    return _Words(_known(terms))


def _known(terms: Iterable[Term]) -> Iterator[str]:
    return (word for wording in wordings(*terms) for word in wording.split())


@cache
def _every_word() -> frozenset[str]:
    """Return the words of all terms and headings."""
    return frozenset(_known(Term)).union(*map(str.split, titles()))


@cache
def _titles_of(length: int) -> tuple[str, ...]:
    """Return the headings that a text of this length may be a misspelling of."""
    return tuple(title for title in titles() if abs(len(title) - length) <= _MOST_STEPS and len(title) >= _SHORTEST)


def _nearest(low: str, choices: Sequence[str]) -> str | None:
    """Return the choice that a word is, or is a misspelling of; ``None`` if there is none."""
    found = extractOne(low, choices, scorer=OSA.distance, score_cutoff=_MOST_STEPS)
    if found is None:
        return None
    right, steps, _ = found
    return right if steps < 2 or (len(right) >= _LONG and right[0] == low[0]) else None
