"""Names that are written without a blank, the family's first: Chinese, Japanese and Korean."""

import unicodedata

from rapidfuzz.distance import Levenshtein

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.given import Likeness
from refcheck.model import Name
from refcheck.text.folding import fold_name, squeeze
from refcheck.text.scripts import script_of

_SCRIPTS = ("han", "hangul")

_FEWEST, _MOST = 2, 6
"""Letters of a person's name. Source: general knowledge of the three languages; three is usual, compound names have four to six."""

_OFFICES = ("部", "局", "省", "庁", "厅", "廳", "院", "署", "社", "부", "청", "원", "사")
"""Last letters of ministries, offices and houses; with them a name of two or three letters may be a body's, too."""

_CHARSETS = ("gb2312", "big5", "shift_jis", "euc_kr")
"""Character sets, each of one country's letters: simplified ones cannot be written in the set of the traditional ones."""


def whole_name(name: Name) -> str:
    """Return a person's whole name in one piece, the family's first; empty where it is of another script, or a body's.

    >>> whole_name(Name(family="陈", given="志强")), whole_name(Name(literal="홍길동")), whole_name(Name(literal="北京大学"))
    ('陈志强', '홍길동', '')
    """
    text = name.literal or f"{name.family or ''}{name.given or ''}"
    if script_of(text) not in _SCRIPTS or any(map(str.isascii, text)):
        return ""
    whole = unicodedata.normalize("NFC", squeeze(fold_name(text)))
    is_body = whole.endswith((*_OFFICES, *wordings(Term.BODY)))
    return whole if _FEWEST <= len(whole) <= _MOST and not is_body else ""


def compare_whole(cited: str, registered: str) -> Likeness:
    """Return how two whole names stand to each other.

    Letters of different character sets are not compared: they may be the simplified and the traditional form of one another.

    >>> [compare_whole(cited, "陈志强").name for cited in ("陈志强", "志强陈", "陈志刚", "陈明", "李建国", "陳志強")]
    ['SAME', 'SAME', 'MISSPELT', 'OTHER_GIVEN', 'OTHER', 'UNKNOWN']
    """
    if any(cited[at:] + cited[:at] == registered for at in range(len(cited))):
        return Likeness.SAME
    if not any(_is_written_in(cited + registered, charset) for charset in _CHARSETS):
        return Likeness.UNKNOWN
    if Levenshtein.distance(cited, registered) == 1:
        return Likeness.MISSPELT
    return Likeness.OTHER_GIVEN if cited[0] == registered[0] else Likeness.OTHER


def _is_written_in(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
