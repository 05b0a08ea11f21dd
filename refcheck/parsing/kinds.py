"""The kind of work that a reference describes, as a CSL type."""

import re
from collections.abc import Set

from attrs import frozen

from refcheck.gazetteer.journals import (
    archives,
    is_preprint_server,
    journal_words,
    newspapers,
    platforms,
    weak_journal_words,
)
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import WordSet, alternatives, is_unspaced
from refcheck.parsing.described import described, is_directed, is_program, is_shelved
from refcheck.text.folding import fold
from refcheck.text.scripts import script_of

_NAMED = (
    ("thesis", WordSet(wordings(Term.THESIS, Term.THESIS_WORD))),
    ("patent", WordSet(wordings(Term.PATENT, Term.PATENT_WORD))),
    ("report", WordSet(wordings(Term.REPORT))),
    ("article", WordSet(archives())),
)
"""Words of a genre or a note that name the type explicitly."""

_BY_CODE = {
    "J": "article-journal", "M": "book", "C": "paper-conference", "D": "thesis", "R": "report", "N": "article-newspaper",
    "P": "patent", "S": "standard", "G": "book", "A": "chapter", "EB": "webpage", "DB": "dataset", "DS": "dataset", "Z": "article",
}  # fmt: skip

_CHINESE_CODE = re.compile(rf"[\[［]\s?({'|'.join(_BY_CODE)})(?:\s?/\s?(?:OL|CD|MT|DK))?\s?[\]］]")
"""The code for the type of work in Chinese references: "[J]", "[M/OL]", "[EB/OL]"."""

_MEETING = re.compile(rf"{alternatives(words(Term.MEETING))}(?!雑誌|論文誌|[誌志報报])", re.IGNORECASE)
"""A meeting, or the society that organises it, but not the society's journal: "学会誌"."""

_JOURNAL = WordSet(words(Term.JOURNAL, Term.JOURNAL_WORD) | journal_words() | weak_journal_words())
_NEWSPAPER = WordSet(words(Term.NEWSPAPER) | newspapers())


_ENCYCLOPEDIA = WordSet(wordings(Term.ENCYCLOPEDIA))
_DICTIONARY = WordSet(wordings(Term.DICTIONARY))

_ACRONYM = re.compile(r"(?=(?:\w*[A-Z]){3})[A-Za-z]{2,10}(?:[-/][A-Za-z]{2,10})?(?:[ '’]\d{2,4})?")
"""The acronym of a meeting, printed with pages and without a volume: ``HCSC``, ``HarbCOM 2020``, ``HCS-WTC``."""


@frozen(kw_only=True)
class Clues:
    """The evidence for the type of a work: which variables were read, and the texts of a few of them.

    ``announced`` says that the container is introduced by "In", ``dated`` that the day of publication was read.
    """

    raw: str
    read: Set[str]
    container: str = ""
    genre: str = ""
    publisher: str = ""
    announced: bool = False
    dated: bool = False
    notes: tuple[str, ...] = ()
    doi: str = ""


_THESES = tuple(each for each in wordings(Term.GENRE) if is_unspaced(each))
"""Names of theses in scripts without spaces, in which they follow the university directly: "某大學碩士論文"."""


def kind_of(clues: Clues) -> str | None:
    """Return the CSL type, or ``None`` if the evidence does not decide."""
    marked = _CHINESE_CODE.search(clues.raw) if "[" in clues.raw or "［" in clues.raw else None
    if marked:
        kind = _BY_CODE[marked[1]]
        return "chapter" if kind == "book" and clues.container else kind
    for kind, named in _NAMED if clues.genre else ():
        if named.found_in(clues.genre):
            return kind
    if clues.publisher.endswith(_THESES):
        return "thesis"
    if clues.container:
        return _stated_type(clues) or _type_by_container_name(clues) or _type_by_fields(clues)
    return _stated_type(clues) or _type_without_container(clues)


