"""Signs, numbers and short forms that a title has written out: ``vs.``, ``%``, ``2``.

>>> is_written_out("vs", "versus"), is_written_out("u s", "united states"), is_written_out("2", "two")
(True, True, True)
>>> is_written_out("percent", ""), is_written_out("2", "three"), is_written_out("no", "")
(True, False, False)

Source: the house styles of the Chicago Manual of Style, 17th edition, chapters 9 and 10; the prefixes of chemical names
(``t-butyl``), IUPAC's recommendations on organic nomenclature of 2013, P-14.
"""

from refcheck.text.folding import squeeze, words

_NUMBERS = """1 one; 2 two; 3 three; 4 four; 5 five; 6 six; 7 seven; 8 eight; 9 nine; 10 ten; 11 eleven; 12 twelve"""

_ORDINALS = """1st first; 2nd second; 3rd third; 4th fourth; 5th fifth; 6th sixth; 7th seventh; 8th eighth; 9th ninth; 10th tenth;
11th eleventh; 12th twelfth; 13th thirteenth; 14th fourteenth; 15th fifteenth; 16th sixteenth; 17th seventeenth; 18th eighteenth;
19th nineteenth; 20th twentieth; 21st twenty first"""

_ELEMENTS = """h hydrogen; n nitrogen; o oxygen; c carbon; p phosphorus; k potassium; na sodium; ca calcium; mg magnesium; fe iron;
cu copper; zn zinc; mn manganese; al aluminum; si silicon; cl chlorine; pb lead; cd cadmium; hg mercury; as arsenic; cr chromium;
ni nickel; co cobalt; ag silver; au gold; pt platinum; pd palladium; ti titanium; li lithium; u uranium; cs cesium; sr strontium;
se selenium; sn tin; mo molybdenum; w tungsten; v vanadium; ru ruthenium; rh rhodium; ir iridium; bi bismuth; sb antimony"""

_PREFIXES = """t tert; s sec; i iso; o ortho; m meta; p para; t tertiary; s secondary; tert tertiary; sec secondary"""

_SHORT = """vs versus; v versus; us united states; usa united states; usa united states of america; uk united kingdom;
eu european union; un united nations; st saint; dr doctor"""

_FORMS = frozenset(
    tuple(pair.split(maxsplit=1)) for pair in f"{_NUMBERS};{_ORDINALS};{_ELEMENTS};{_PREFIXES};{_SHORT}".split(";")
)
"""Short forms, folded and without spaces, and what they stand for."""

_SIGNS = words("percent degree degrees")
"""Words for signs that leave nothing when they are folded: ``%``, ``°``."""


def is_written_out(one: str, other: str) -> bool:
    """Whether one of two folded runs of words is the other written out."""
    if not one or not other:
        return {*(one or other).split()} <= _SIGNS and bool(one or other)
    return (squeeze(one), other) in _FORMS or (squeeze(other), one) in _FORMS
