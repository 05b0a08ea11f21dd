"""Blanks, widths and marks that nobody sees: a text is read as if it had plain blanks, narrow figures and none of the rest.

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

_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
"""Figures and Latin letters as wide as a Chinese one: "２０１７". Source: the Unicode Standard, 18.5."""

_FIGURE = "[0-9\uff10-\uff19]"
_BETWEEN = f"(?<={_FIGURE})[\uff0d\ufe63\ufe58\u2500\u2501\u301c\u30fc](?={_FIGURE})"
"""Between two figures what is as wide as they are, or only looks like it, is a dash: "22－35", "12〜19"."""

_ODD = re.compile(
    rf"(?P<blank>[{_BLANK}])|(?P<control>[{_CONTROLS}])|(?P<wide>[{_WIDE}])|(?P<dash>{_BETWEEN})|[{_UNSEEN}]|{_JOINERS}"
)

_ONE_WIDTH = 0xFEE0
"""How far a wide letter or figure stands behind the plain one. Source: the Unicode Standard, 18.5."""


def edits(text: str) -> Iterator[Edit]:
    """Yield what is read otherwise than it stands there: plain blanks, figures and dashes, nothing for what is not seen."""
    if text.isascii() and not ("\t" in text or "\x0b" in text or "\x0c" in text):
        return
    for found in _ODD.finditer(text):
        yield found.start(), found.end(), _read(found[0], found.lastgroup)


def _read(mark: str, kind: str | None) -> str:
    match kind:
        case "blank":
            return " "
        case "dash":
            return "-"
        case "control":
            return mark.encode("latin-1").decode("cp1252")
        case "wide":
            return chr(ord(mark) - _ONE_WIDTH)
    return ""
