"""Endings of lines, and what they say about whether a reference ends there."""

import re
from enum import StrEnum

from refcheck.gazetteer.journals import abbreviated_words
from refcheck.lexicon import Term, words
from refcheck.parsing.splitting import YEAR
from refcheck.text.characters import LETTERS
from refcheck.text.combining import is_of_word

_LOOSE_STOP = re.compile(r"\s\.$")
"""A full stop after a space: "12, 345 ."."""

_HYPHENATED = re.compile(r"[^\W\d_][-‐\xad]$")
r"""A word hyphenated at the line's end: "infor-", "infor\xad"."""

_INITIAL = re.compile(r"(?:^|[^\w’'])(?<![a-z]\.)(?<![a-z]\. )[^\W\d_]\.$")
"""An initial or a short capitalised abbreviation: "J.", "Phys.", "St."; its full stop need not end anything."""

_MEDIUM = re.compile(r"\[(?:[A-Z]{1,2}/OL|[CDJMNP])\]\.?$")
"""The code for type and medium after a title in Chinese lists: "[M].", "[J/OL]."; a publisher or journal has yet to come."""

_SHORT = 5
"""Longer labels, in letters, are not abbreviated and need no full stop."""

_LABELS = {
    word
    for word in words(Term.VOLUME, Term.ISSUE, Term.PAGE, Term.EDITOR, Term.CHAPTER, Term.ARTICLE_NUMBER, Term.MEETING)
    if len(word) <= _SHORT
}
_ABBREVIATED = _LABELS | abbreviated_words() | words(Term.SUPPLEMENT)
"""Labels that need something after them ("vol.", "pp.", "Nr.", "S."), and abbreviated words of names ("Proc.", "Univ.")."""

_YEAR = re.compile(rf"(?<![\w.:/–-])\(?{YEAR}[a-z]?\)?[.,:;]?$")
"""A year, with or without brackets: "2010.", "(1998a)", "Berlin 2004,"."""

_NUMBER = re.compile(r"\d(?:[a-z]|\)|\s?(?:pp?|S|ff?|стр|с))?[.;]?$")
"""A number, or pages with their label: "45–67.", "123–9;", "13(120).", "241 pp.", "97 ff"."""

_ADDRESS = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/|(?<!\S)[^\s\[\]]{6,}/)[^\s\[\]]*$")
"""A URL or DOI, or a part of one: "https://example.org/a", "doi:10.1000/182.", "files/report.pdf"."""

_JOINING = words(Term.SMALL, Term.IN, Term.AND, Term.PARTICLE) | {"&"}
"""Short words that never end anything: "of", "und", "de la", "&"."""

_LAST_WORD = re.compile(r"(?:^|(?P<blank>\s)|[^\w\s])(?P<word>[^\W\d_]+|&)(?P<point>\.?)$")
"""The last word of a line, and its full stop."""

_NO_NAME = re.compile(r"[:?!“”\"«»„\d/()]")
"""Characters that no list of authors contains: "Title: Subtitle", "“Title”", "Vol. 12"."""

_INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_]\.|[^\W\d_]{3} [A-Z]{1,3}[,.]")
"""Initials: "J.", "K.-M.", "Smith JA,"."""


class Ending(StrEnum):
    """The kinds of line ending that are distinguished."""

    JOINED = "joined"
    WORD = "word"
    STOP = "stop"
    YEAR = "year"
    NUMBER = "number"


ENDED = frozenset({Ending.STOP, Ending.YEAR, Ending.NUMBER})
"""Endings at which a reference may end; the others are within one."""


_LONGEST_WORD = 24
_REACH = 300
"""The number of last characters of a line that are examined."""


def ending(text: str) -> Ending:
    """Return the kind of ending of a line: within a phrase, with a plain word, a full stop or bracket, a year, a number or URL."""
    tail = _LOOSE_STOP.sub(".", text[-_REACH:])
    last = tail[-1:]
    if year := _YEAR.search(tail):
        return Ending.JOINED if _is_authors(tail[: year.start()]) else Ending.YEAR
    if _ADDRESS.search(tail):
        return Ending.NUMBER
    if last in ",:&(/[+=–—":  # also where there is no text at all
        return Ending.JOINED
    if last == ";" and _is_authors(tail):
        return Ending.JOINED
    if _NUMBER.search(tail):
        return Ending.NUMBER
    if any(form.search(tail) for form in (_HYPHENATED, _INITIAL, _MEDIUM)) or _continues(tail):
        return Ending.JOINED
    return Ending.WORD if is_of_word(last) else Ending.STOP


def _continues(tail: str) -> bool:
    """Return whether the last word is a label or an abbreviation with its full stop, or on its own a joining word like "of"."""
    last = _LAST_WORD.search(tail, max(len(tail) - _LONGEST_WORD, 0))
    if last is None:
        return False
    word = last["word"].lower()
    return word in _ABBREVIATED if last["point"] else word in _JOINING and (bool(last["blank"]) or last.start() == 0)


def _is_authors(text: str) -> bool:
    """Return whether a text holds only authors, some with initials: a title has yet to come."""
    words = LETTERS.findall(text)
    if words and all(len(word) <= 4 and word[0].lower() == word[0].upper() for word in words):
        return True  # names in Chinese, Japanese or Korean letters
    return (
        not _NO_NAME.search(text)
        and _INITIALS.search(text) is not None
        and all(word[0].isupper() or len(word) <= 3 for word in words)
    )
