"""Books cited with the DOI of one of their chapters, and chapters cited with the DOI of their book."""

from refcheck.matching.kind import RUBRICS, is_whole
from refcheck.model import Case, Match, Method
from refcheck.text.folding import fold, squeeze

_LEAST = 8
"""A title with at least this many letters is hardly shared by another book."""


def chapter_of(case: Case) -> Match | None:
    """Return the record that a DOI led to, if it is of a chapter of the cited book; ``None`` if a part is cited by its pages."""
    cited = case.reference.work
    if cited.type == "chapter" and not cited.container_title:
        return None  # BibTeX's ``inbook``: a part without a title
    chapters = (each for each in _by_doi(case) if _is_one(cited.title, each.record.work.container_title))
    # a record with the cited container as its title has title and container swapped
    return next((each for each in chapters if not _is_one(cited.container_title, each.record.work.title)), None)


def is_rubric(match: Match) -> bool:
    """Return whether the title of a record is only the name of a section: ``Preface``, ``Book Reviews``."""
    return fold(match.record.work.title or "") in RUBRICS


def chapter_alone(case: Case) -> Match | None:
    """Return the match, if it is with the record of the cited chapter, and the reference states neither the book nor the pages.

    A word of the book's title or series anywhere in the reference may be its name, which the parser took for something else. A
    record that a search found is of this work if the publisher and the year agree as well: another book may have the title.
    """
    cited, held = case.reference.work, case.match
    if held is None or held.record.work.type != "chapter" or not held.record.work.container_title:
        return None
    if not held.agrees("title") or not cited.publisher:
        return None
    if cited.container_title or cited.collection_title or cited.page or cited.type == "chapter":
        return None
    work = held.record.work
    books = (work.container_title, *work.container_title_alternative, work.collection_title)
    named = _content(*books) - _content(work.title, cited.publisher, cited.publisher_place, work.publisher)
    is_sure = held.method is Method.DOI or all(map(held.agrees, ("publisher", "issued")))
    return held if is_sure and named and named.isdisjoint(_content(case.reference.raw)) else None


def _content(*texts: str | None) -> set[str]:
    return {word for text in texts for word in fold(text or "").split() if len(word) >= _WORD}


_WORD = 4
"""The fewest letters of a word that may name a book: not ``the``, ``and``, ``of``."""


def book_around(case: Case) -> Match | None:
    """Return the record that a DOI led to, if it is that of the book that contains the cited chapter."""
    cited = case.reference.work
    wholes = (each for each in _by_doi(case) if is_whole(each.record.work))
    return next((each for each in wholes if _is_one(cited.container_title, each.record.work.title)), None)


def _by_doi(case: Case) -> tuple[Match, ...]:
    """Return the records that a printed DOI led to, without those that have the cited title."""
    held = (case.match,) if case.match is not None else ()
    return tuple(each for each in (*held, *case.others) if each.method is Method.DOI and not each.agrees("title"))


def _is_one(cited: str | None, registered: str | None) -> bool:
    ours, theirs = (squeeze(fold(title or "")) for title in (cited, registered))
    return len(ours) >= _LEAST and ours == theirs
