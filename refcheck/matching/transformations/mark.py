"""Marks that a record has kept in a title: a command for raised letters, a broken quotation mark; two letters for one.

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
"""Letters that are raised or lowered: ``{sup ST}``."""

_FOOTNOTE = deferred(r"<(fnr?|xref)\b[^<>]*>[^<]*</\1>|\$\^\{?[\d,*]+\}?\$", re.IGNORECASE)
"""A footnote, or the sign for one: ``<fn>Read in Oslo</fn>``, ``$^1$``."""

_NOTE_AT_END = deferred(r"(?<=[°.?!)\]”’\"])[\d*†‡]{1,2}$")
"""The sign of a note behind the mark that a title ends in, once it is no longer raised: ``at 25°1``, ``(1890–1914)*``."""

_BROKEN_QUOTE = deferred("â€?[˜™œ\u009d]|â(?=[A-ZÀ-Þ]|$)")
"""A quotation mark that was read in a wrong encoding and lost a sign: ``â˜``, ``â™``."""

_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})
"""Letters and the two that stand for them where they cannot be set, or could not yet: ``Über``, ``Ueber``."""


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


def are_two_letters(one: str, other: str) -> bool:
    """Whether two words, as they stand, are one but for two letters in the place of an umlaut or the like."""
    ours, theirs = (unicodedata.normalize("NFC", word).lower() for word in (one, other))
    return fold(ours.translate(_TWO_LETTERS)) == fold(theirs.translate(_TWO_LETTERS))
