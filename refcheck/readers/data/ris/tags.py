"""The types and tags of RIS, and what they are in CSL.

Source: the RIS specification of Research Information Systems, and what EndNote, Zotero, Mendeley, Scopus and Web of Science make
of it.
"""

from refcheck.gazetteer.item_types import RIS

TYPES = {name: kind for kind, name in RIS.items()} | {
    "ABST": "article-journal",
    "ANCIENT": "classic",
    "BILL": "bill",
    "CLSWK": "classic",
    "CONF": "paper-conference",
    "DBASE": "dataset",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "FIGURE": "figure",
    "GOVDOC": "report",
    "HEAR": "hearing",
    "INPR": "article-journal",
    "MUSIC": "musical_score",
    "VIDEO": "motion_picture",
}
"""Types of reference → CSL types; ``GEN`` and ``MISC`` have no counterpart."""

PLAIN = {
    "title": ("TI", "T1", "CT", "BT"),
    "title_short": ("ST",),
    "collection_title": ("T3",),
    "event_title": ("C3",),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "collection_number": ("SV",),
    "article_number": ("C7",),
    "publisher": ("PB",),
    "publisher_place": ("CY", "PP"),
    "genre": ("M3",),
    "note": ("N1",),
    "abstract": ("AB", "N2"),
    "annote": ("RN",),
    "call_number": ("CN",),
    "number_of_volumes": ("NV",),
    "section": ("SE",),
    "source": ("DB", "DP"),
}
"""Variables, and the tags that state them, the best one first."""

CONTAINERS = ("T2", "JF", "BT", "JO", "JA", "J2", "J1", "JI", "J9")
PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical"})
WHOLE = frozenset({"book", "report", "thesis", "collection"})
"""What is no part of another work: its ``T2`` is the series."""

SERIES = frozenset({"T2", "T3"})
"""Of a book with one of them ``M1`` is its number in the series."""

PEOPLE = {
    "AU": "author",
    "A1": "author",
    "A2": "editor",
    "ED": "editor",
    "A3": "collection_editor",
    "A4": "translator",
    "TA": "translator",
}
IDENTIFIERS = {"DO": "doi", "UR": "url", "LK": "url", "AN": "", "N1": "", "C2": "", "L3": ""}
