"""The titles of web pages: the title of the work, with the name of the site before or after it."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from refcheck.matching.kind import Kind, is_other_kind, kind_of
from refcheck.matching.score import agrees, match
from refcheck.model import Match, Method, Record, Reference
from refcheck.text.folding import fold, squeeze

_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ", " · ", ": ")
"""Separators between the title of a page and the name of its site."""

_FEWEST_WORDS, _FEWEST_LETTERS = 4, 20
"""Fewest words and letters of a page's title that identify a work if it occurs in a reference with another title as read."""


def title_parts(titles: Iterable[str]) -> Iterator[str]:
    """Yield each title, then the parts before and after each separator in it."""
    for title in titles:
        yield title
        for separator in _SEPARATORS:
            if separator in title:
                yield from (*title.partition(separator)[::2], *title.rpartition(separator)[::2])


def confirmed_by_page(reference: Reference, page: Record) -> Match | None:
    """Return the match of a reference with a page whose title, or a part of it, is that of the reference; else ``None``.

    For a title that many works have, the author or the year must agree as well.
    """
    own = {Kind.WORK, kind_of(reference.work.title or "")}
    titles = [title for title in (page.work.title, *page.work.original_title) if title and kind_of(title) in own]
    for part in dict.fromkeys(title_parts(titles)):
        record = evolve(page, work=evolve(page.work, title=part, original_title=()))
        found = match(reference.work, record, Method.URL)
        title = found.agreement("title")
        if title is None or is_other_kind(title):
            continue
        if (title.agrees and agrees(found)) or _is_printed_as_title(reference, part):
            return found
    return None


def _is_printed_as_title(reference: Reference, title: str) -> bool:
    """Return whether a page's title occurs in a reference whose title was read too short, too long or not at all."""
    if len(title.split()) < _FEWEST_WORDS or len(squeeze(fold(title))) < _FEWEST_LETTERS:
        return False
    start = " ".join(reference.raw.split()).casefold().find(" ".join(title.split()).casefold())
    read = reference.field("title")
    if start < 0 or (reference.work.container_title and fold(title) in fold(reference.work.container_title)):
        return False
    return read is None or (start < read.span.end and read.span.start < start + len(title))
