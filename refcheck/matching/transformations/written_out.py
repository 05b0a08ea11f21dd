"""Symbols, numbers and short forms that one title writes out: ``vs.``, ``%``, ``2``, an acronym, ``pre- and post-war``.

>>> is_written_out("vs", "versus"), is_written_out("u s", "united states"), is_written_out("2", "two")
(True, True, True)
>>> is_written_out("tgh", "tidal gauge heights"), is_written_out("2d", "two dimensional"), is_written_out("13 c", "carbon 13")
(True, True, True)
>>> is_written_out("percent", ""), is_written_out("2", "three"), is_written_out("no", ""), is_written_out("tg", "gauges of tides")
(True, False, False, False)
>>> completed("in low- and middle-lying fens")
'in low-lying and middle-lying fens'

Source: the house styles of the Chicago Manual of Style, 17th edition, chapters 7 (suspended compounds), 9 and 10 (acronyms); the
prefixes of chemical names (``t-butyl``), IUPAC's recommendations on organic nomenclature of 2013, P-14.
"""

import re

from refcheck.matching.transformations.acronym import spells
from refcheck.text.characters import DASHES
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
eu european union; un united nations; st saint; dr doctor; y year; y years; yr year; yrs years; mo month; wk week; d day;
h hour; h hours; hr hour; hrs hours; min minute; min minutes"""

_FORMS = frozenset(
    tuple(pair.split(maxsplit=1)) for pair in f"{_NUMBERS};{_ORDINALS};{_ELEMENTS};{_PREFIXES};{_SHORT}".split(";")
)
"""Pairs of a short form, folded and without spaces, and its full form."""

_SIGNS = words("percent degree degrees deg infinity")
"""Words for symbols that ``fold`` removes: ``%``, ``°``, ``∞``."""

_NAMES = dict(pair.split() for pair in _ELEMENTS.split(";"))
"""Symbol of an element → its name."""

_FIGURES = {name: figure for figure, name in (pair.split() for pair in _NUMBERS.split(";"))}

_ORDERS = {name: figure for figure, name in (pair.split(maxsplit=1) for pair in _ORDINALS.split(";"))}

_LONGEST = 12
"""Most letters of an acronym, or of several in a row. Source: a judgement; not fitted."""

_FEWEST_IN_PLURAL = 3
"""Length that an acronym with a plural ``s`` must exceed: ``DNAs``."""

_SUSPENDED = re.compile(
    rf"\b([^\W\d_]+)[-{DASHES}](,? (?:and|or|to|et|und|oder|y|o|e|ou) [^\W\d_]+)([-{DASHES}][^\W\d_]+)"
)
"""A suspended compound, whose last part is printed only once, after a second compound: ``pre- and post-war``."""


def completed(text: str) -> str:
    """Return a text with its suspended compounds completed."""
    return _SUSPENDED.sub(r"\1\3\2\3", text)


def is_written_out(one: str, other: str) -> bool:
    """Return whether one of two folded runs of words is the other written out."""
    if not one or not other:
        return {*(one or other).split()} <= _SIGNS and bool(one or other)
    if (squeeze(one), other) in _FORMS or (squeeze(other), one) in _FORMS:
        return True
    return _is_initialism(one, other) or _is_initialism(other, one) or _isotope(one) == _isotope(other) != ()


def in_figures(key: str) -> str:
    """Return a folded text with its ordinals in digits: ``6th volume`` for "sixth volume"."""
    return " ".join(_ORDERS.get(word, word) for word in key.split())


def _is_initialism(short: str, full: str) -> bool:
    """Return whether two or more letters are the initials of a run of words, with or without small words: ``ets wmr``, ``2d``."""
    letters, words = squeeze(short), [_FIGURES.get(word, word) for word in full.split()]
    initials = "".join(word if word.isdecimal() else word[0] for word in words)
    if len(letters) > _FEWEST_IN_PLURAL and full.endswith("s"):
        letters = letters.removesuffix("s")  # ``lrpgs`` of "lowland river pebble grains"
    return 1 < len(letters) <= _LONGEST and len(words) > 1 and (letters == initials or spells(letters, full))


def _isotope(key: str) -> tuple[str, ...]:
    """Return the number and the name of an isotope: ``13 c``, ``c 13``, ``carbon 13``; ``()`` for any other text."""
    parts = sorted(_NAMES.get(word, word) for word in re.findall(r"\d+|[a-z]+", key))
    is_one = [part.isdecimal() for part in parts] == [True, False] and parts[1] in _NAMES.values()
    return tuple(parts) if is_one else ()
