"""The initials of a name, alone or beside it: ``JAMA``, ``Proc. ICLR 2019``, ``JAWRA Journal of the … Association``.

>>> is_acronym("npa", "nuclear physics a"), is_acronym("iclr", "proceedings of the international conference on lake robotics")
(True, True)
>>> is_acronym("plos", "journal of pure lakes")
False
"""

from collections.abc import Iterator, Sequence

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.transformations.abbreviation import SMALL
from refcheck.text.folding import squeeze

_AND = tuple("aeiouy")
"""How the words begin that ``fold`` writes as "and": ``y``, ``et``, ``und``, ``och``."""

_SHORTEST = 3
"""An acronym of more letters is that of a name in which others stand as well."""

BODIES = frozenset(("ieee", "acm", "spie", "ifip", "aaai", "usenix", "asme", "ifac", "siam", "aiaa"))
"""Bodies that stand before the acronyms of their meetings."""


def is_acronym(one: str, other: str) -> bool:
    """Whether either of two folded names is made of the initials of the other."""
    return _is_made_of(one, other) or _is_made_of(other, one)


def _is_made_of(key: str, full: str) -> bool:
    if spells(squeeze(key), full):
        return True
    bare = key.replace(" and ", "")
    acronym = "".join(own_words(bare)) or bare
    initials = "".join(word[0] for word in full.split() if word not in SMALL and not word[0].isdigit())
    return len(initials) > 1 and (acronym == initials or (len(acronym) > _SHORTEST and acronym in initials))


def spells(acronym: str, key: str, most: int = 1) -> bool:
    """Whether an acronym is made of the initials of a folded name, or of so many first letters of its words at the most.

    Small words may have theirs in it: ``npa``.

    >>> spells("npa", "nuclear physics a"), spells("trtl", "trends in tides and lakes", 2), spells("acta", "tides and lakes", 4)
    (True, True, False)
    """
    words = [word for word in key.split() if not word[0].isdigit()]
    return sum(word not in SMALL for word in words) > 1 and _left_out(acronym, words, most) == 0


def is_drawn_from(letters: str, words: Sequence[str]) -> bool:
    """Whether letters are initials of folded words, in their order and from the first on; some words may have none."""
    return letters[:1] == words[0][:1] and _left_out(letters, words, 1) < len(words)


def is_drawn_from_word(letters: str, word: str) -> bool:
    """Whether letters are the first of a word and others of it in their order: ``ap`` of "astrophysical"."""
    return len(letters) in _ends(letters, 0, word, is_loose=True)


def _left_out(letters: str, words: Sequence[str], most: int) -> int:
    """Return how many words, but for small ones, need not give any of the letters that are drawn from them in their order; all
    where the letters are not. ``most`` is how many first letters each may give.
    """
    left_out = {0: 0}  # for each number of letters that are drawn
    for word in words:
        after = {at: count + (word not in SMALL) for at, count in left_out.items()}
        for at, count in left_out.items():
            for end in _ends(letters, at, word):
                if end - at <= most:
                    after[end] = min(count, after.get(end, count))
        left_out = after
    return left_out.get(len(letters), len(words))


def _ends(letters: str, start: int, word: str, *, is_loose: bool = False) -> Iterator[int]:
    """Yield how far the letters may go that a word gives from a place on: its first, and what follows in it, or any others."""
    if word == "and" and letters.startswith(_AND, start):
        yield start + 1
        return
    rest = iter(word)
    for end in range(start, len(letters)):
        is_next = letters[end] in rest if is_loose and end > start else letters[end] == next(rest, "")
        if not is_next:
            return
        yield end + 1


def own_words(key: str) -> list[str]:
    """The words of a folded name that are no number and no word for a meeting or its body: ``iclr`` of ``proc iclr 2019``."""
    known = wordings(Term.MEETING) | SMALL | BODIES
    return [word for word in key.split() if not word[0].isdigit() and word not in known]
