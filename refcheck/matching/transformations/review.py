"""A review of a book: ``Review of X, by Y`` in a bibliography, and ``X``, ``Book Review: X`` or ``X. By Y. $75`` in a registry.

>>> of_work("Review of The Tides of the North, by Ana Lund"), of_work("Book Review: The Tides of the North")
('The Tides of the North', 'The Tides of the North')
>>> of_work("Review of tidal models")
'tidal models'
>>> of_work("A review of tidal models")
>>> is_of("Review of Feminine Tides, by Ana Lund", "Ana Lund (2013) Feminine Tides. Bergen: Marsh Press.")
True

Source: the Chicago Manual of Style, 17th edition, 14.202; the APA's Publication Manual, 7th edition, 10.7.
"""

import re

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_OPENING = deferred(rf"\W*{alternatives(wordings(Term.BOOK_REVIEW))}\s*[:–—-]?\W*\s*", re.IGNORECASE)
"""The start of a review's title: ``Review of ``, ``Book Review: ``, ``[Review of the book ``."""

_BY = deferred(
    r"[\s,.;:\])]+\s*(?:(?:(?:[Ee]d(?:ited|s?\.)|[Hh](?:rsg|erausgegeben)\.?|[Éé]d(?:ité)?\.?|a cura)\s+)?(?:by|von|par|di|de|por)"
    r"|[Ee]ds?\.)\s+(?=[A-Z])"
)
"""The words between the book and its author: ``, by ``, ``. Edited by ``, ``, ed. by ``."""

_CLOSING = deferred(r"\s*[(\[](?:book )?review[)\]]\W*$", re.IGNORECASE)
"""The end of a review's title: `` (review)``."""

_LEAST = 2
"""Fewest words of a book's title; any other title may start with a shorter one."""


_MOST_TURNED = 3
"""With more words in common, in any order, the name of the book's author before its title was inverted."""


def of_work(title: str) -> str | None:
    """Return the title of the reviewed book, or ``None`` where the title is not that of a review."""
    opening, closing = _OPENING.match(title), _CLOSING.search(title)
    if opening is None and closing is None:
        return None
    rest = title[opening.end() if opening else 0 : closing.start() if closing else None]
    by = _BY.search(rest)
    return (rest[: by.start()] if by else rest).strip(" .”’\"'])")


def is_of(title: str, other: str) -> bool:
    """Return whether one title is that of a review, and the other starts with the reviewed book's title, or includes it.

    >>> is_of("Review of Tides of the North, by A. Lund", "Tides of the North: A Study. Ana Lund")
    True
    >>> is_of("Compte rendu de Ana Lund, Marées du nord", "Lund, Ana, Marées du nord (Bergen, 2012)")
    True
    >>> is_of("Review of Tides", "Tides and Men")
    False
    """
    book = of_work(title)
    if book is None:
        return False
    whole, beginning = fold(of_work(other) or other).split(), fold(book).split()
    if len(beginning) < _LEAST:
        return False
    is_certain = len(beginning) > _LEAST or _names_author(title, whole)
    if len(beginning) > _MOST_TURNED and sorted(whole[: len(beginning)]) == sorted(beginning):
        return True
    return whole[: len(beginning)] == beginning or (is_certain and f"{' '.join(beginning)} " in f"{' '.join(whole)} ")


def is_bare(cited: str, registered: str) -> bool:
    """Return whether a title adds to the registered one that it is a review, and names no author of a book.

    >>> is_bare("Review of: Tides of the North", "Tides of the North"), is_bare("Review of Tides, by Ana Lund", "Tides")
    (True, False)
    """
    book = of_work(cited)
    return book is not None and fold(book) == fold(registered) and _BY.search(cited) is None


def _names_author(title: str, words: list[str]) -> bool:
    """Return whether the last word of the book's author, as named in a review's title, is among the words."""
    by = _BY.search(title)
    author = fold(title[by.end() :]).split() if by else []
    return bool(author) and author[-1] in words
