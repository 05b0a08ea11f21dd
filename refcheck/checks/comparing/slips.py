"""Slips: a letter or a small word of a title, a heading beside it, a name that is misspelt. Both sides make them."""

import re

from rapidfuzz.distance import OSA

from refcheck.matching.kind import RUBRICS
from refcheck.model import Agreement, Change
from refcheck.text.folding import fold, squeeze, words
from refcheck.text.spelling import is_part

_SMALL = words(
    "a an the of in on for and to at by from with as its their it this that e y i o et und de da do la le o os il l n nov sp gen"
)
"""Small words that a title has or lacks without another meaning, none that denies; ``L.`` for
Linnaeus, ``n. sp.`` for "sp. nov."."""

_MARK = re.compile(r"[.:;!?—–()\[\]“”\"/|]+\s*|\s-\s|-(?=[A-Z][a-z])")
"""What parts a title from what stands beside it: the period of ``I. Rivers``, the brackets of ``[letter]``."""

_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*){2,}|\d+")
"""A chemical formula, or its last number set apart: ``BaTiO3``."""

_SHORTEST = 5
"""A word of fewer letters is another word where one letter is."""

_LONG = 20
"""Of so many letters one may be a slip, and the text is no other."""

_LEAST = 2
"""So many words of a title do not stand beside a heading by chance."""


def is_slip(agreement: Agreement) -> bool:
    """Whether two titles or lists of names differ in spelling alone, and no word of a title means something else.

    >>> from refcheck.matching import compare
    >>> from refcheck.model import Work
    >>> title = lambda ours, theirs: compare(Work(title=ours), Work(title=theirs))[0]
    >>> is_slip(title("Tides of the norhtern sea", "Tides of the northern sea"))
    True
    >>> is_slip(title("Rain decreases the load", "Rain increases the load"))
    False
    """
    changes = {each.change for each in agreement.differences}
    if not changes or not changes <= {Change.MISSPELT, Change.FORM}:
        return False
    sides = ((fold(each.cited), fold(each.registered)) for each in agreement.differences)
    return agreement.field != "title" or all(_is_one_word(*pair) for pair in sides)


def in_small_words(agreement: Agreement) -> bool:
    """Whether two titles differ in small words alone."""
    sides = [fold(side) for each in agreement.differences for side in (each.cited, each.registered)]
    return any(sides) and all(word in _SMALL for side in sides for word in side.split())


def in_formula(agreement: Agreement) -> bool:
    """Whether two titles differ in that a substance has its formula, with a number in it, in one and its name in the other."""
    sides = [[getattr(each, side) for each in agreement.differences] for side in ("cited", "registered")]
    return any(
        sum(map(str.isupper, "".join(side))) > 1
        and any(map(str.isdecimal, "".join(side)))
        and all(map(_FORMULA.fullmatch, side))
        for side in sides
    )


def in_code_before(agreement: Agreement) -> bool:
    """Whether one title is the other behind the code of an abstract, a chapter or a standard: ``PO-034 …``."""
    short, long = sorted((agreement.cited.split(), agreement.registered.split()), key=len)
    head, rest = long[: len(long) - len(short)], long[len(long) - len(short) :]
    return bool(head) and any(map(str.isdecimal, head[-1])) and fold(" ".join(rest)) == fold(" ".join(short))


def in_rubric(agreement: Agreement) -> bool:
    """Whether one of two titles is the rubric that the piece stands under: ``Book Reviews``, ``In Memoriam``, ``Erratum``."""
    return not {fold(agreement.cited), fold(agreement.registered)}.isdisjoint(RUBRICS)


def in_piece_beside(agreement: Agreement) -> bool:
    """Whether one title is the other whole, with a heading, a label or a note beside it that a mark parts from it.

    The number of a part behind a title is none.
    """
    pairs = ((agreement.cited, agreement.registered), (agreement.registered, agreement.cited))
    return any(_stands_within(short, long) for short, long in pairs)


def _is_one_word(ours: str, theirs: str) -> bool:
    one, other = squeeze(ours), squeeze(theirs)
    if one[:1] != other[:1] or min(len(one), len(other)) < _SHORTEST:
        return sorted(one) == sorted(other)  # two neighbours that were swapped
    return OSA.distance(one, other) <= 1 or len(one) != len(other) or sorted(one) == sorted(other)


def _is_nearly(one: str, other: str) -> bool:
    """Whether two squeezed texts are one, but for a slip in a letter where they are long."""
    figures, others = ([*filter(str.isdecimal, text)] for text in (one, other))
    return one == other or (len(other) >= _LONG and figures == others and OSA.distance(one, other, score_cutoff=1) <= 1)


def _stands_within(short: str, long: str) -> bool:
    key = squeeze(fold(short))
    if not key or len(fold(short).split()) < _LEAST:
        return False
    starts = [0, *(mark.end() for mark in _MARK.finditer(long))]
    ends = [*(mark.start() for mark in _MARK.finditer(long)), len(long)]
    return any(
        _is_nearly(squeeze(fold(long[start:end])), key) and not is_part(fold(long[end:]))
        for start in starts
        for end in ends
        if start < end and (start, end) != (0, len(long))
    )
