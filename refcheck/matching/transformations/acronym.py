"""The initials of a name, alone or beside it: ``JAMA``, ``Proc. ICLR 2019``, ``JAWRA Journal of the … Association``.

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
    places = {0}
    for word in words:
        firsts = _AND if word == "and" else (word[:end] for end in range(1, most + 1))
        after = {at + len(first) for first in firsts for at in places if acronym.startswith(first, at)}
        places = after | places if word in SMALL else after
    return sum(word not in SMALL for word in words) > 1 and len(acronym) in places


def own_words(key: str) -> list[str]:
    """The words of a folded name that are no number and no word for a meeting or its body: ``iclr`` of ``proc iclr 2019``."""
    known = wordings(Term.MEETING) | SMALL | BODIES
    return [word for word in key.split() if not word[0].isdigit() and word not in known]
