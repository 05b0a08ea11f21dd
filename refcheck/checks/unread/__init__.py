"""Parts of a file that were not read: all of it, nothing that was understood, or a part that was seen.

Files that hold something and gave nothing are told, too: silence about them would look like praise.
"""

from refcheck.checks.certainty import is_understood
from refcheck.checks.unread.seen import Seen
from refcheck.model import Bibliography

_IN_FULL = frozenset({"bibtex"})
"""Formats of which each entry is read, well formed or not: without one, a file holds abbreviations or comments by intention."""

_BLANK = " \t\r\n\f\v\ufeff"
"""Characters of an empty file: blanks, and the byte order mark."""

_MOSTLY = 0.5
"""A list of which a larger part was not understood was not read. Source: set by hand: a majority."""


def why_unread(bibliography: Bibliography, seen: Seen) -> str | None:
    """Return what is to be told of a file of which nothing was read, in words for a person; ``None`` where its list was read.

    Args:
        bibliography: of a file of nothing but abbreviations or comments, of which the reader has nothing to say, there is nothing
            to tell.
        seen: its references, and what was seen of its list.
    """
    if not seen.references:
        if not bibliography.document.text.strip(_BLANK):
            return next(iter(bibliography.notes), "nothing was read: the file holds no text")
        if bibliography.document.format not in _IN_FULL:
            return "no reference was found in it"
        return next(iter(bibliography.notes), None)
    unknown, every = sum(not is_understood(each) for each in seen.references), len(seen.references)
    if unknown > _MOSTLY * every:
        return f"{unknown} of {every} entries were not understood; it may hold no reference list"
    if seen.is_mostly_unread:
        return "most of its list was seen and not read"
    return next(iter(bibliography.notes), None) if bibliography.is_cut else None
