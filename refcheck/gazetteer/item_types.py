"""CSL types, and their names in reference managers.

Source: EndNote's list of reference types with the numbers of its XML, old and new; Zotero's schema with the classes of its RDF;
RIS, as EndNote, Zotero, Mendeley, Scopus and Web of Science write it; the entry types of BibTeX and of biblatex (manual, §2.1);
JATS as publishers write it.
Each type has one name that is written; other names may be read, too.
"""

from collections.abc import Mapping
from typing import NamedTuple


class _Names(NamedTuple):
    """The names of a type: in EndNote with its number, in Zotero with the class of its RDF, in RIS, and as a BibTeX entry."""

    endnote: tuple[str, int] | None
    zotero: tuple[str, str] | None
    ris: str | None
    entry: str | None


_NAMES = {
    "article": _Names(("Unpublished Work", 34), ("preprint", "Article"), "UNPB", None),
    "article-journal": _Names(("Journal Article", 17), ("journalArticle", "Article"), "JOUR", "article"),
    "article-magazine": _Names(("Magazine Article", 19), ("magazineArticle", "Article"), "MGZN", "article"),
    "article-newspaper": _Names(("Newspaper Article", 23), ("newspaperArticle", "Article"), "NEWS", "article"),
    "bill": _Names(("Bill", 4), None, None, None),
    "book": _Names(("Book", 6), ("book", "Book"), "BOOK", "book"),
    "chapter": _Names(("Book Section", 5), ("bookSection", "BookSection"), "CHAP", "incollection"),
    "collection": _Names(None, None, "SER", "collection"),
    "dataset": _Names(("Dataset", 59), ("dataset", "Data"), "DATA", "dataset"),
    "entry": _Names(None, None, "ENCYC", "inreference"),
    "entry-dictionary": _Names(("Dictionary", 52), ("dictionaryEntry", "BookSection"), "DICT", "inreference"),
    "entry-encyclopedia": _Names(("Encyclopedia", 53), ("encyclopediaArticle", "BookSection"), "ENCYC", "inreference"),
    "graphic": _Names(("Artwork", 2), None, "ART", "image"),
    "legal_case": _Names(("Case", 7), ("case", "Document"), "CASE", "jurisdiction"),
    "legislation": _Names(("Statute", 31), ("statute", "Legislation"), "STAT", "legislation"),
    "manuscript": _Names(("Manuscript", 36), ("manuscript", "Manuscript"), "MANSCPT", "unpublished"),
    "map": _Names(("Map", 20), ("map", "Image"), "MAP", None),
    "motion_picture": _Names(("Film or Broadcast", 21), ("film", "MotionPicture"), "MPCT", "video"),
    "pamphlet": _Names(("Pamphlet", 24), None, "PAMP", "booklet"),
    "paper-conference": _Names(("Conference Paper", 47), ("conferencePaper", "Article"), "CPAPER", "inproceedings"),
    "patent": _Names(("Patent", 25), ("patent", "Patent"), "PAT", "patent"),
    "performance": _Names(None, None, None, "performance"),
    "periodical": _Names(("Serial", 57), None, "JFULL", "periodical"),
    "personal_communication": _Names(("Personal Communication", 26), None, "PCOMM", "letter"),
    "post": _Names(None, None, None, "online"),
    "post-weblog": _Names(("Blog", 56), ("blogPost", "Document"), "BLOG", "online"),
    "report": _Names(("Report", 27), ("report", "Report"), "RPRT", "techreport"),
    "review": _Names(None, None, None, "review"),
    "review-book": _Names(None, None, None, "review"),
    "software": _Names(("Computer Program", 9), ("computerProgram", "Document"), "COMP", "software"),
    "song": _Names(None, None, "SOUND", "music"),
    "speech": _Names(None, ("presentation", "ConferenceProceedings"), "SLIDE", None),
    "standard": _Names(("Standard", 58), ("standard", "Document"), "STAND", "standard"),
    "thesis": _Names(("Thesis", 32), ("thesis", "Thesis"), "THES", "phdthesis"),
    "treaty": _Names(None, None, None, "legal"),
    "webpage": _Names(("Web Page", 12), ("webpage", "Document"), "ELEC", "online"),
}

PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
"""Works in an issue of a periodical."""

SERIALS = PERIODICALS | {"periodical"}
"""The same works, and periodicals as a whole."""

IN_BOOKS = frozenset({"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"})
"""Parts of a book, whose title is their container's."""

