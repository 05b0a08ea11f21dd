"""Abbreviated words of a name, in their order: ``Proc. Natl. Acad. Sci.``, *Journal of* added or dropped.

>>> is_cut_of("j biol chem", "journal of biological chemistry"), is_cut_of("j appl phys", "applied physics letters")
(True, False)
>>> is_cut_of("can j for res", "canadian journal of forest research"), is_cut_of("crit care", "critical care medicine")
(True, False)
>>> left_over("adv mater", "advanced materials research"), left_over("heart", "european heart journal")
(((), ('research',)), ((), ('european',)))

Source: ISO 4 (words are truncated, rarely contracted; articles, conjunctions and prepositions are omitted; the order stays).
"""

from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz.distance import Prefix

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.text.folding import words
from refcheck.text.spelling import misspelt, same_word

SMALL = words("""the a an and of for in on at to de la le les l du des der die das dem den fur et e y el los las del di della do da
dos van het with by from its voor en och og i d""")

_JOURNAL = words("journal j jour jnl series ser preprint preprints online")
"""Words that may be added to a name or dropped from it, as numbers may."""

SHORTEST_CUT = 3
"""Fewest letters of a truncated word. Source: of the abbreviations of ISO 4, 99 in 100 keep three letters or more."""

_CONTRACTED = 4
"""Fewest letters of a contraction; a shorter one may be that of any word: ``res`` of "reports"."""

_MOST_WORDS = 80
"""Most words of a name that are compared: the longest of 62,374 known names has 68."""

_COVERED = 0.6
"""Least share of the words of a conference's name that the shorter name must have. Source: a judgement; not fitted."""


def is_cut_of(one: str, other: str) -> bool:
    """Return whether two folded names are the same, with each word of one truncated or unchanged in the other, and none omitted."""
    ours, theirs = left_over(one, other)
    if not ours and not theirs:
        return _is_whole(one, other)
    if wordings(Term.MEETING).isdisjoint({*one.split(), *other.split()}) or (ours and theirs):
        return False
    own = [word for word in max(one, other, key=len).split() if _tells(word)]
    return (len(own) - len(ours or theirs)) / (len(own) or 1) >= _COVERED


def _is_whole(one: str, other: str) -> bool:
    """Return whether names of which no word is left over are the same, even if they have few distinctive words.

    If one has a single distinctive word, that must be equal, or truncated to no less than half: ``Hist. J.`` is not *History*.
    """
    words = [[word for word in name.split() if _tells(word)] for name in (one, other)]
    if min(map(len, words)) > 1 or words[0] == words[1] != []:
        return True
    short, long = sorted(map("".join, words), key=len)
    journals = [not _JOURNAL.isdisjoint(name.split()) for name in (one, other)]
    return journals[0] == journals[1] and long.startswith(short) and 2 * len(short) >= len(long)


@lru_cache(maxsize=4_096)
def left_over(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of each of two folded names without a counterpart in the other, without small words and numbers.

    Of all alignments that keep the order of the words, one that leaves the fewest is taken.
    """
    ours, theirs = one.split()[:_MOST_WORDS], other.split()[:_MOST_WORDS]
    start = Prefix.similarity(ours, theirs)

    @cache
    def left(at: int, there: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if at == len(ours) or there == len(theirs):
            return _telling(ours[at:]), _telling(theirs[there:])
        ways = [left(at + 1, there + 1)] if is_one_word(ours[at], theirs[there]) else []
        (alone, others), (own, their) = left(at + 1, there), left(at, there + 1)
        ways += [
            ((*_telling(ours[at : at + 1]), *alone), others),
            (own, (*_telling(theirs[there : there + 1]), *their)),
        ]
        return min(ways, key=lambda way: len(way[0]) + len(way[1]))

    return left(start, start)


def _telling(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in words if _tells(word))


def is_misspelt(one: str, other: str) -> bool:
    """Return whether the words that two names do not share are pairs of misspelt words."""
    ours, theirs = left_over(one, other)
    return 0 < len(ours) == len(theirs) and all(map(_is_slip, ours, theirs))


def _is_slip(one: str, other: str) -> bool:
    """Return whether one of two words is the other misspelt, even if truncated: ``hydrlo`` for "hydrology"."""
    short, long = sorted((one, other), key=len)
    return misspelt(short, long) or misspelt(short, long[: len(short)])


def _tells(word: str) -> bool:
    return not (word in SMALL or word in _JOURNAL or word[0].isdigit())


def is_one_word(one: str, other: str) -> bool:
    """Return whether two folded words are the same, or one is the other truncated or contracted."""
    return (
        one.startswith(other)
        or other.startswith(one)
        or _is_contracted(*sorted((one, other), key=len))
        or same_word(one, other)
    )


def _is_contracted(short: str, full: str) -> bool:
    """Return whether ``short`` is a contraction of ``full``: ``natl``."""
    is_shorter = _CONTRACTED <= len(short) < len(full)
    return is_shorter and short[-1] in full[-2:] and are_in_order(short, full)


def are_in_order(letters: str, text: Iterable[str]) -> bool:
    """Return whether the letters of a short form occur in a text in their order, with the same first letter and any others between.

    >>> are_in_order("ap", "astrophysical"), are_in_order("ap", "physical"), are_in_order("pa", "apical")
    (True, False, False)
    """
    rest = iter(text)
    return letters[:1] == next(rest, "") and all(letter in rest for letter in letters[1:])
