"""A DOI ends in a period.

Severity: info.

## What it finds
A period, or two, at the end of a DOI that stands by itself (in a field, on a line of its own) or before another
stray mark. The period that ends a sentence is no part of what is read.

## Why it matters
A DOI with a period behind it does not resolve.

## Example
``10.1016/j.jamcollsurg.2007.08.017.`` is ``10.1016/j.jamcollsurg.2007.08.017``.

## When it is wrong
A few DOIs truly end in a period; the form as printed is kept as a candidate.
"""

from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.TRIMMING


def propose(text: str) -> Iterator[Change]:
    """Cut the period."""
    if not text.endswith("."):
        return
    suffix = text.partition("/")[2]
    kept = suffix.rstrip(".")
    if kept and (len(suffix) - len(kept) == 1 or any(character.isdigit() for character in kept)):
        end = len(text) - len(suffix) + len(kept)
        yield Change(edits=(Edit(end, len(text)),), why="a period at the end belongs to the sentence")
