"""Differences between two values of the same field, as a whole and word by word."""

import re
from itertools import groupby

from attrs import evolve, frozen
from rapidfuzz.distance import Indel, Levenshtein

from refcheck.matching.transformations.abbreviation import SHORTEST_CUT
from refcheck.matching.transformations.mark import are_two_letters
from refcheck.matching.transformations.written_out import completed, is_written_out
from refcheck.model import Agreement, Change, Comparison, Difference
from refcheck.text.characters import DASHES
from refcheck.text.folding import fold, squeeze, words
from refcheck.text.markup import clean
from refcheck.text.spelling import misspelt, parted_as, same_word

_OF_PARTS = words("part pt paper no")
"""Words before the number of a part, which may be omitted: ``Part 2``, ``II``."""

_ARTICLES = words("the a an le la les l un une der die das ein eine el los las il lo gli i o os as")

_PART = re.compile(r"\W{0,9}[^\W_]+[\W_]*?(?=\w|$)")
"""A part of a compound, with the punctuation before and after it: ``low-`` and ``dose`` of ``low-dose``."""
_APART = re.compile(rf"(?<=\w[-{DASHES}]) (?=\w)")
"""The space with which the parts of a compound were joined."""

_WITHIN = 0.5
"""Similarity of a number to a registered range that includes it. Source: the middle of the scale; no verdict depends on it."""

_Token = tuple[str, str]
"""A folded word, and the word as printed."""


def word_differences(cited: str, registered: str) -> tuple[Difference, ...]:
    """Return the runs of words in which two texts differ, in order.

    Joined or separated words (``low-dose``), British and American spelling, and an article at the start of one text do not count.
    """
    ours, theirs = _tokens(parted_as(cited, registered)), _tokens(parted_as(registered, cited))
    ours, theirs = _without_glosses(ours, {*theirs}), _without_glosses(theirs, {*ours})
    operations = Levenshtein.opcodes([key for key, _ in ours], [key for key, _ in theirs])
    found: list[Difference] = []
    for equal, run in groupby(operations, key=lambda operation: operation.tag == "equal"):
        if equal:
            continue
        steps = list(run)
        first, last = steps[0], steps[-1]
        found += _differences(
            ours[first.src_start : last.src_end],
            theirs[first.dest_start : last.dest_end],
            opens=first.src_start == 0 == first.dest_start,
        )
    return tuple(found)


def _without_glosses(tokens: list[_Token], others: set[_Token]) -> list[_Token]:
    """Return the tokens without bracketed acronyms that the other text lacks: ``(TGH)`` after "tidal gauge heights"."""
    return [token for token in tokens if token in others or not _is_gloss(token[1].rstrip(".,:;"))]


def _is_gloss(printed: str) -> bool:
    return printed.startswith("(") and printed.endswith(")") and sum(map(str.isupper, printed)) > 1


def _differences(ours: list[_Token], theirs: list[_Token], *, opens: bool) -> list[Difference]:
    our_key, their_key = _key(ours), _key(theirs)
    numbers = [" ".join(word for word, _ in side if word not in _OF_PARTS) for side in (ours, theirs)]
    if all(numbers) and same_word(numbers[0], numbers[1]):
        return []
    pairs = {(our_key, their_key), (_letters(ours), _letters(theirs))}  # the same pair, unless there is a “y”
    is_one = any(is_written_out(*pair) or squeeze(pair[0]) == squeeze(pair[1]) for pair in pairs)
    if is_one or (opens and {our_key, their_key} <= _ARTICLES | {""}):
        return []
    if len(ours) == len(theirs):
        return [
            Difference(
                change=_change(our[0], their[0]),
                cited=_printed([our]),
                registered=_printed([their]),
            )
            for our, their in zip(ours, theirs, strict=True)
            if not (same_word(our[0], their[0]) or are_two_letters(our[1], their[1]) or _is_abbreviated(our, their))
        ]
    change = _change(squeeze(our_key), squeeze(their_key))
    return [Difference(change=change, cited=_printed(ours), registered=_printed(theirs))]


def _change(our: str, their: str) -> Change:
    if not our or not their:
        return Change.EXTRA if our else Change.MISSING
    return Change.MISSPELT if misspelt(our, their) else Change.CHANGED


def _is_abbreviated(our: _Token, their: _Token) -> bool:
    """Return whether one word is the other abbreviated with a full stop, to its first letter or to three letters or more.

    ``E.`` for "Escherichia", ``centen.`` for "centennial".
    """
    short, long = sorted((our, their), key=lambda token: len(token[0]))
    is_letter = len(short[0]) == 1 and short[1] == f"{short[1][:1].upper()}."
    is_cut = len(short[0]) >= SHORTEST_CUT and short[1].endswith(".")
    return (is_letter or is_cut) and long[0].startswith(short[0])


def _tokens(text: str) -> list[_Token]:
    """Return the tokens of a text; a compound has one for each word that it is folded to, each with its printed part."""
    return [token for word in completed(clean(text)).split() for token in _parts(word)]


def _parts(word: str) -> list[_Token]:
    keys, parts = fold(word).split(), _PART.findall(word)
    return list(zip(keys, parts if len(parts) == len(keys) else [word] * len(keys), strict=True))


def _key(tokens: list[_Token]) -> str:
    return " ".join(key for key, _ in tokens)


def _letters(tokens: list[_Token]) -> str:
    """Return the folded words, but keep a ``y``, which ``fold`` turns into "and" and which may be a variable: ``In y Tl 1-y P``."""
    return " ".join("y" if word.strip(".,:;").lower() == "y" else key for key, word in tokens)


def _printed(tokens: list[_Token]) -> str:
    """Return the tokens as printed, a compound as one word."""
    return _APART.sub("", " ".join(word for word, _ in groupby(word for _, word in tokens))).strip(f" .,;:-{DASHES}")


@frozen
class Wording:
    """A text as shown, and the key by which it is compared."""

    text: str
    key: str


def similarity(our: Wording, their: Wording) -> float:
    """Return the similarity of the two keys, from 0 to 1."""
    return Indel.normalized_similarity(our.key, their.key)


def differing(field: str, our: Wording, their: Wording, *, least: float) -> Agreement:
    """Return the agreement of two texts that differ: as different texts if less similar than ``least``, else word by word."""
    alike, sides = similarity(our, their), (our.text, their.text)
    if alike < least:
        return compared(field, sides, Comparison.DIFFERENT, similarity=alike)
    differences = word_differences(*sides)
    comparison = Comparison.DIFFERENT if differences else Comparison.VARIANT
    return evolve(compared(field, sides, comparison, similarity=alike), differences=differences)


def compared(
    field: str,
    sides: tuple[str, str],
    comparison: Comparison,
    *,
    similarity: float | None = None,
    change: Change = Change.CHANGED,
    explained: str = "",
) -> Agreement:
    """Return the agreement of two values that are compared as a whole; a similarity that is not given is 1, 0 or ``_WITHIN``."""
    differs = comparison is Comparison.DIFFERENT
    if similarity is None and comparison is not Comparison.CANNOT_COMPARE:
        similarity = _WITHIN if change is Change.WITHIN else float(not differs)
    return Agreement(
        field=field,
        cited=sides[0],
        registered=sides[1],
        similarity=similarity,
        comparison=comparison,
        differences=(Difference(change=change, cited=sides[0], registered=sides[1]),) if differs else (),
        explained=explained,
    )