WHOLE = frozenset({"book", "report", "thesis"})
"""Works that are not part of another one: their secondary title is the series."""


WITH_NUMBERS = frozenset({"patent", "report", "standard"})
"""Types that have a number of their own; elsewhere a number is that of an issue."""


def by_name(table: Mapping[str, str], mark: str | None = None) -> dict[str, str]:
    """Return the meaning of each name, from a table of meanings with their names, separated by spaces or by ``mark``."""
    return {name: meaning for meaning, names in table.items() for name in names.split(mark)}


ENDNOTE = {kind: names.endnote for kind, names in _NAMES.items() if names.endnote}
"""EndNote's types, with their numbers; any other type is ``Generic``, 13."""

FROM_ENDNOTE = {name.lower(): kind for kind, (name, _) in ENDNOTE.items()} | by_name(
    {
        "article-journal": "electronic article",
        "book": "edited book, electronic book",
        "chapter": "electronic book section",
        "motion_picture": "audiovisual material",
        "paper-conference": "conference proceedings",
        "report": "government document",
    },
    ", ",
)

ENDNOTE_NUMBERS = {
    "0": "journal article",
    "1": "book",
    "2": "thesis",
    "3": "conference proceedings",
    "4": "personal communication",
    "5": "newspaper article",
    "6": "computer program",
    "7": "book section",
    "8": "magazine article",
    "9": "edited book",
    "10": "report",
    "11": "map",
    "47": "conference paper",
}
"""The numbers that older exports have instead of names; 47 is a later one, which some tools write among them."""

ZOTERO = {kind: names.zotero for kind, names in _NAMES.items() if names.zotero}
"""Zotero's item types, with the class in its RDF; any other type is a ``document``."""

FROM_ZOTERO = {name: kind for kind, (name, _) in ZOTERO.items()} | {
    "artwork": "graphic",
    "bill": "bill",
    "forumPost": "post",
    "hearing": "hearing",
    "interview": "interview",
    "letter": "personal_communication",
    "videoRecording": "motion_picture",
}
"""CSL types of Zotero's item types; notes, attachments and annotations are not works and have none."""

RIS = {kind: names.ris for kind, names in _NAMES.items() if names.ris}
"""Types of reference; any other type is ``GEN``."""

FROM_RIS = {name: kind for kind, name in RIS.items()} | by_name(
    {
        "article-journal": "ABST EJOUR INPR",
        "bill": "BILL",
        "book": "EBOOK EDBOOK",
        "chapter": "ECHAP",
        "classic": "ANCIENT CLSWK",
        "dataset": "DBASE",
        "figure": "FIGURE",
        "hearing": "HEAR",
        "motion_picture": "VIDEO",
        "musical_score": "MUSIC",
        "paper-conference": "CONF",
        "report": "GOVDOC",
    }
)
"""``GEN`` and ``MISC`` have no counterpart."""

BIBTEX = {kind: names.entry for kind, names in _NAMES.items() if names.entry}
"""Types of entry; any other type is ``misc``."""

FROM_BIBTEX = {name: kind for kind, name in BIBTEX.items()} | by_name(
    {
        "article": "preprint",
        "article-journal": "article suppperiodical",
        "book": "collection commentary manual mvbook mvcollection mvproceedings mvreference proceedings reference",
        "chapter": "bookinbook inbook suppbook suppcollection",
        "dataset": "data",
        "graphic": "artwork",
        "motion_picture": "movie",
        "paper-conference": "conference",
        "report": "report",
        "review": "review",
        "song": "audio",
        "thesis": "mastersthesis thesis",
        "webpage": "electronic webpage www",
    }
)
"""``misc`` and the custom types have no counterpart."""

SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
"""Values of the field ``entrysubtype`` for articles."""

THESES = {"Master's thesis": "mastersthesis", "PhD thesis": "phdthesis"}
"""The words that BibTeX's styles print for an entry type."""

JATS = {
    "article": "preprint",
    "article-journal": "journal article",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "book": "book",
    "chapter": "book chapter",
    "dataset": "data dataset",
    "legislation": "legal",
    "paper-conference": "confproc conf-proc conference",
    "patent": "patent",
    "report": "report gov",
    "software": "software",
    "standard": "standard",
    "thesis": "thesis dissertation",
    "webpage": "web website webpage",
}
"""Values of ``publication-type``; the first is written and each is read; any other type is ``other``."""

FROM_JATS = by_name(JATS) | {"book": "book"}
"""A chapter is distinguished from its book by other elements of the citation."""
