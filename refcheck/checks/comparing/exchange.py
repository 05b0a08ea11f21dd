"""Words of a title that stand for others, which make another statement of it; slips, short forms and pieces more do not.

>>> from refcheck.matching import compare
>>> from refcheck.model import Work
>>> title = lambda ours, theirs: compare(Work(title=ours), Work(title=theirs))[0]
>>> exchanges(title("Tides of the southern sea", "Tides of the northern sea"))
True
>>> exchanges(title("Tides of northern seas (in winter)", "Tides of northen seas"))
False
>>> exchanges(title("Growth of reeds under TGF-alpha", "Growth of reeds under TGF-β"))
True
>>> is_slip(title("Tides of the norhtern sea", "Tides of the northern sea"))
True
>>> is_slip(title("Rain decreases the load", "Rain increases the load"))
False
"""

import re

from rapidfuzz.distance import OSA, Prefix

from refcheck.lexicon.language import is_small
from refcheck.matching.kind import RUBRICS
from refcheck.model import Agreement, Change, Difference
from refcheck.text.folding import GREEK, fold, squeeze, words
from refcheck.text.spelling import is_part, misspelt, roman

_LETTERS = 3
"""A word of fewer letters tells nothing, or is cut short."""

_ACRONYM = 8
"""An acronym has so many letters at the most."""

_SHORTEST = 5
"""A word of fewer letters is another word where one letter is."""

_STEM = 0.6
"""Words that begin alike for this share of the shorter one's letters are forms of one: ``gauge``. Source: set by hand."""

_SMALL = words(
    "a an the of in on for and to at by from with as its their it this that e y i o et und de da do la le o os il l n nov sp gen"
)
"""Small words that a title has or lacks without another meaning, none that denies; ``L.`` for
Linnaeus, ``n. sp.`` for "sp. nov."."""

DENYING = words(
    "no not non without never nor anti un sans senza ohne nicht kein keine sin ni pas nao niet ikke inte не нет nie"
)
"""Words that make another statement of a title."""

_DOUBLES = str.maketrans("l10", "iio")
"""Signs that are taken for each other in print: ``l``, ``1`` and ``I``; ``0`` and ``O``."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
"""A word by its letters: ``Tides``, ``river's``."""

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a record joined a title to what is beside it: ``ReviewsTides``."""


def exchanges(agreement: Agreement, *, phrases: bool = False) -> bool:
    """Whether a title has a word or a number in the place of another, denies what the other says, or has a word more amid the rest.

    ``phrases`` is whether several words more are an exchange, too. A word is one by its letters: no acronym, no formula, no word
    that is cut short.
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
            is_other = _are_two_numbers(ours, theirs)
        else:
            is_told = phrases or len(ours + theirs) == 1
            is_other = _denies(ours + theirs) or (is_told and _is_amid(each, agreement))
        if is_other:
            return True
        cited += _plain(each.cited, agreement.cited)
        registered += _plain(each.registered, agreement.registered)
    return _has_alone(cited, registered) and _has_alone(registered, cited)


def is_slip(agreement: Agreement) -> bool:
    """Whether two titles or lists of names differ in spelling alone, and no word of a title means something else."""
    changes = {each.change for each in agreement.differences}
    if not changes or not changes <= {Change.MISSPELT, Change.FORM}:
        return False
    sides = ((fold(each.cited), fold(each.registered)) for each in agreement.differences)
    return agreement.field != "title" or all(_is_one_word(*pair) for pair in sides)


def in_rubric(agreement: Agreement) -> bool:
    """Whether one of two titles is the rubric that the piece stands under: ``Book Reviews``, ``In Memoriam``, ``Erratum``."""
    return not {fold(agreement.cited), fold(agreement.registered)}.isdisjoint(RUBRICS)


def _denies(words: list[str]) -> bool:
    """Whether words that one title has alone deny something; the "No." of a number does not."""
    return any(word in DENYING and not is_part(" ".join(words[place:])) for place, word in enumerate(words))


def _are_two_numbers(ours: list[str], theirs: list[str]) -> bool:
    """Whether two runs of words have numbers, codes or Greek letters that are not the same: ``2``, ``iii``; ``c10``, ``b10``."""
    are_codes = all(any(map(str.isdecimal, side[0])) and not side[0].isdecimal() for side in (ours, theirs))
    if are_codes and len(ours) == len(theirs) == 1:
        return sorted(ours[0].translate(_DOUBLES)) != sorted(theirs[0].translate(_DOUBLES))
    numbers = [[_number(word) for word in side if _number(word)] for side in (ours, theirs)]
    letters = [[word for word in side if word in GREEK] for side in (ours, theirs)]
    return any(all(told) and told[0] != told[1] for told in (numbers, letters))


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else roman(word)


def _is_amid(difference: Difference, agreement: Agreement) -> bool:
    """Whether what one title has alone is words, in no brackets and no number, and neither its beginning nor its end."""
    printed = difference.cited or difference.registered
    key, whole = fold(printed), fold(agreement.cited if difference.cited else agreement.registered)
    are_words = (
        printed[:1].isalpha() and squeeze(key).isalpha() and roman(key) is None and not all(map(_is_small, key.split()))
    )
    return are_words and not whole.startswith(f"{key} ") and not whole.endswith(f" {key}")


def _is_small(key: str) -> bool:
    """Whether a folded word is a small one: of a few letters, or an article or the like of some language."""
    return key in _SMALL or is_small(key)


def _plain(text: str, title: str) -> list[str]:
    """The folded words of a piece of a title that are words by their letters, and no small ones."""
    found = (
        word
        for word in _WORD.findall(_JOINED.sub(" ", text))
        if title.isupper() or word[1:].islower() or len(word) > _ACRONYM
    )
    keys = (key for word in found for key in fold(word).split())
    return [key for key in keys if len(key) >= _LETTERS and not _is_small(key)]


def _has_alone(words: list[str], others: list[str]) -> bool:
    """Whether there is a word that is no form of any other."""
    return any(not any(_is_form(word, other) for other in others) for word in words)


def _is_form(one: str, other: str) -> bool:
    return Prefix.similarity(one, other) >= max(_LETTERS, _STEM * min(len(one), len(other))) or (
        misspelt(one, other) and _is_one_word(one, other)
    )


def _is_one_word(ours: str, theirs: str) -> bool:
    """Whether two folded texts are one word, written with another letter, or with more or fewer."""
    one, other = squeeze(ours), squeeze(theirs)
    is_long = one[:1] == other[:1] and min(len(one), len(other)) >= _SHORTEST
    return is_long and (OSA.distance(one, other) <= 1 or len(one) != len(other))
