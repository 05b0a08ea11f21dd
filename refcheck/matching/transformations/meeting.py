"""A conference's name in another order, with its acronym, number, year or organisers: ``Proc. 40th IEEE CDL``.

>>> is_one_meeting("lake robotics 2007 ieee symposium on", "2007 ieee symposium on lake robotics")
True
>>> is_one_meeting("proc 40th ieee cdl", "proceedings of the 40th ieee conference on dams and lakes")
True
>>> is_one_meeting("proc ieee cdl", "proceedings of the ieee conference on tides")
False
>>> is_one_meeting("lake robotics", "lake robotics letters")
False

Source: the forms of IEEE Xplore before 2010 and after; Springer's and the ACM's.
"""

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.transformations.abbreviation import are_in_order, is_one_word
from refcheck.matching.transformations.acronym import BODIES, is_acronym, own_words
from refcheck.text.folding import words

_BESIDE = words("""international int annual intl joint national first second third fourth fifth publication volume vol long short
papers main track""")
"""Words that may be in the name of a conference or be omitted from it."""

_SHORTEST = 3
"""Length up to which an acronym may be that of any conference."""

_VOLUMES = words("workshop workshops companion adjunct")
"""Words for an additional volume of a conference's proceedings."""


def is_one_meeting(one: str, other: str) -> bool:
    """Return whether two folded names are those of one conference: every distinctive word has a counterpart in the other name.

    >>> is_one_meeting("proc icrt workshops", "23rd international conference on rivers and tides workshops 2003")
    True
    """
    kinds = [{word.removesuffix("s") for word in name.split() if word in _VOLUMES} for name in (one, other)]
    if kinds[0] == kinds[1] != set():
        one, other = (" ".join(word for word in name.split() if word not in _VOLUMES) for name in (one, other))
    if not _is_of_meeting(one, other):
        return False
    ours, theirs = _own(one), _own(other)
    alone = [word for word in ours if not any(is_one_word(word, their) for their in theirs)]
    others = [word for word in theirs if not any(is_one_word(word, our) for our in ours)]
    if len(alone) < len(ours):
        return not alone and not others
    single = [(ours, _spelling(other)), (theirs, _spelling(one))]
    return any(len(own) == 1 and is_acronym(own[0], name) for own, name in single)


def is_part_of_meeting(one: str, other: str) -> bool:
    """Return whether either name is a conference's, and the distinctive words of one are among the other's, or abbreviate them.

    >>> is_part_of_meeting("acm lakes 2010", "proceedings of the international conference on lakes lk 10")
    True
    >>> name = "conference of the south region of the lake society"
    >>> [is_part_of_meeting(siglum, name) for siglum in ("srls 2010", "lake 2010", "rls 2010")]
    [True, True, False]
    """
    ours, theirs = _own(one), _own(other)
    short, long = sorted((ours, theirs), key=len)
    siglum, initials = "".join(short), (word[0] for word in long)
    is_part = all(any(is_one_word(word, their) for their in long) for word in short)
    is_drawn = len(siglum) > _SHORTEST and are_in_order(siglum, initials)
    return _is_of_meeting(one, other) and bool(short) and (is_part or is_drawn)


def _is_of_meeting(one: str, other: str) -> bool:
    """Return whether either of two names has a word for a conference."""
    return not wordings(Term.MEETING).isdisjoint((*one.split(), *other.split()))


def _spelling(name: str) -> str:
    """Return the words of a name from which an acronym is formed."""
    return " ".join(word for word in name.split() if not (word[0].isdigit() or word in BODIES or word in _PAPERS))


_PAPERS = frozenset(("proceedings", "proc"))


def _own(name: str) -> list[str]:
    return list(dict.fromkeys(word for word in own_words(name) if word not in _BESIDE))
