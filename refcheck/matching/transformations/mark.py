"""Remains of markup in a record's title: a command for superscripts, a broken quotation mark; two letters in place of one.

>>> plain("The Northâ™s â˜Tidesâ™")
'The North’s ’Tides’'
>>> plain("21{sup ST} Century Rivers")
'21ST Century Rivers'
>>> are_two_letters("Ueber", "Über"), are_two_letters("Aarhus", "Århus"), are_two_letters("Frequncy", "Frequency")
(True, True, False)

Source: the markup of the Office of Scientific and Technical Information; scanned title pages.
"""

import re
import unicodedata

from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_COMMAND = deferred(r"\{su[pb]\s+([^{}]{1,20})\}", re.IGNORECASE)
"""A superscript or subscript: ``{sup ST}``."""

_FOOTNOTE = deferred(r"<(fnr?|xref)\b[^<>]*>[^<]*</\1>|\$\^\{?[\d,*]+\}?\$", re.IGNORECASE)
"""A footnote, or a footnote mark: ``<fn>Read in Oslo</fn>``, ``$^1$``."""

_NOTE_AT_END = deferred(r"(?<=[°.?!)\]”’\"])[\d*†‡]{1,2}$")
"""A note mark, no longer superscript, after the punctuation at the end of a title: ``at 25°1``, ``(1890–1914)*``."""

_BROKEN_QUOTE = deferred("â€?[˜™œ\u009d]|â(?=[A-ZÀ-Þ]|$)")
"""A quotation mark that was read in a wrong encoding and lost a character: ``â˜``, ``â™``."""

_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})
"""Letter → the two letters that replace it where it cannot be typed: ``Über``, ``Ueber``."""


def plain(title: str) -> str:
    """Return a title without footnotes and commands for superscripts and subscripts, and with broken quotation marks repaired."""
    title = _FOOTNOTE.sub("", title) if "<" in title or "$" in title else title
    title = _COMMAND.sub(r"\1", title) if "{" in title else title
    return _BROKEN_QUOTE.sub("’", title) if "â" in title else title


def without_note(title: str) -> str:
    """Return a title without the note mark after its final punctuation; ``""`` where it has none.

    >>> without_note("Tides at 25°1"), without_note("Tides of H2O2")
    ('Tides at 25°', '')
    """
    found = _NOTE_AT_END.search(title)
    return title[: found.start()] if found else ""


def are_two_letters(one: str, other: str) -> bool:
    """Return whether two words as printed differ only in two letters in place of an umlaut, an ``å``, an ``ø`` or a ``ß``."""
    ours, theirs = (unicodedata.normalize("NFC", word).lower() for word in (one, other))
    return fold(ours.translate(_TWO_LETTERS)) == fold(theirs.translate(_TWO_LETTERS))
