"""Initials that are printed as one word."""

_MOST = 3
"""Most capitals in one word that are read as initials. Source: a judgement: four capitals are more often a name or an acronym."""


def glued_initials(given: str) -> str:
    """Return a given name that consists of initials printed as one word; ``""`` for any other.

    >>> glued_initials("AB"), glued_initials("A. B."), glued_initials("A"), glued_initials("ANNA")
    ('AB', '', '', '')
    """
    return given if given.isalpha() and given.isupper() and 1 < len(given) <= _MOST else ""
