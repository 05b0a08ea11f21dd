"""Patterns made of plain lists of words, so that the lists can be read and added to."""

import re


def any_of(words: str) -> re.Pattern[str]:
    """A pattern that finds any of the words, as a whole word in any case.

    Words are parted by blanks; ``_`` stands for a blank within one, and a final ``*`` for any ending: ``any_of("review archiv*
    working_paper")`` finds "Review", "Archives" and "Working Paper". Words of scripts without blanks are found anywhere.
    """
    return re.compile(alternatives(words), re.IGNORECASE)


def alternatives(words: str) -> str:
    """The same as a part for a longer pattern, which minds the case itself."""
    listed = sorted(set(words.split()), key=lambda word: (-len(word), word))
    spaced = [word for word in listed if not is_unspaced(word)]
    whole = "|".join(_escaped(word) for word in spaced)
    parts = [rf"(?<![^\W\d_])(?:{whole})(?![^\W\d_])"] if whole else []
    return "(?:" + "|".join([*parts, *(re.escape(word) for word in listed if is_unspaced(word))]) + ")"


def _escaped(word: str) -> str:
    stem = word.removesuffix("*")
    return re.escape(stem).replace("_", r"\s+") + (r"[^\W\d_]*" if stem != word else "")


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that puts no blanks between words."""
    return "\u3040" <= word[0] <= "\u9fff" or "\uac00" <= word[0] <= "\ud7af"
