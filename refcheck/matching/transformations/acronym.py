"""The initials of a name, alone or beside it: ``JAMA``, ``Proc. ICLR 2019``, ``JAWRA Journal of the … Association``.

>>> is_acronym("npa", "nuclear physics a"), is_acronym("iclr", "proceedings of the international conference on lake robotics")
(True, True)
>>> is_acronym("plos", "journal of pure lakes"), is_blend("HarbourSim", "Harbours and Their Simulation")
(False, True)
"""

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.transformations.abbreviation import SMALL
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold, squeeze

_AND = "aeiouy"
"""How the words begin that ``fold`` writes as "and": ``y``, ``et``, ``und``, ``och``."""

_MOST_OF_WORD = 4
"""So many letters of a word stand in an acronym of beginnings."""

_MOST_BESIDE = 5
"""So many words are a meeting's acronym with what stands beside it: ``Proceedings of IEEE ICLR 2019``."""

_INITIALS = range(2, 9)
"""How many letters an acronym has."""

BODIES = frozenset(("ieee", "acm", "spie", "ifip", "aaai", "usenix", "asme", "ifac", "siam", "aiaa"))
"""Bodies that stand before the acronyms of their meetings."""

_PIECE = deferred(r"[A-Z][a-z]+")
"""A piece of a word that is made of several: ``Harbour``, ``Sim``."""


def is_acronym(one: str, other: str) -> bool:
    """Whether either of two folded names is made of the initials of the other."""
    return _is_made_of(one, other) or _is_made_of(other, one)


def _is_made_of(key: str, full: str) -> bool:
    acronym = _acronym(key.replace(" and ", ""))
    if spells(squeeze(key), full) or (acronym != key and spells(acronym, _own(full))):
        return True
    telling = [word for word in full.split() if word not in SMALL and not word[0].isdigit()]
    initials = "".join(word[0] for word in telling)
    if len(acronym) not in _INITIALS or not acronym.isalpha() or len(telling) < 2:
        return False
    return initials == acronym or (len(acronym) > 3 and acronym in initials)


def is_blend(text: str, full: str) -> bool:
    """Whether a text is made of the beginnings of a name's words, in their order, each with a capital: ``HarbourSim``."""
    pieces = [fold(piece) for piece in _PIECE.findall(text)]
    beginnings, left = [piece[: max(3, len(piece) - 1)] for piece in pieces], iter(fold(full).split())
    in_order = all(any(word.startswith(beginning) for word in left) for beginning in beginnings)
    return len(pieces) > 1 and " " not in text and in_order


def is_of_beginnings(acronym: str, key: str) -> bool:
    """Whether an acronym is made of the beginnings of all words of a folded name that tell.

    >>> is_of_beginnings("trtl", "trends in tides and lakes"), is_of_beginnings("acta", "tides and lakes")
    (True, False)
    """
    telling = [word for word in key.split() if word not in SMALL]
    places = {0}
    for word in telling:
        ends = range(1, min(_MOST_OF_WORD, len(word)) + 1)
        places = {at + end for at in places for end in ends if acronym.startswith(word[:end], at)}
    return len(telling) > 1 and len(acronym) in places


def spells(acronym: str, key: str) -> bool:
    """Whether an acronym is made of the initials of a name of three words and more; small words may have theirs in it: ``npa``."""
    words = [word for word in key.split() if not word[0].isdigit()]
    places = {0}
    for word in words:
        firsts = _AND if word == "and" else word[0]
        after = {at + 1 for at in places if at < len(acronym) and acronym[at] in firsts}
        places = after | places if word in SMALL else after
    return len(words) > 2 and len(acronym) in places


def _own(full: str) -> str:
    return " ".join(word for word in full.split() if word not in BODIES)


def _acronym(key: str) -> str:
    """The one word of a key that is no number and no word for a meeting: ``iclr`` of ``proc iclr 2019``; else the whole key."""
    words = key.split()
    known = wordings(Term.MEETING) | SMALL | BODIES
    own = [word for word in words if not word[0].isdigit() and word not in known]
    return own[0] if len(own) == 1 and len(words) <= _MOST_BESIDE else key
