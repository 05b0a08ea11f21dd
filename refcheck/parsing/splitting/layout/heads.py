"""Running heads that are known by how they are set, though each is printed once: capitals or wide gaps, and the page's number."""

import re
from collections.abc import Sequence

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.openings import IDENTIFIER
from refcheck.text.deferred import deferred

_PARTED = deferred(r"(?<!\S)(?:[^\W\d_](?: [^\W\d_]){3,}|\d(?: \d){2,})(?!\S)")
"""Letters, or figures, set with blanks between: "N O T E S", "2 8 7 1"."""

_WIDE = re.compile(r"\s{2,}")
_SINGLE = 0.7
"""A whole head is set with blanks between its characters where so many stand alone. Source: set by hand."""

_GAP = re.compile(r"[ \xa0]{3,}|\s*\t\s*")
"""A gap between the parts of a head: "June, 1962     Notes     2871"."""

_NUMBER = re.compile(r"(?=[\dIlOo]{1,5}$)[IlOo]*\d[\dIlOo]*")
"""The number of a page, as an OCR may read it: "2871", "1o1", "I03"."""

_OF_REFERENCE = deferred(r"[,.?!][”’\"»]|\d\)?, ?\d+$")
"""Signs of a reference, which no head has: the end of a quoted title, a page behind a volume: 'SHORES,” J.', "44(10), 2296"."""

_LONGEST, _LONGEST_SHORT = 90, 5
"""No head is longer, and no word of one that is cut short: "Sept.,", "Vol."."""
_SHORTEST_WORD = 4
_PAGE = 8
"""A page has so many lines; where more lines look like heads, the list is set so."""


def set_as_heads(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines that are set as running heads, none where such lines are no rarity."""
    found = {place for place, line in enumerate(lines) if _is_head(line.text)}
    found -= {place for place in found if place and _ends_in_capitals(lines[place - 1].text)}
    return found if len(found) * _PAGE <= len(lines) else set()


def _ends_in_capitals(text: str) -> bool:
    """Return whether a line ends in words in capitals, with which a title may go on in the next."""
    return any(len(word) >= _SHORTEST_WORD and word.isalpha() and word.isupper() for word in text.split()[-2:])


def _is_head(text: str) -> bool:
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)) or text.endswith(".") or IDENTIFIER.match(text):
        return False
    if _OF_REFERENCE.search(text):
        return False
    cells = _GAP.split(text)
    if len(cells) == 3 and (_NUMBER.fullmatch(cells[0]) or _NUMBER.fullmatch(cells[2])):
        return True
    if any(letter.lower() == letter.upper() for letter in filter(str.isalpha, text)):  # of a script without capitals
        return False
    first, *rest = _words(text)
    is_counted = any(_NUMBER.fullmatch(word.strip("[]")) for word in (first, *rest[-1:]))
    names = ["".join(filter(str.isalpha, word)) for word in (first, *rest)]
    is_capital = any(len(name) >= _SHORTEST_WORD and name.isupper() for name in names)
    is_dated = first.endswith((",", ".")) or any(map(str.isdecimal, first)) or not any(map(str.islower, first))
    return is_counted and is_capital and is_dated and not any(map(_is_small, rest))


def _words(text: str) -> list[str]:
    """Return the words of a head, those put together that are set with blanks between their letters."""
    words, parts = text.split(), _WIDE.split(text)
    if len(parts) > 1 and sum(len(word) == 1 for word in words) >= _SINGLE * len(words):
        return [part.replace(" ", "") for part in parts]
    return _PARTED.sub(lambda found: found[0].replace(" ", ""), text).split()


def _is_small(word: str) -> bool:
    """Return whether a word is set in small letters, and is none that is cut short: "Vol.", "Sept.,"."""
    return (
        any(map(str.islower, word))
        and not (word.rstrip(",").endswith(".") and len(word) <= _LONGEST_SHORT + 1)
        and not _NUMBER.fullmatch(word)
    )
