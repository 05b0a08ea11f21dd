"""Signs, numbers and short forms that a title has written out, and an acronym in brackets: ``vs.``, ``%``, ``2``, ``(TE)``.

>>> is_written_out("vs", "versus"), is_written_out("u s", "united states"), is_written_out("2", "two")
(True, True, True)
>>> is_written_out("percent", ""), is_written_out("2", "three"), is_written_out("no", "")
(True, False, False)
>>> is_acronym_beside("(TE)", "Tidal engineering (TE) in the north"), is_acronym_beside("(III)", "Tidal engineering (III)")
(True, False)

Source: the house styles of the Chicago Manual of Style, 17th edition, chapters 9 and 10; the prefixes of chemical names
(``t-butyl``), IUPAC's recommendations on organic nomenclature of 2013, P-14.
"""

from refcheck.text.deferred import deferred
from refcheck.text.folding import fold, words
from refcheck.text.spelling import roman

_NUMBERS = """1 one; 2 two; 3 three; 4 four; 5 five; 6 six; 7 seven; 8 eight; 9 nine; 10 ten; 11 eleven; 12 twelve"""

_ORDINALS = """1st first; 2nd second; 3rd third; 4th fourth; 5th fifth; 6th sixth; 7th seventh; 8th eighth; 9th ninth; 10th tenth;
11th eleventh; 12th twelfth; 13th thirteenth; 14th fourteenth; 15th fifteenth; 16th sixteenth; 17th seventeenth; 18th eighteenth;
19th nineteenth; 20th twentieth; 21st twenty first"""

_ELEMENTS = """h hydrogen; n nitrogen; o oxygen; c carbon; p phosphorus; k potassium; na sodium; ca calcium; mg magnesium; fe iron;
cu copper; zn zinc; mn manganese; al aluminum; si silicon; cl chlorine; pb lead; cd cadmium; hg mercury; as arsenic; cr chromium;
ni nickel; co cobalt; ag silver; au gold; pt platinum; pd palladium; ti titanium; li lithium; u uranium; cs cesium; sr strontium;
se selenium; sn tin; mo molybdenum; w tungsten; v vanadium; ru ruthenium; rh rhodium; ir iridium; bi bismuth; sb antimony"""

_PREFIXES = """t tert; s sec; i iso; o ortho; m meta; p para; t tertiary; s secondary; tert tertiary; sec secondary"""

_FORMS = frozenset(
    [
        *(tuple(pair.split(maxsplit=1)) for pair in f"{_NUMBERS};{_ORDINALS};{_ELEMENTS};{_PREFIXES}".split(";")),
        ("vs", "versus"),
        ("v", "versus"),
        ("u s", "united states"),
        ("us", "united states"),
        ("usa", "united states"),
        ("u s a", "united states of america"),
        ("uk", "united kingdom"),
        ("u k", "united kingdom"),
        ("eu", "european union"),
        ("un", "united nations"),
        ("st", "saint"),
        ("dr", "doctor"),
    ]
)
"""Short forms, folded, and what they stand for."""

_SIGNS = words("percent degree degrees")
"""Words for signs that leave nothing when they are folded: ``%``, ``°``."""

_BRACKET = deferred(r"\(([A-Z][A-Za-z0-9-]{1,9})\)")
"""A word in capitals in brackets: ``(TE)``."""


def is_written_out(one: str, other: str) -> bool:
    """Whether one of two folded runs of words is the other written out."""
    if not one or not other:
        return {*(one or other).split()} <= _SIGNS and bool(one or other)
    return (one, other) in _FORMS or (other, one) in _FORMS


def is_acronym_beside(printed: str, title: str) -> bool:
    """Whether a piece of a title is an acronym in brackets, of the words right before it."""
    found = _BRACKET.fullmatch(printed.strip(" .,;:"))
    if found is None or roman(found[1].lower()) is not None:
        return False
    initials = "".join(word[0] for word in fold(title.partition(found[0])[0]).split())
    letters = iter(initials)
    return all(letter in letters for letter in fold(found[1]).replace(" ", "").rstrip("s"))
