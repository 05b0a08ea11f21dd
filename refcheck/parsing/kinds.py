"""What kind of work a reference describes, as a CSL type."""

import re
from collections.abc import Set

from attrs import frozen

from refcheck.gazetteer.journals import archives, is_preprint_server, journal_words, newspapers, weak_journal_words
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives, any_of
from refcheck.text.folding import fold
from refcheck.text.scripts import script_of

_NAMED = (
    ("thesis", any_of(wordings(Term.THESIS, Term.THESIS_WORD))),
    ("patent", any_of(wordings(Term.PATENT, Term.PATENT_WORD))),
    ("report", any_of(wordings(Term.REPORT))),
    ("article", any_of(archives())),
)
"""Words of a genre or a note that name the type outright."""

_CHINESE = re.compile(r"[\[［]\s?(EB|DB|DS|[JMCDRNPSGAZ])(?:\s?/\s?(?:OL|CD|MT|DK))?\s?[\]］]")
"""The mark that Chinese references give to the kind of work: "[J]", "[M/OL]", "[EB/OL]"."""

_BY_MARK = {
    "J": "article-journal", "M": "book", "C": "paper-conference", "D": "thesis", "R": "report", "N": "article-newspaper",
    "P": "patent", "S": "standard", "G": "book", "A": "chapter", "EB": "webpage", "DB": "dataset", "DS": "dataset", "Z": "article",
}  # fmt: skip

_MEETING = re.compile(rf"{alternatives(words(Term.MEETING))}(?!雑誌|論文誌|[誌志報报])", re.IGNORECASE)
"""A meeting, or the society that holds it, and not the society's journal: "学会誌"."""

_JOURNAL = any_of(words(Term.JOURNAL, Term.JOURNAL_WORD) | journal_words() | weak_journal_words())
_NEWSPAPER = any_of(words(Term.NEWSPAPER) | newspapers())


_ACRONYM = re.compile(r"(?=(?:\w*[A-Z]){3})[A-Za-z]{2,10}(?:[-/][A-Za-z]{2,10})?(?:[ '’]\d{2,4})?")
"""The acronym of a meeting, which stands there with pages and without a volume: ``HCSC``, ``HarbCOM 2020``, ``HCS-WTC``."""


@frozen(kw_only=True)
class Clues:
    """What the type is judged by: which variables were read, and the texts of a few of them.

    ``announced`` says that the container is introduced by "In".
    """

    raw: str
    read: Set[str]
    container: str = ""
    genre: str = ""
    publisher: str = ""
    announced: bool = False
    doi: str = ""


def kind_of(clues: Clues) -> str | None:
    """The CSL type, or ``None`` where nothing decides."""
    marked = _CHINESE.search(clues.raw) if "[" in clues.raw or "［" in clues.raw else None
    if marked:
        kind = _BY_MARK[marked[1]]
        return "chapter" if kind == "book" and clues.container else kind
    for kind, pattern in _NAMED if clues.genre else ():
        if pattern.search(clues.genre):
            return kind
    return _held(clues) if clues.container else _alone(clues)


def _held(clues: Clues) -> str | None:
    """The type of a work that stands in another."""
    read = clues.read
    counted = {"volume", "issue"} <= read and script_of(clues.container) == "han"  # "論文集" is a journal, too
    if _MEETING.search(clues.container) and not counted:
        return "paper-conference"
    if read & {"editor", "isbn"} or (clues.announced and not read & {"issue"}):
        return "chapter"
    if read & {"volume", "issue"}:
        return "article-journal"
    if read & {"publisher", "publisher_place"} and "page" in read:
        return "chapter"
    if "url" in read and not read & {"doi", "page", "pmid", "pmcid", "arxiv"}:
        return "article-newspaper" if _NEWSPAPER.search(clues.container) else "webpage"
    if is_preprint_server(fold(clues.container)) and not read & {"volume", "issue"}:
        return "article"
    if "page" in read and not read & {"volume", "issue"} and _ACRONYM.fullmatch(clues.container):
        return "paper-conference"
    if _NEWSPAPER.search(clues.container) and "doi" not in read and not _JOURNAL.search(clues.container):
        return "article-newspaper"
    if read & {"doi", "page", "article_number"} or _JOURNAL.search(clues.container):
        return "article-journal"
    return None


def _alone(clues: Clues) -> str | None:
    """The type of a work that stands by itself."""
    read = clues.read
    if "arxiv" in read:
        return "article"
    if "isbn" in read or "/978" in clues.doi:
        return "book"
    if read & {"number"}:
        return "report"
    if "url" in read and "doi" not in read:
        return "webpage"
    if is_preprint_server(fold(clues.publisher)):
        return "article"
    if read & {"publisher", "publisher_place", "edition", "number_of_pages"} and "title" in read:
        return "book"
    if read & {"volume"} and "page" in read and "title" not in read:
        return "article-journal"
    return None
