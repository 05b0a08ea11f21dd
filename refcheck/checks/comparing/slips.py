"""Slips: a letter or a small word of a title, a heading beside it, a name that is misspelt. Both sides make them."""

import re

from rapidfuzz.distance import OSA

from refcheck.matching.kind import RUBRICS, TITLE_LETTERS
from refcheck.matching.transformations.acronym import stands_for
from refcheck.model import Agreement, Change
from refcheck.text.folding import fold, squeeze, words
from refcheck.text.spelling import is_part

_SMALL = words(
    "a an the of in on for and to at by from with as its their it this that e y i o et und de da do la le o os il l n nov sp gen"
)
"""Small words that a title has or lacks without another meaning, none that denies; ``L.`` for
Linnaeus, ``n. sp.`` for "sp. nov."."""

_DENYING = words("no not non without never nor anti un in sans senza ohne nicht kein keine sin ni pas")
"""Words that make another statement of a title."""

_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*){2,}(?:[-–−+±][\dδxy.]+)?|\d+")
"""A chemical formula, or its last number set apart: ``BaTiO3``, ``La2Sr3O6−δ``."""

_ELEMENT = re.compile(r"[A-Z][a-z]?")
"""The symbol of an element: ``Mg``."""

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a record joined a title to what is beside it: ``ReviewsTides``."""

_SHORTEST = 5
"""A word of fewer letters is another word where one letter is."""


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


def is_fuller(agreement: Agreement) -> bool:
    """Whether one title is the other with a head or a tail, but for slips and small words.

    >>> from refcheck.matching import compare
    >>> from refcheck.model import Work
    >>> title = lambda ours, theirs: compare(Work(title=ours), Work(title=theirs))[0]
    >>> is_fuller(title("Tides of the north", "A letter. Tides of the north and of the south"))
    True
    >>> is_fuller(title("Tides of the north", "Few tides of the north"))
    False
    >>> is_fuller(title("Tides of the north", "Tides of the far north"))
    False
    """
    short, long = sorted((fold(agreement.cited), fold(agreement.registered)), key=len)
    if long.endswith(f" {short}") and long.count(" ") > short.count(" ") + 1:
        return True
    apart = (f" {fold(_JOINED.sub(' ', side))} " for side in (agreement.cited, agreement.registered))
    if f" {short} " not in f" {long} " and len(short) >= TITLE_LETTERS and all(f" {short} " in side for side in apart):
        return True
    if _own(short) == _own(long):  # “field diary and archive survey”, “a field diary and survey of archive”
        return True
    fuller = set()
    for each in agreement.differences:
        ours, theirs = fold(each.cited), fold(each.registered)
        if {*ours.split(), *theirs.split()} <= _SMALL or _is_small_word(ours, theirs):
            continue
        if each.change in (Change.MISSING, Change.EXTRA):
            fuller.add(each.change)
            is_explained = _is_head_or_tail(
                each.cited + each.registered, agreement.cited if ours else agreement.registered
            )
        else:
            is_spelling = each.change in (Change.MISSPELT, Change.FORM) and _is_one_word(ours, theirs)
            is_explained = is_spelling or _has_lost_sign(each.cited, each.registered) or _is_reordered(ours, theirs)
        if not is_explained:
            return False
    return bool(agreement.differences) and len(fuller) <= 1


def _own(key: str) -> list[str]:
    """The words of a folded title but for the small ones, in alphabetical order."""
    return sorted(word for word in key.split() if word not in _SMALL)


def _is_small_word(ours: str, theirs: str) -> bool:
    """Whether one of two folded words is a small one, and the other that with one letter wrong: ``fo`` for "to"."""
    return not _SMALL.isdisjoint((ours, theirs)) and len(ours) == len(theirs) > 1 and OSA.distance(ours, theirs) == 1


def has_phrase_more(agreement: Agreement) -> bool:
    """Whether one title has phrases, without numbers or words that deny, that the other lacks, and else nothing but slips.

    A word alone is none: it makes another work of many a title.

    >>> from refcheck.matching import compare
    >>> from refcheck.model import Work
    >>> title = lambda ours, theirs: compare(Work(title=ours), Work(title=theirs))[0]
    >>> has_phrase_more(title("Tides of the far and frozen north in winter", "Tides of the north in winter"))
    True
    >>> has_phrase_more(title("Tides of the far north in winter", "Tides of the north in winter"))
    False
    """
    more = [each for each in agreement.differences if each.change in (Change.MISSING, Change.EXTRA)]
    others = [each for each in agreement.differences if each not in more]
    added = {word for each in more for word in fold(each.cited + each.registered).split()}
    is_plain = added.isdisjoint(_DENYING) and not any(is_part(word) for word in added - _SMALL)
    is_spelling = all(_is_one_word(fold(each.cited), fold(each.registered)) for each in others)
    are_phrases = all(" " in fold(each.cited + each.registered) for each in more)
    return len({each.change for each in more}) == 1 and are_phrases and is_plain and is_spelling


def _is_head_or_tail(piece: str, title: str) -> bool:
    """Whether a piece ends a title, begins it or is several words in brackets; no part's number, no plain word before the rest."""
    key, whole = fold(piece), fold(title)
    if " " in key and piece.startswith("(") and piece.endswith(")"):
        return not is_part(key)
    is_head = whole.startswith(key) and (" " in key or not title.startswith(f"{piece} ") or not piece.isalpha())
    return (is_head or whole.endswith(key)) and not is_part(key)


