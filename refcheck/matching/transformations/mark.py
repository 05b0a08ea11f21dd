"""Marks that a record has kept in a title: a note's figure on a word, a command for raised letters, a letter for its double.

>>> plain("The Northâ™s â˜Tidesâ™")
'The North’s ’Tides’'
>>> plain("21{sup ST} Century Rivers"), is_marked("granites1", "granites"), is_marked("ul", "ui")
('21ST Century Rivers', True, True)
>>> is_marked("part1", "part"), is_marked("rivers2", "rivers3"), is_marked("it", "il")
(False, False, False)
>>> are_two_letters("Ueber", "Über"), are_two_letters("Aarhus", "Århus"), are_two_letters("Frequncy", "Frequency")
(True, True, False)

Source: the markup of the Office of Scientific and Technical Information; scanned title pages.
"""

import re
import unicodedata

from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_COMMAND = deferred(r"\{su[pb]\s+([^{}]{1,20})\}", re.IGNORECASE)
"""Letters that are raised or lowered: ``{sup ST}``."""

_FOOTNOTE = deferred(r"<(fnr?|xref)\b[^<>]*>[^<]*</\1>|\$\^\{?[\d,*]+\}?\$", re.IGNORECASE)
"""A footnote, or the sign for one: ``<fn>Read in Oslo</fn>``, ``$^1$``."""

_NOTE_AT_END = deferred(r"(?<=[°.?!)\]”’\"])[\d*†‡]{1,2}$")
"""The sign of a note behind the mark that a title ends in, once it is no longer raised: ``at 25°1``, ``(1890–1914)*``."""

_BROKEN_QUOTE = deferred("â€?[˜™œ\u009d]|â(?=[A-ZÀ-Þ]|$)")
"""A quotation mark that was read in a wrong encoding and lost a sign: ``â˜``, ``â™``."""

_LEAST = 6
"""A word of fewer letters may have a number of its own: ``part1``."""

_DOUBLES = str.maketrans("l1|0", "iiio")
"""Signs that are taken for each other in print: ``l``, ``1`` and ``I``; ``0`` and ``O``."""

_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})
"""Letters and the two that stand for them where they cannot be set, or could not yet: ``Über``, ``Ueber``."""

_MICRO = frozenset(("um", "ug", "ul", "us", "umol"))
"""Units with a ``u`` for the ``μ``, which is folded to ``mu``."""


def plain(title: str) -> str:
    """A title without commands for raised and lowered letters, and without broken quotation marks."""
    title = _FOOTNOTE.sub("", title) if "<" in title or "$" in title else title
    title = _COMMAND.sub(r"\1", title) if "{" in title else title
    return _BROKEN_QUOTE.sub("’", title) if "â" in title else title


def without_note(title: str) -> str:
    """A title without the sign of a note behind its last mark; ``""`` where it has none.

    >>> without_note("Tides at 25°1"), without_note("Tides of H2O2")
    ('Tides at 25°', '')
    """
    found = _NOTE_AT_END.search(title)
    return title[: found.start()] if found else ""


def is_marked(one: str, other: str) -> bool:
    """Whether two folded words are one but for a note's figure on one of them, or for letters that look alike."""
    short, long = sorted((one, other), key=len)
    if short in _MICRO and long == f"m{short}":
        return True
    if len(long) == len(short) + 1 and long[-1].isdecimal() and long[:-1] == short:
        return len(short) >= _LEAST and short.isalpha()
    return (
        len(one) == len(other) > 1
        and not one.isdecimal()
        and not other.isdecimal()
        and one.translate(_DOUBLES) == other.translate(_DOUBLES)
    )


def are_two_letters(one: str, other: str) -> bool:
    """Whether two words, as they stand, are one but for two letters in the place of an umlaut or the like."""
    ours, theirs = (unicodedata.normalize("NFC", word).lower() for word in (one, other))
    return fold(ours.translate(_TWO_LETTERS)) == fold(theirs.translate(_TWO_LETTERS))
