"""Unusual spaces, fullwidth characters and invisible characters: text is read with plain spaces and digits and without the rest.

HTML, Word and typesetters put no-break, thin and wide spaces, direction marks and soft hyphens into a text; and text that was saved
as Windows-1252 and read as Latin-1 has control characters in place of its dashes and quotation marks.
"""

import re
from collections.abc import Iterator

from refcheck.text.edits import Edit

_BLANK = "\t\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Space characters other than the plain space; line ends are not among them. Source: the Unicode Standard, 6.2."""

_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Soft hyphens and zero-width spaces, direction marks, word joiners. Source: the Unicode Standard, 23.2."""

_JOINERS = "(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]"
"""Zero-width joiners and non-joiners after a Latin letter: they have a function in other scripts only."""

_CONTROLS = "\x82-\x8c\x8e\x91-\x9c\x9e\x9f"
"""Control characters at whose code points Windows-1252 has punctuation and letters."""

CONTROLS = re.compile(f"[{_CONTROLS}]")
"""One such control character: U+0096."""

_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
"""Fullwidth digits and Latin letters: "２０１７". Source: the Unicode Standard, 18.5."""

_FIGURE = "[0-9\uff10-\uff19]"
_BETWEEN = f"(?<={_FIGURE})[\uff0d\ufe63\ufe58\u2500\u2501\u301c\u30fc](?={_FIGURE})"
"""A fullwidth or similar character that is used as a dash between two digits: "22－35", "12〜19"."""

_ODD = re.compile(
    rf"(?P<blank>[{_BLANK}])|(?P<control>[{_CONTROLS}])|(?P<wide>[{_WIDE}])|(?P<dash>{_BETWEEN})|[{_UNSEEN}]|{_JOINERS}"
)

_ONE_WIDTH = 0xFEE0
"""Offset of a fullwidth letter or digit from the plain one. Source: the Unicode Standard, 18.5."""


def edits(text: str) -> Iterator[Edit]:
    """Yield the edits that make spaces, digits, letters and dashes plain and remove invisible characters."""
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
