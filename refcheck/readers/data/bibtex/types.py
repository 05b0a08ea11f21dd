"""Types of entry → CSL types.

Source: the entry types of BibTeX and of biblatex (manual, §2.1), and CSL 1.0.2.
"""

_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "commentary": "book",
    "conference": "paper-conference",
    "data": "dataset",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "preprint": "article",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "webpage": "webpage",
    "www": "webpage",
}
"""``misc`` and the custom types have no counterpart."""

_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}

_GENRES = {"mastersthesis": "Master's thesis", "phdthesis": "PhD thesis"}
"""What BibTeX's styles print for an entry type."""

_IN_OTHERS = frozenset({"chapter", "paper-conference", "entry-encyclopedia"})


def csl_type(kind: str, subtype: str = "") -> str | None:
    """The CSL type for an entry type in small letters; ``None`` for one that says nothing."""
    if kind in ("article", "suppperiodical") and subtype.lower() in _SUBTYPES:
        return _SUBTYPES[subtype.lower()]
    return _TYPES.get(kind)


def genre_of(kind: str) -> str | None:
    """What an entry type says of the kind of thesis."""
    return _GENRES.get(kind)


def is_in_another(kind: str) -> bool:
    """Whether entries of a type are parts of a book, whose title is their container's."""
    return _TYPES.get(kind) in _IN_OTHERS
