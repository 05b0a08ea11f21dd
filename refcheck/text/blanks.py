"""Blanks and marks that nobody sees: a text is read as if it had plain blanks, and none of the rest.

A page's source, Word and typesetters put no-break, thin and wide blanks, marks of direction and places where a word may break into
a text; and what was saved as Windows-1252 and read as Latin-1 has dashes and quotation marks among its control characters.
"""

import re
from collections.abc import Iterator

from refcheck.text.edits import Edit

_BLANK = "\t\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks of other widths and kinds than the plain one; lines end as they do. Source: the Unicode Standard, 6.2."""

_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Places where a word may break, marks of direction, marks that join words. Source: the Unicode Standard, 23.2."""

_JOINERS = "(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]"
"""Marks that part and join letters in other scripts, behind a letter of the Latin one, which has no use for them."""

_CONTROLS = "\x82-\x8c\x8e\x91-\x9c\x9e\x9f"
"""Control characters in the places of which Windows-1252 has marks and letters."""

CONTROLS = re.compile(f"[{_CONTROLS}]")
"""One of them: U+0096"""

_ODD = re.compile(rf"(?P<blank>[{_BLANK}])|(?P<control>[{_CONTROLS}])|[{_UNSEEN}]|{_JOINERS}")


def edits(text: str) -> Iterator[Edit]:
    """Yield what is read otherwise than it stands there: a plain blank for each other one, nothing for what is not seen."""
    if text.isascii() and not ("\t" in text or "\x0b" in text or "\x0c" in text):
        return
    for found in _ODD.finditer(text):
        new = " " if found["blank"] else found[0].encode("latin-1").decode("cp1252") if found["control"] else ""
        yield found.start(), found.end(), new
