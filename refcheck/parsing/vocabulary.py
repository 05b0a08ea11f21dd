"""Patterns made of plain lists of words, so that the lists can be read and added to."""

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: str) -> re.Pattern[str]:
    """A pattern that finds any of the words, as a whole word in any case.

    Words are parted by blanks; ``_`` stands for a blank within one, and a final ``*`` for any ending: ``any_of("review archiv*
    working_paper")`` finds "Review", "Archives" and "Working Paper". Words of scripts without blanks are found anywhere.
    """
    return re.compile(alternatives(words), re.IGNORECASE)


def alternatives(words: str) -> str:
    """The same as a part for a longer pattern, which minds the case itself."""
    listed = sorted(set(words.split()), key=lambda word: (-len(word), word))
    whole = by_first_letter((word[0], _escaped(word[1:])) for word in listed if not is_unspaced(word))
    parts = [rf"(?<![^\W\d_]){whole}(?![^\W\d_])"] if whole else []
    return "(?:" + "|".join([*parts, *(re.escape(word) for word in listed if is_unspaced(word))]) + ")"


def by_first_letter(patterns: Iterable[tuple[str, str]]) -> str:
    """One pattern for many: a letter and what follows it for each. Where letters are the same, the first that fits is taken.

    Those that begin alike stand together, so that most places of a text fail at a few letters instead of at every word.
    """
    rests = defaultdict(list)
    for letter, rest in patterns:
        rests[letter].append(rest)
    grouped = (f"{re.escape(letter)}(?:{'|'.join(some)})" for letter, some in sorted(rests.items()))
    return f"(?:{'|'.join(grouped)})" if rests else ""


def _escaped(word: str) -> str:
    stem = word.removesuffix("*")
    return re.escape(stem).replace("_", r"\s+") + (r"[^\W\d_]*" if stem != word else "")


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that puts no blanks between words."""
    return "\u3040" <= word[0] <= "\u9fff" or "\uac00" <= word[0] <= "\ud7af"
