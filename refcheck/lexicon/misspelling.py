"""Words that are misspelt: which right one they are meant as.

No misspelling is listed. A word is taken for another where optimal string alignment (letters inserted, dropped, replaced or two
neighbours swapped) leads from one to the other in one step, for wordings of five letters and more, or in two, for those of eight
and more whose first letter is right. What is a word itself, in this lexicon or among the ordinary words that are near to one of
it, is never taken for a misspelling.
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
"""Wordings of fewer letters are known by their right spelling alone: one step leads from them to too many other words."""

_LONG, _MOST_STEPS = 8, 2
"""From so many letters on, two steps are forgiven. A step changes the length by one letter at most."""


def respelt(word: str, *terms: Term) -> str | None:
    """Return the right spelling, in small letters, of a word that is one of the terms' words, or is meant as one; else ``None``.

    The words of longer wordings count each for itself: ``respelt("Publisheed", Term.PUBLISHED)`` is ``published``. A caller asks
    for words that stand where such a word stands, as before an address: that ``Tisue`` is meant as "tissue" cannot be known here.
    """
    return _meant(word.lower(), terms)


def closest(word: str, *terms: Term) -> str | None:
    """As :func:`respelt`, but that an ordinary word counts as misspelt: for places where no word but one of the terms can stand."""
    return _closest(word.lower(), terms)


def phrase_end(text: str, start: int, *terms: Term) -> int | None:
    """Return where a wording of the terms ends that begins at ``start`` of a text, the longest that does; ``None`` without one.

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
    """Return the wordings that a word may begin, as words, the longest first."""
    parted = [tuple(wording.split()) for wording in wordings(*terms)]
    return tuple(sorted((each for each in parted if _is_meant(low, each[0])), key=lambda each: (-len(each), each)))


def _is_meant(low: str, word: str) -> bool:
    return low == word or (len(word) >= _SHORTEST and word.isalpha() and _nearest(low, (word,)) is not None)


def section(title: str) -> Section | None:
    """Return the section that a heading is of, whose words may be misspelt; ``None`` where it is no heading that is known.

    ``title`` is the heading without numbers and marks around it.
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
"""A word with a mark that belongs to it: "published", "verlag:"."""


def is_word(low: str) -> bool:
    """Return whether a word in small letters is one of this lexicon, or an ordinary one that is near to one."""
    return low in _every_word() or low in ordinary()


@cache
def ordinary() -> frozenset[str]:
    """Return words of many languages, and family names, that are near to a wording and are no misspelling of it."""
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
    """The words of terms, laid out so that the one that a word is meant as is found without a look at all of them.

    A misspelling begins like the right word and is about as long, or it is one step away and that step is made at its first letter.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        self._forgiving = dict.fromkeys(sorted(word for word in self.known if len(word) >= _SHORTEST))
        self._begun: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._beheaded: dict[str, str] = {}
        for word in self._forgiving:
            for length in range(len(word) - _MOST_STEPS, len(word) + _MOST_STEPS + 1):
                self._begun[word[0], length].append(word)
            self._beheaded.setdefault(word[1:], word)

    def nearest(self, low: str) -> str | None:
        """Return the word that one of letters is meant as; ``None`` where it is near to none."""
        choices = self._begun.get((low[0], len(low)), ())
        near = _nearest(low, choices) if choices else None
        rest, swapped = low[1:], low[1] + low[0] + low[2:]
        beheaded, forgiving = self._beheaded, self._forgiving
        if not (low in beheaded or rest in beheaded or rest in forgiving or swapped in forgiving):
            return near
        others = [beheaded[each] for each in (low, rest) if each in beheaded]
        others += [each for each in (rest, swapped, near) if each in forgiving]
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
    """Return the headings that a text of so many characters can be meant as."""
    return tuple(title for title in titles() if abs(len(title) - length) <= _MOST_STEPS and len(title) >= _SHORTEST)


def _nearest(low: str, choices: Sequence[str]) -> str | None:
    """Return the choice that a word is meant as."""
    found = extractOne(low, choices, scorer=OSA.distance, score_cutoff=_MOST_STEPS)
    if found is None:
        return None
    right, steps, _ = found
    return right if steps < 2 or (len(right) >= _LONG and right[0] == low[0]) else None
