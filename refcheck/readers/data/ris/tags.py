"""The types and tags of RIS, and what they are in CSL.

Source: the RIS specification of Research Information Systems, and what EndNote, Zotero, Mendeley, Scopus and Web of Science make
of it.
"""

TYPES = {
    "ABST": "article-journal",
    "ANCIENT": "classic",
    "ART": "graphic",
    "BILL": "bill",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CLSWK": "classic",
    "COMP": "software",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "DBASE": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "FIGURE": "figure",
    "GOVDOC": "report",
    "HEAR": "hearing",
    "INPR": "article-journal",
    "JFULL": "periodical",
    "JOUR": "article-journal",
    "MANSCPT": "manuscript",
    "MAP": "map",
    "MGZN": "article-magazine",
    "MPCT": "motion_picture",
    "MUSIC": "musical_score",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "SER": "collection",
    "SLIDE": "speech",
    "SOUND": "song",
    "STAND": "standard",
    "STAT": "legislation",
    "THES": "thesis",
    "UNPB": "article",
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
    "number": ("M1",),
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
