"""EndNote's types of reference, as its exports name and number them.

Source: EndNote's list of reference types; the numbers are those of its XML before version 8.
"""

from refcheck.gazetteer.item_types import ENDNOTE

TYPES = {name.lower(): kind for kind, (name, _) in ENDNOTE.items()} | {
    "audiovisual material": "motion_picture",
    "conference proceedings": "paper-conference",
    "edited book": "book",
    "electronic article": "article-journal",
    "electronic book section": "chapter",
    "electronic book": "book",
    "government document": "report",
}
"""EndNote's types of reference → CSL types; ``Generic`` has no counterpart."""

WHOLE = frozenset({"book", "report", "thesis"})
"""What is no part of another work: its secondary title is the series."""

NUMBERED = {
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
"""The numbers that older exports have in place of names; 47 is a later one, which tools write among them."""
