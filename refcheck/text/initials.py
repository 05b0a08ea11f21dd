"""Initials that are printed as one word."""

_MOST = 3
"""How many capitals in one word are initials at most; a longer word is a name. Source: set by hand."""


def glued_initials(given: str) -> str:
    """Return the letters of a given name that is initials in one word; ``""`` for any other.

    >>> glued_initials("AB"), glued_initials("A. B."), glued_initials("A"), glued_initials("ANNA")
    ('AB', '', '', '')
    """
    return given if given.isalpha() and given.isupper() and 1 < len(given) <= _MOST else ""
