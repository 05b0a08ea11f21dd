"""The initials of a name, in its place or beside it: ``JAMA``, ``Proc. ICLR 2019``, ``JAWRA Journal of the … Association``.

>>> is_acronym("npa", "nuclear physics a"), is_acronym("iclr", "proceedings of the international conference on lake robotics")
(True, True)
>>> is_acronym("plos", "journal of pure lakes")
False
"""

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.transformations.abbreviation import SMALL
from refcheck.text.folding import squeeze

_AND = "aeiouy"
"""First letters of the words that ``fold`` turns into "and": ``y``, ``et``, ``und``, ``och``."""

_SHORTEST = 3
"""Length that an acronym must exceed to be matched with only a part of a name's initials."""

BODIES = frozenset(("ieee", "acm", "spie", "ifip", "aaai", "usenix", "asme", "ifac", "siam", "aiaa"))
"""Organisations that are named before the acronyms of their conferences."""


def is_acronym(one: str, other: str) -> bool:
    """Return whether either of two folded names consists of the initials of the other."""
    return _is_made_of(one, other) or _is_made_of(other, one)


def _is_made_of(key: str, full: str) -> bool:
    if spells(squeeze(key), full):
        return True
    bare = key.replace(" and ", "")
    acronym = "".join(own_words(bare)) or bare
    initials = "".join(word[0] for word in full.split() if word not in SMALL and not word[0].isdigit())
    return len(initials) > 1 and (acronym == initials or (len(acronym) > _SHORTEST and acronym in initials))


def spells(acronym: str, key: str, most: int = 1) -> bool:
    """Return whether an acronym consists of the initials of a folded name, or of at most ``most`` first letters of each word.

    Small words may contribute theirs: ``npa``.

    >>> spells("npa", "nuclear physics a"), spells("trtl", "trends in tides and lakes", 2), spells("acta", "tides and lakes", 4)
    (True, True, False)
    """
    words = [word for word in key.split() if not word[0].isdigit()]
    places = {0}
    for word in words:
        firsts = _AND if word == "and" else (word[:end] for end in range(1, most + 1))
        after = {at + len(first) for first in firsts for at in places if acronym.startswith(first, at)}
        places = after | places if word in SMALL else after
    return sum(word not in SMALL for word in words) > 1 and len(acronym) in places


def own_words(key: str) -> list[str]:
    """Return the words of a folded name without numbers and words for meetings and organisers: ``iclr`` of ``proc iclr 2019``."""
    known = wordings(Term.MEETING) | SMALL | BODIES
    return [word for word in key.split() if not word[0].isdigit() and word not in known]
