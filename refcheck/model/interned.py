"""Texts that many values have, held once.

What is cited stands in a reference, its fields, its record and their comparison, and names and journals are in many works: of a
list of 20,000 references, a third of the strings would be copies.
"""

from sys import intern


def interned(text: str) -> str:
    """Return the same text, as the one string in memory that says so."""
    return intern(text) if type(text) is str else text


def interned_or_none(text: str | None) -> str | None:
    """Return the same, where there is one."""
    return intern(text) if type(text) is str else text
