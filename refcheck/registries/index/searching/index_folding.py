"""Words of records and of references, folded alike, so that they find each other."""

import re
import unicodedata

from refcheck.text.markup import clean

_WORD = re.compile(r"[^\W_]+")
"""A word: letters and digits of any script, "covid", "19", "москва"; an underscore is none of it"""

_ACCENT = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
"""Accents that a normal form has parted from their letters: the acute of "é"; vowel signs of Indic scripts are letters"""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"}
    | dict.fromkeys("'’‘ʼ`\u00ad\u200c", "")
)

STOP_WORDS = frozenset(
    word
    for words in (
        "a an and are as at be by for from has in into is it its of on or that the their this to was were with",
        "via using between among during after under over",
        "au aux dans de des du en et la le les par pour sur un une",
        "am auf aus das dem den der des die ein eine fur im mit und von zu zum zur",
        "al con del el las los para por su da das do dos em na no nas nos os um uma com ao",
        "di il lo gli nel della dei delle per su una",
        "в и на о по с для из к",
        "doi http https www org ed eds edn vol no pp ser available accessed retrieved",
    )
    for word in words.split()
)
"""Words that stand everywhere, and those that only references have. They are neither kept nor searched for."""


def folded(text: str) -> list[str]:
    """The words of a text in order, without case, diacritics and apostrophes.

    >>> folded("Überblick: L'État, 2nd ed.")
    ['uberblick', 'letat', '2nd', 'ed']
    """
    if "<" in text or "&" in text:
        text = clean(text)
    if text.isascii():
        return _WORD.findall(text.lower().replace("'", "").replace("`", ""))
    text = _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _WORD.findall(text.lower().translate(_LETTERS))


def family_key(name: str) -> str:
    """The last word of a family name, by which a person is known: ``van der Berg`` and ``Berg`` are one."""
    words = folded(name)
    return words[-1] if words else ""


def first_page(page: str) -> str:
    """The first page of a range, folded: ``L12`` of ``L12–L19`` is ``l12``."""
    words = folded(page)
    return words[0] if words else ""
