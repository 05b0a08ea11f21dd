"""The words of a text, for finding and never for judging."""

import unicodedata


def words(text: str) -> frozenset[str]:
    """The distinct words, without case and diacritics, in any script.

    >>> sorted(words("Überblick: the Überblick"))
    ['the', 'uberblick']
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = (c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return frozenset("".join(letters).split())