def _is_reordered(ours: str, theirs: str) -> bool:
    """Whether two folded texts have the same letters in another order, and are no numbers: ``137mba`` and ``137bam``."""
    return sorted(squeeze(ours)) == sorted(squeeze(theirs)) and not squeeze(ours).isdecimal()


def in_formula(agreement: Agreement) -> bool:
    """Whether two titles differ in that a substance has its formula, with a number in it, in one and its name, or nothing, in the
    other; or a formula without a number in one, and a name of as many words in the other: ``CaO`` and "calcium oxide".
    """
    sides = [[getattr(each, side) for each in agreement.differences] for side in ("cited", "registered")]
    if all(any(_is_named(*pair) for pair in (each, each[::-1])) for each in zip(*sides, strict=True)):
        return bool(agreement.differences)
    return any(
        sum(map(str.isupper, "".join(side))) > 1
        and any(map(str.isdecimal, "".join(side)))
        and all(map(_FORMULA.fullmatch, side))
        for side in sides
    )


def _is_named(formula: str, name: str) -> bool:
    """Whether a formula is of a compound that has one word for each of its elements, and begins as they do."""
    elements = _ELEMENT.findall(formula)
    is_formula = len(elements) > 1 and "".join(elements) == formula and not formula.isupper()
    return is_formula and len(elements) == len(name.split()) and stands_for(formula, fold(name).split(), is_loose=True)


def in_rubric(agreement: Agreement) -> bool:
    """Whether one of two titles is the rubric that the piece stands under: ``Book Reviews``, ``In Memoriam``, ``Erratum``."""
    return not {fold(agreement.cited), fold(agreement.registered)}.isdisjoint(RUBRICS)


def _has_lost_sign(ours: str, theirs: str) -> bool:
    """Whether one of two texts is the other without its signs beyond ASCII: ``PKR`` of ``PKRɛ``."""
    short, long = sorted((ours, theirs), key=str.isascii, reverse=True)
    return short.isascii() and bool(short) and long.encode("ascii", "ignore").decode().split() == short.split()


def _is_one_word(ours: str, theirs: str) -> bool:
    one, other = squeeze(ours), squeeze(theirs)
    is_long = one[:1] == other[:1] and min(len(one), len(other)) >= _SHORTEST
    return is_long and (OSA.distance(one, other) <= 1 or len(one) != len(other))
