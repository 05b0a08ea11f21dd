"""The titles of web pages: the title of what stands there, with the name of the site before or behind it."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from refcheck.matching.kind import Kind, is_other_kind, kind_of
from refcheck.matching.score import agrees, match
from refcheck.model import Match, Method, Record, Reference
from refcheck.text.folding import fold, squeeze

_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ", " · ", ": ")
"""What parts the title of a page from the name of its site."""

_FEWEST_WORDS, _FEWEST_LETTERS = 4, 20
"""A page's title that stands in a reference whose title was read otherwise tells the work from so many words and letters on."""


def title_parts(titles: Iterable[str]) -> Iterator[str]:
    """Each title, then what stands before and behind each separator in it."""
    for title in titles:
        yield title
        for separator in _SEPARATORS:
            if separator in title:
                yield from (*title.partition(separator)[::2], *title.rpartition(separator)[::2])


def confirmed_by_page(reference: Reference, page: Record) -> Match | None:
    """The reference beside a page that has its title, or a part of whose title it is; ``None`` where the page has another one.

    A title that many works have needs the author or the year beside it.
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
    """Whether a page's title stands in the reference, where its title was read too short or too long, or none was read."""
    if len(title.split()) < _FEWEST_WORDS or len(squeeze(fold(title))) < _FEWEST_LETTERS:
        return False
    start = " ".join(reference.raw.split()).casefold().find(" ".join(title.split()).casefold())
    read = reference.field("title")
    if start < 0 or (reference.work.container_title and fold(title) in fold(reference.work.container_title)):
        return False
    return read is None or (start < read.span.end and read.span.start < start + len(title))
