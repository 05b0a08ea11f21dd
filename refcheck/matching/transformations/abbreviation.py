"""The words of a name cut short, in their order: ``Proc. Natl. Acad. Sci.``, *Journal of* added or dropped.

>>> is_cut_of("j biol chem", "journal of biological chemistry"), is_cut_of("j appl phys", "applied physics letters")
(True, False)
>>> is_cut_of("can j for res", "canadian journal of forest research"), is_cut_of("crit care", "critical care medicine")
(True, False)
>>> left_over("adv mater", "advanced materials research"), left_over("heart", "european heart journal")
(((), ('research',)), ((), ('european',)))

Source: ISO 4 (words are cut at the end, rarely contracted; articles, conjunctions and prepositions are left out; the order stays).
"""

from functools import lru_cache

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.text.folding import words
from refcheck.text.spelling import misspelt, same_word

SMALL = words("""the a an and of for in on at to de la le les l du des der die das dem den fur et e y el los las del di della do da
dos van het with by from its voor en och og i""")

_JOURNAL = words("journal j jour jnl series ser preprint preprints online")
"""Words that are added to a name and dropped from it, as numbers are."""

_CONTRACTED = 4
"""A contraction of fewer letters may be that of any word: ``res`` of "reports"."""

_SHORTEST = 4
"""A name of one word is cut to no fewer letters: ``Cen`` may be any."""

_MOST_WORDS = 80
"""So many words of a name are compared: the longest of 62,374 known names has 68."""

_COVERED = 0.6
"""The share of a meeting's words that the shorter name must have. Source: set by hand."""


def is_cut_of(one: str, other: str) -> bool:
    """Whether two folded names are one, each word of one cut short in the other or as it is, and none left out."""
    ours, theirs = left_over(one, other)
    if not ours and not theirs:
        return _is_whole(one, other)
    if wordings(Term.MEETING).isdisjoint({*one.split(), *other.split()}) or (ours and theirs):
        return False
    own = [word for word in max(one, other, key=len).split() if _tells(word)]
    return len(own) > 2 and (len(own) - len(ours or theirs)) / len(own) >= _COVERED


def _is_whole(one: str, other: str) -> bool:
    """Whether names of which no word is left over are one, though little of them tells whose they are.

    Where one word alone tells, it is written alike, or cut to half of it at most: ``Hist. J.`` is not *History*.
    """
    words = [[word for word in name.split() if _tells(word)] for name in (one, other)]
    if not all(words):
        return one == other
    if min(map(len, words)) > 1 or words[0] == words[1]:
        return True
    if len(words[0]) != len(words[1]):
        return False
    short, long = sorted((words[0][0], words[1][0]), key=len)
    journals = [not _JOURNAL.isdisjoint(name.split()) for name in (one, other)]
    is_cut = long.startswith(short) and len(short) >= _SHORTEST and 2 * len(short) >= len(long)
    return journals[0] == journals[1] and (is_cut or same_word(short, long))


@lru_cache(maxsize=4_096)
def left_over(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of each of two folded names that have no like in the other, in its order; without small words and numbers.

    Of all ways to put the words beside each other in their order it takes one that leaves the fewest.
    """
    ours, theirs = one.split()[:_MOST_WORDS], other.split()[:_MOST_WORDS]
    shared = (at for at, (our, their) in enumerate(zip(ours, theirs, strict=False)) if our != their)
    start = next(shared, min(len(ours), len(theirs)))
    ours, theirs = ours[start:], theirs[start:]
    if not ours or not theirs:
        return _telling(ours), _telling(theirs)
    costs = _costs(ours, theirs)
    alone: tuple[list[str], list[str]] = ([], [])
    at = there = 0
    while at < len(ours) and there < len(theirs):
        cost = costs[at][there]
        if is_one_word(ours[at], theirs[there]) and cost == costs[at + 1][there + 1]:
            at, there = at + 1, there + 1
        elif cost == costs[at + 1][there] + _tells(ours[at]):
            alone[0].append(ours[at])
            at += 1
        else:
            alone[1].append(theirs[there])
            there += 1
    return _telling(alone[0] + ours[at:]), _telling(alone[1] + theirs[there:])


def _costs(ours: list[str], theirs: list[str]) -> list[list[int]]:
    """How many telling words are left at least from each word of either name on."""
    below = [0]
    for word in reversed(theirs):
        below.insert(0, below[0] + _tells(word))
    table = [below]
    for word in reversed(ours):
        tells = _tells(word)
        row = [below[-1] + tells]
        for there in range(len(theirs) - 1, -1, -1):
            least = min(below[there] + tells, row[0] + _tells(theirs[there]))
            row.insert(0, min(least, below[there + 1]) if is_one_word(word, theirs[there]) else least)
        table.insert(0, row)
        below = row
    return table


def _telling(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in words if _tells(word))


def is_misspelt(one: str, other: str) -> bool:
    """Whether the words that two names do not share are misspelt for each other, one by one."""
    ours, theirs = left_over(one, other)
    return 0 < len(ours) == len(theirs) and all(map(_is_slip, ours, theirs))


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are misspelt for each other, be one of them cut short: ``hydrlo`` for "hydrology"."""
    short, long = sorted((one, other), key=len)
    return misspelt(one, other) or (len(short) > _SHORTEST and misspelt(short, long[: len(short)]))


def _tells(word: str) -> bool:
    return not (word in SMALL or word in _JOURNAL or word[0].isdigit())


def is_one_word(one: str, other: str) -> bool:
    """Whether two folded words are one, or one is the other cut short or contracted."""
    return (
        one.startswith(other)
        or other.startswith(one)
        or _is_contracted(*sorted((one, other), key=len))
        or same_word(one, other)
    )


def _is_contracted(short: str, full: str) -> bool:
    """Whether ``short`` is ``full`` contracted: ``natl``."""
    if len(short) < _CONTRACTED or len(short) == len(full) or short[0] != full[0]:
        return False
    letters = iter(full)
    return short[-1] in full[-2:] and all(letter in letters for letter in short)