def _stated_type(clues: Clues) -> str | None:
    """Return the type that a recipient, description, director, platform or box states; volume and pages outweigh it."""
    if "recipient" in clues.read:
        return "personal_communication"
    kind = described(clues.raw, clues.notes) or _lecture(clues)
    if kind == "review-book":
        return kind
    if clues.container and clues.read >= {"volume", "page"}:
        return "manuscript" if not clues.container.isalpha() and is_shelved(clues.container) else None
    if kind:
        return kind
    if "author" not in clues.read and is_directed(clues.raw):
        return "motion_picture"
    platform = platforms().get(clues.container.lower()) or platforms().get(clues.publisher.lower())
    if platform or clues.read & {"doi", "isbn", "url"} or clues.read >= {"title", "page"}:
        return platform
    return "manuscript" if is_shelved(clues.raw) else None


def _lecture(clues: Clues) -> str | None:
    """Return the type that the beginning of the container's name states: "Lecture, University of Oslo"."""
    opening, comma, _ = clues.container.partition(",")
    return described("", [opening]) if comma and not clues.read & {"volume", "page", "doi"} else None


_OF_BOOKS = frozenset({"isbn", "publisher", "publisher_place"})
"""Variables that an article in a journal does not have."""

_OF_JOURNALS = frozenset({"doi", "editor", "isbn", "publisher"})
"""Variables that an article in a newspaper does not have."""


def _type_by_container_name(clues: Clues) -> str | None:
    """Return the type by the container's name and the other variables read: for a newspaper, a dictionary, a meeting, a journal."""
    read = clues.read
    counted = {"volume", "issue"} <= read and "Sect." not in clues.raw
    if clues.dated and not counted and not read & _OF_JOURNALS and _is_newspaper(clues.container):
        return "article-newspaper"
    if not read & {"editor", "isbn", "doi", "issue"}:
        if _DICTIONARY.found_in(clues.container):
            return "entry-dictionary"
        if _ENCYCLOPEDIA.found_in(clues.container):
            return "entry-encyclopedia"
    chinese = counted and script_of(clues.container) == "han"  # "論文集" is a journal, too
    if _MEETING.search(clues.container) and not chinese:
        return "paper-conference"
    if (
        clues.announced
        and "volume" in read
        and not read & {*_OF_BOOKS, "editor"}
        and _JOURNAL.found_in(clues.container)
    ):
        return "article-journal"
    return None


def _is_newspaper(container: str) -> bool:
    return _NEWSPAPER.found_in(container) and not _JOURNAL.found_in(container)


def _type_by_fields(clues: Clues) -> str | None:
    """Return the type by the volume, issue, pages, editors, publisher and other variables of a work in a container."""
    read = clues.read
    if {"volume", "issue"} <= read and not read & _OF_BOOKS and not clues.announced:
        return "article-journal"  # even with editors, who may be those of a special issue
    if read & {"editor", "isbn"} or (clues.announced and not read & {"issue"}):
        return "chapter"
    if read & {"volume", "issue"}:
        return "article-journal"
    if read & {"publisher", "publisher_place"} and "page" in read:
        return "chapter"
    if "url" in read and not read & {"doi", "page", "pmid", "pmcid", "arxiv"}:
        return "article-newspaper" if _NEWSPAPER.found_in(clues.container) else "webpage"
    if is_preprint_server(fold(clues.container)) and not read & {"volume", "issue"}:
        return "article"
    if "page" in read and not read & {"volume", "issue"} and _ACRONYM.fullmatch(clues.container):
        return "paper-conference"
    if "doi" not in read and _is_newspaper(clues.container):
        return "article-newspaper"
    if read & {"doi", "page", "article_number"} or _JOURNAL.found_in(clues.container):
        return "article-journal"
    return None


def _type_without_container(clues: Clues) -> str | None:
    """Return the type of a work without a container."""
    read = clues.read
    if "arxiv" in read:
        return "article"
    if "isbn" in read or "/978" in clues.doi:
        return "book"
    if read & {"number"}:
        return "report"
    if is_program(clues.raw, registered="doi" in read):
        return "software"
    if "url" in read and "doi" not in read:
        return "webpage"
    if is_preprint_server(fold(clues.publisher)):
        return "article"
    if read & {"publisher", "publisher_place", "edition", "number_of_pages"} and "title" in read:
        return "book"
    if read & {"volume"} and "page" in read and "title" not in read:
        return "article-journal"
    return None
