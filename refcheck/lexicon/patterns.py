"""Patterns made of wordings, and a search for many wordings at once: words are in the lexicon, never in a pattern itself.

Among them are those of words that announce a URL ("Available at", "URL"), or that replace a date ("n.d.", "in press").
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from refcheck.lexicon.misspelling import respelt
from refcheck.lexicon.terms import Term
from refcheck.lexicon.wordings import wordings, words
from refcheck.text.deferred import deferred
from refcheck.text.scripts import UNPARTED, script_of

_END = r"(?![^\W\d_])"
"""The end of a word: no letter follows."""


def any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the wordings, as :func:`alternatives` does, in any case."""
    return deferred(alternatives(wordings), re.IGNORECASE)


def alternatives(wordings: Iterable[str]) -> str:
    """Return a part for a longer pattern that finds any of the wordings as whole words, the longest that matches.

    A space matches any white space; a final ``*`` any ending: ``archiv*`` finds "archives"; a final full stop must be there.
    Wordings of scripts without spaces are found anywhere.
    """
    listed = sorted(set(wordings), key=lambda wording: (-len(wording), wording))
    whole = by_first_letter((wording[0], _escaped(wording[1:])) for wording in listed if not is_unspaced(wording))
    parts = [rf"(?<![^\W\d_]){whole}"] if whole else []
    return "(?:" + "|".join([*parts, *(re.escape(wording) for wording in listed if is_unspaced(wording))]) + ")"


def by_first_letter(patterns: Iterable[tuple[str, str]]) -> str:
    """Return one pattern for many, each a letter and the pattern after it; of those with the same letter, the first match is taken.

    Those with the same letter are grouped, so that most positions in a text fail at a few letters instead of at every word.
    """
    rests = defaultdict(list)
    for letter, rest in patterns:
        rests[letter].append(rest)
    grouped = (f"{re.escape(letter)}(?:{_with_ends_once(some)})" for letter, some in sorted(rests.items()))
    return f"(?:{'|'.join(grouped)})" if rests else ""


def _with_ends_once(patterns: Iterable[str]) -> str:
    """Return alternatives in which neighbours share the end of a word, which takes as long to compile as a word."""
    parts: list[str] = []
    for ends, some in groupby(patterns, key=lambda pattern: pattern.endswith(_END)):
        bare = "|".join(pattern.removesuffix(_END) for pattern in some)
        parts.append(f"(?:{bare}){_END}" if ends else bare)
    return "|".join(parts)


def is_unspaced(wording: str) -> bool:
    """Return whether a wording is in a script without spaces between words."""
    return "\u3040" <= wording[0] <= "\u9fff" or "\uac00" <= wording[0] <= "\ud7af"


_LENGTHS = range(3, 6)
"""The lengths of a person's name of which two or three characters may be the family name. Source: a judgement; not fitted."""


def unspaced_forms(name: str) -> tuple[str, ...]:
    """Return the forms in which a text cites a name in Hangul or Han characters: whole, or its possible family name: ``川辺``."""
    bare = name.replace(" ", "")
    if (script := script_of(bare)) not in UNPARTED:
        return ()
    is_person = script == "han" and len(bare) in _LENGTHS and not bare.endswith(tuple(words(Term.BODY)))
    return (bare, bare[:3], bare[:2]) if is_person else (bare,)


def _escaped(wording: str) -> str:
    stem = re.escape(wording.removesuffix("*")).replace(r"\ ", r"\s+").replace("’", "['’]")
    return stem + (r"[^\W\d_]*" if wording.endswith("*") else "" if wording.endswith(".") else _END)


_RUN = re.compile(r"[^\W\d_]+")
"""The letters that a wording starts with: "ministère", "associated"."""


