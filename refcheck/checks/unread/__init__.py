"""Files that were not read, not understood, or read only in part.

A file with content from which nothing was read is reported, too: silence would look like approval.
"""

from refcheck.checks.certainty import is_understood
from refcheck.checks.unread.seen import Seen
from refcheck.model import Bibliography

_IN_FULL = frozenset({"bibtex"})
"""Formats of which every entry is read, well formed or not: a file without entries has only comments or abbreviations on purpose.
"""

_BLANK = " \t\r\n\f\v\ufeff"
"""Characters of an empty file: white space and the byte order mark."""

_MOSTLY = 0.5
"""A list of which a larger part was not understood counts as not read. Source: a majority."""


def why_unread(bibliography: Bibliography, seen: Seen) -> str | None:
    """Return a message for the user about a file that was not read or not understood; ``None`` if its list was read.

    Args:
        bibliography: the file; one with nothing but abbreviations or comments is not reported, unless its reader left a note.
        seen: its references, and what was seen of its list.
    """
    if not seen.references:
        if not bibliography.document.text.strip(_BLANK):
            return next(iter(bibliography.notes), "nothing was read: the file contains no text")
        if bibliography.document.format not in _IN_FULL:
            return "no reference was found in it"
        return next(iter(bibliography.notes), None)
    unknown, every = sum(not is_understood(each) for each in seen.references), len(seen.references)
    if unknown > _MOSTLY * every:
        entries = "its only entry was" if every == 1 else f"{unknown} of {every} entries were"
        return f"{entries} not understood; it may contain no reference list"
    if seen.is_mostly_unread:
        return "most of its list was seen but not read"
    return next(iter(bibliography.notes), None) if bibliography.is_cut else None
