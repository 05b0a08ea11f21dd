"""Words of a title that replace others and so change its meaning; slips, abbreviations and added parts do not.

>>> from refcheck.matching import compare
>>> from refcheck.model import Work
>>> title = lambda ours, theirs: compare(Work(title=ours), Work(title=theirs))[0]
>>> exchanges(title("Tides of the southern sea", "Tides of the northern sea"))
True
>>> exchanges(title("Tides of northern seas (in winter)", "Tides of northen seas"))
False
>>> exchanges(title("Growth of reeds under TGF-alpha", "Growth of reeds under TGF-β"))
True
>>> exchanges(title("Tides before the floods", "Tides after the floods")), exchanges(title("Tides in rivers", "Tides of rivers"))
(True, False)
>>> is_slip(title("Tides of the norhtern sea", "Tides of the northern sea"))
True
>>> is_slip(title("Rain decreases the load", "Rain increases the load"))
False
"""

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz.distance import OSA, Prefix

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.language import are_two_senses, is_small
from refcheck.matching.kind import RUBRICS
from refcheck.model import Agreement, Change, Difference
from refcheck.text.folding import GREEK, fold, squeeze, words
from refcheck.text.spelling import is_part, misspelt, roman

_LETTERS = 3
"""A word with fewer letters is not significant, or is abbreviated."""

_ACRONYM = 8
"""The most letters of an acronym."""

_SHORTEST = 5
"""A word with fewer letters becomes another word if one letter is changed."""

_STEM = 0.6
"""Two words that share this part of the shorter word's letters, from the beginning, are forms of one word: ``gauge``. Source: a
judgement; not fitted."""

_SMALL = words(
    "a an the of in on for and to at by from with as its their it this that e y i o et und de da do la le o os il l n nov sp gen"
)
"""Small words that may be added or missing without a change of meaning, so no negations; ``L.`` for
Linnaeus, ``n. sp.`` for "sp. nov."."""

_DOUBLES = str.maketrans("l10", "iio")
"""Characters that are mistaken for each other in print: ``l``, ``1`` and ``I``; ``0`` and ``O``."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
"""A word made of letters: ``Tides``, ``river's``."""

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""The point at which a record joined a title to adjacent text: ``ReviewsTides``."""


def exchanges(agreement: Agreement, *, phrases: bool = False) -> bool:
    """Return whether one title replaces a word or number of the other, negates it, or has an additional word in its middle.

    A small word is replaced if the two are not in use for each other: ``before`` by ``after``, but not ``in`` by ``of``.

    ``phrases`` says whether several additional words count as well. Only words made of letters count: no acronyms, formulas or
    abbreviated words.
    """
    sides = agreement.cited, agreement.registered
    if [each.registered for each in agreement.differences] == [agreement.registered]:
        # two titles, not one with words changed
        one, other = (f" {fold(_JOINED.sub(' ', side))} " for side in sides)
        return one not in other and other not in one
    cited: list[str] = []
    registered: list[str] = []
    for each in agreement.differences:
        ours, theirs = fold(each.cited).split(), fold(each.registered).split()
        if each.change is Change.MISSPELT and _is_one_word(" ".join(ours), " ".join(theirs)):
            continue
        if ours and theirs:
            is_other = _are_two_numbers(ours, theirs) or are_two_senses(" ".join(ours), " ".join(theirs))
        else:
            is_counted = phrases or len(ours + theirs) == 1
            is_other = denies(ours + theirs) or (is_counted and _is_amid(each, agreement))
        if is_other:
            return True
        cited += _plain(each.cited, agreement.cited)
        registered += _plain(each.registered, agreement.registered)
    return _has_alone(cited, registered) and _has_alone(registered, cited)


def is_slip(agreement: Agreement) -> bool:
    """Return whether two titles or lists of names differ only in spelling, and no word of a title has another meaning."""
    changes = {each.change for each in agreement.differences}
    if not changes or not changes <= {Change.MISSPELT, Change.FORM}:
        return False
    sides = ((fold(each.cited), fold(each.registered)) for each in agreement.differences)
    return agreement.field != "title" or all(_is_one_word(*pair) for pair in sides)


def in_rubric(agreement: Agreement) -> bool:
    """Return whether one of two titles is the name of a journal's section: ``Book Reviews``, ``In Memoriam``, ``Erratum``."""
    return not {fold(agreement.cited), fold(agreement.registered)}.isdisjoint(RUBRICS)


def denies(key: Iterable[str]) -> bool:
    """Return whether folded words have a negation, which changes the meaning of a title; the "No." of a number is none."""
    words = list(key)
    return any(word in _denying() and not is_part(" ".join(words[place:])) for place, word in enumerate(words))


@cache
def _denying() -> frozenset[str]:
    return frozenset(map(fold, wordings(Term.NEGATION)))


def _are_two_numbers(ours: list[str], theirs: list[str]) -> bool:
    """Return whether two runs of words have different numbers, codes or Greek letters: ``2``, ``iii``; ``c10``, ``b10``."""
    are_codes = all(any(map(str.isdecimal, side[0])) and not side[0].isdecimal() for side in (ours, theirs))
    if are_codes and len(ours) == len(theirs) == 1:
        return sorted(ours[0].translate(_DOUBLES)) != sorted(theirs[0].translate(_DOUBLES))
    numbers = [[_number(word) for word in side if _number(word)] for side in (ours, theirs)]
    letters = [[word for word in side if word in GREEK] for side in (ours, theirs)]
    return any(all(sides) and sides[0] != sides[1] for sides in (numbers, letters))


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else roman(word)


def _is_amid(difference: Difference, agreement: Agreement) -> bool:
    """Return whether the text that only one title has is words, not in brackets and not a number, in the middle of the title."""
    printed = difference.cited or difference.registered
    key, whole = fold(printed), fold(agreement.cited if difference.cited else agreement.registered)
    are_words = (
        printed[:1].isalpha() and squeeze(key).isalpha() and roman(key) is None and not all(map(_is_small, key.split()))
    )
    return are_words and not whole.startswith(f"{key} ") and not whole.endswith(f" {key}")


def _is_small(key: str) -> bool:
    """Return whether a folded word is a small word: one of ``_SMALL``, or a function word of some language."""
    return key in _SMALL or is_small(key)


def _plain(text: str, title: str) -> list[str]:
    """Return the folded words of a part of a title that are made of letters and are not small words."""
    found = (
        word
        for word in _WORD.findall(_JOINED.sub(" ", text))
        if title.isupper() or word[1:].islower() or len(word) > _ACRONYM
    )
    keys = (key for word in found for key in fold(word).split())
    return [key for key in keys if len(key) >= _LETTERS and not _is_small(key)]


def _has_alone(words: list[str], others: list[str]) -> bool:
    """Return whether a word is not a form of any of the others."""
    return any(not any(_is_form(word, other) for other in others) for word in words)


def _is_form(one: str, other: str) -> bool:
    return Prefix.similarity(one, other) >= max(_LETTERS, _STEM * min(len(one), len(other))) or (
        misspelt(one, other) and _is_one_word(one, other)
    )


def _is_one_word(ours: str, theirs: str) -> bool:
    """Return whether two folded texts are one word, spelt with a different letter, or with more or fewer letters."""
    if are_two_senses(ours, theirs):
        return False
    one, other = squeeze(ours), squeeze(theirs)
    is_long = one[:1] == other[:1] and min(len(one), len(other)) >= _SHORTEST
    return is_long and (OSA.distance(one, other) <= 1 or len(one) != len(other))
