"""Shared parts of sources that give their references: entries with stated values and their places, and the list that they make."""

import re
from collections.abc import Iterable

from refcheck.model import Bibliography, Citation, Document, Reference, Span
from refcheck.text.folding import alphanumerics

LINE = re.compile(r"[^\r\n]+")
"""A line that is not empty, whatever ends it."""

LONG_ENOUGH = 12
"""A title of so many letters and digits is not in another reference by chance. Source: set by hand, as for lines not read."""


def listed(
    text: str,
    name: str,
    form: str,
    references: Iterable[Reference],
    *,
    citations: tuple[Citation, ...] = (),
    notes: tuple[str, ...] = (),
) -> Bibliography:
    """Return the references of a text in a form, whose name is the document's."""
    document = Document(name=name, format=form, text=text)
    return Bibliography(document=document, references=tuple(references), citations=citations, notes=notes)


def trimmed(span: Span, text: str) -> Span:
    """Return a span of a text without the white space at its ends."""
    held = span.of(text)
    start = span.start + len(held) - len(held.lstrip())
    return Span(start, start + len(held.strip()))


def titles_of(references: Iterable[Reference]) -> frozenset[str]:
    """Return the titles, by their letters and digits, that are long enough to tell where their references are printed."""
    titles = (alphanumerics(each.work.title or "") for each in references)
    return frozenset(title for title in titles if len(title) >= LONG_ENOUGH)


def prints_one(text: str, titles: Iterable[str]) -> bool:
    """Return whether a text has one of such titles."""
    printed = alphanumerics(text)
    return any(title in printed for title in titles)


def holds_printed(lines: Iterable[str]) -> bool:
    """Return whether one of the lines beside entries is like a printed reference, which nobody would read then."""
    # here, as most entries have nothing beside them
    from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence

    return any(evidence(line) >= LIKE_A_REFERENCE for line in lines)