class WordSet:
    """Wordings to be found as whole words, in any case, as by :func:`refcheck.lexicon.patterns.any_of`.

    A space matches any white space, a final ``*`` any ending; wordings of scripts without spaces are found anywhere.

    >>> newspapers = WordSet(["daily*", "gazette", "evening star"])
    >>> [newspapers.found_in(each) for each in ("The Evening  Star", "Gazettes of old", "A Star at Evening")]
    [True, False, False]
    """

    def __init__(self, wordings: Iterable[str]) -> None:
        """Index the wordings by their first words."""
        listed = frozenset(wordings)
        spaced = [each for each in listed if not is_unspaced(each)]
        self._anywhere = tuple(each for each in listed if is_unspaced(each))
        self._stems = tuple(each.removesuffix("*") for each in spaced if each.endswith("*") and each[:-1].isalpha())
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for each in spaced:
            if (first := _RUN.match(each)) and each.removesuffix("*") not in self._stems:
                self._by_word[first[0]].append(each)

    def found_in(self, text: str) -> bool:
        """Return whether one of the wordings occurs in a text."""
        low = " ".join(text.lower().split())
        if self._anywhere and not low.isascii() and any(each in low for each in self._anywhere):
            return True
        for run in _RUN.finditer(low):
            word = run[0]
            if word.startswith(self._stems):
                return True
            if word in self._by_word and any(_occurs(low, run.start(), each) for each in self._by_word[word]):
                return True
        return False

    def opens(self, text: str) -> bool:
        """Return whether a text starts with one of the wordings."""
        low = " ".join(text.lower().split())
        run = _RUN.match(low)
        word = run[0] if run else ""
        return (
            bool(word and word.startswith(self._stems))
            or any(_occurs(low, 0, each) for each in self._by_word.get(word, ()))
            or low.startswith(self._anywhere)
        )


def _occurs(low: str, start: int, wording: str) -> bool:
    """Return whether a wording occurs at a position of a text as whole words."""
    stem = wording.removesuffix("*")
    end = start + len(stem)
    return low.startswith(stem, start) and (stem != wording or stem.endswith(".") or not low[end : end + 1].isalpha())


def is_undated(text: str) -> bool:
    """Return whether a text says that a work has no date, or is forthcoming.

    >>> is_undated("Doe, J. (n. d.)."), is_undated("Meyer (im Druck)"), is_undated("Doe, N. D. (2020)")
    (True, True, False)
    """
    return undated().search(text) is not None


@cache
def undated() -> re.Pattern[str]:
    """Return their pattern: initials with full stops, lower-case except perhaps the last, "o. J."; phrases in any case."""
    none = wordings(Term.NO_DATE)
    initials = {tuple(re.findall(r"[^\W\d_]", each)) for each in none if "." in each}
    parts = (r"\.\s?".join([*each[:-1], f"(?i:{each[-1]})"]) for each in sorted(initials))
    phrases = alternatives(
        [*(each for each in none if len(each) > len("o.j.") and "." not in each), *wordings(Term.FORTHCOMING)]
    )
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(parts)})(?![^\W\d_])|(?i:{phrases})")


@cache
def announcing() -> re.Pattern[str]:
    """Return the pattern of a word that :func:`announces` is to test (group ``word``), and one that leads to a URL: "Available at".

    A colon after them is included. There may be a word between, as in "available online at".
    """
    leads = alternatives(words(Term.AT))
    return re.compile(
        rf"(?<![^\W\d_])(?P<word>[^\W\d_]{{5,16}}) (?:{alternatives(words(Term.ADDRESS))} )?{leads}\s*:?", re.IGNORECASE
    )


def announces(word: str) -> bool:
    """Return whether a word, even if misspelt, says that something is available somewhere: "Avialable", "Recuperado"."""
    return respelt(word, Term.AVAILABLE) is not None


def means_access(word: str) -> bool:
    """Return whether a word, even if misspelt, says that something was accessed, or starts such a wording: "Accesed", "Last"."""
    return respelt(word, Term.ACCESSED, Term.ACCESS_ASIDE) is not None
