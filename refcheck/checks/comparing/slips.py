"""Slips: a letter or a small word of a title, a heading beside it, a name that is misspelt. Both sides make them."""

import re
from collections.abc import Iterable
from enum import Enum, auto

from rapidfuzz.distance import OSA

from refcheck.matching.kind import RUBRICS
from refcheck.model import Agreement, Case, Change, Work
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

_OPPOSED = (
    ("hyper", "hypo"),
    ("inter", "intra"),
    ("micro", "macro"),
    ("mono", "meno"),
    ("pre", "pro"),
    ("under", "upper"),
)
"""Beginnings that mean the opposite though a letter or two tell them apart."""

_ENDINGS = words("ate ite ide ane ene yne ine ium ous ic")
"""Endings that make another substance of a stem. Source: the rules of IUPAC for names of substances."""

_SHORTEST = 5
"""A word of fewer letters is another word where one letter is."""

_LEAST = 2
"""So many words of a title do not stand beside a heading by chance."""


def is_slip(agreement: Agreement) -> bool:
    """Whether two titles or lists of names differ in spelling alone, and no word of a title means something else.

    >>> from refcheck.matching import compare
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
    """Whether one title is the other behind a rubric, or behind the code of an abstract, a chapter or a standard: ``PO-034 …``."""
    short, long = sorted((agreement.cited, agreement.registered), key=len)
    head = long.split()[: len(long.split()) - len(short.split())]
    if not head or squeeze(fold(" ".join(long.split()[len(head) :]))) != squeeze(fold(short)):
        return False
    is_code = any(map(str.isdecimal, head[-1])) and all(word.isupper() or fold(word) in RUBRICS for word in head[:-1])
    return is_code or fold(" ".join(head)) in RUBRICS


def is_cut_off(agreement: Agreement) -> bool:
    """Whether the registered title breaks off: the cited one goes on behind a small word that ends no title."""
    cited, registered = fold(agreement.cited), fold(agreement.registered)
    return cited.startswith(f"{registered} ") and registered.split()[-1] in _SMALL


def in_rubric(agreement: Agreement) -> bool:
    """Whether one of two titles is the rubric that the piece stands under: ``Book Reviews``, ``In Memoriam``, ``Erratum``."""
    return not {fold(agreement.cited), fold(agreement.registered)}.isdisjoint(RUBRICS)


def in_damaged_name(agreement: Agreement) -> bool:
    """Whether a registered name has the figure of a note: ``Lund1``."""
    return any(map(str.isdecimal, agreement.registered)) and is_slip(agreement)


def in_piece_beside(agreement: Agreement) -> bool:
    """Whether one title is the other whole, with a heading, a label or a note beside it that a mark parts from it.

    The number of a part behind a title is none.
    """
    pairs = ((agreement.cited, agreement.registered), (agreement.registered, agreement.cited))
    return any(_stands_within(short, long) for short, long in pairs)


class Side(Enum):
    """Which of two sides seems to err."""

    CITED = auto()
    REGISTERED = auto()


def erring(case: Case, agreement: Agreement) -> Side | None:
    """Which side seems to err: that whose spelling no other record near the reference has, where one has the other spelling."""
    known = set(_words(each.record.work for each in case.others))
    ours, theirs = (
        {word for each in agreement.differences for word in fold(getattr(each, side)).split()}
        for side in ("cited", "registered")
    )
    ours, theirs = ours - theirs, theirs - ours
    if not ours or not theirs or (ours <= known) == (theirs <= known):
        return None
    return Side.REGISTERED if ours <= known else Side.CITED


def _words(works: Iterable[Work]) -> Iterable[str]:
    for work in works:
        yield from fold(" ".join(filter(None, (work.title, work.container_title, *map(str, work.author))))).split()


def _is_one_word(ours: str, theirs: str) -> bool:
    one, other = squeeze(ours), squeeze(theirs)
    if one[:1] != other[:1] or min(len(one), len(other)) < _SHORTEST:
        return sorted(one) == sorted(other)  # two neighbours that were swapped
    if any({_begins(one, pair), _begins(other, pair)} == {*pair} for pair in _OPPOSED):
        return False
    stems = ({word.removesuffix(end) for end in _ENDINGS if word.endswith(end)} for word in (one, other))
    if not next(stems).isdisjoint(next(stems)):
        return False
    return OSA.distance(one, other) <= 1 or len(one) != len(other) or sorted(one) == sorted(other)


def _begins(word: str, pair: tuple[str, str]) -> str:
    return next((beginning for beginning in pair if word.startswith(beginning)), "")


def _stands_within(short: str, long: str) -> bool:
    key = squeeze(fold(short))
    if not key or len(fold(short).split()) < _LEAST:
        return False
    starts = [0, *(mark.end() for mark in _MARK.finditer(long))]
    ends = [*(mark.start() for mark in _MARK.finditer(long)), len(long)]
    return any(
        squeeze(fold(long[start:end])) == key and not is_part(fold(long[end:]))
        for start in starts
        for end in ends
        if start < end and (start, end) != (0, len(long))
    )
