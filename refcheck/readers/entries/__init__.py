"""Shared parts of readers of structured sources: entries with stated values and their spans, and the list of the entries."""

import re
from collections.abc import Iterable

from refcheck.model import Bibliography, Citation, Document, Reference, Span
from refcheck.text.folding import alphanumerics

LINE = re.compile(r"[^\r\n]+")
"""A line that is not empty, with any line ending."""

LONG_ENOUGH = 12
"""The fewest letters and digits of a title that no other reference has by chance. Source: a judgement, as for lines not read."""


def listed(
    text: str,
    name: str,
    form: str,
    references: Iterable[Reference],
    *,
    citations: tuple[Citation, ...] = (),
    notes: tuple[str, ...] = (),
) -> Bibliography:
    """Return the bibliography of a document with the given text, name, format and references."""
    document = Document(name=name, format=form, text=text)
    return Bibliography(document=document, references=tuple(references), citations=citations, notes=notes)


def trimmed(span: Span, text: str) -> Span:
    """Return a span of a text without the white space at its ends."""
    held = span.of(text)
    start = span.start + len(held) - len(held.lstrip())
    return Span(start, start + len(held.strip()))


def titles_of(references: Iterable[Reference]) -> frozenset[str]:
    """Return the letters and digits of the titles that are long enough to recognise their references in print."""
    titles = (alphanumerics(each.work.title or "") for each in references)
    return frozenset(title for title in titles if len(title) >= LONG_ENOUGH)


def prints_one(text: str, titles: Iterable[str]) -> bool:
    """Return whether a text contains one of the titles that ``titles_of`` returns."""
    printed = alphanumerics(text)
    return any(title in printed for title in titles)


def resemble_references(lines: Iterable[str]) -> bool:
    """Return whether one of the lines beside entries resembles a printed reference, which would then not be read."""
    # here, because most entries have nothing beside them
    from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence

    return any(evidence(line) >= LIKE_A_REFERENCE for line in lines)
