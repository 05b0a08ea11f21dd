"""Whether a line opens with a number that only a standard or a place in a code has."""

from refcheck.parsing.official.american import PLACE
from refcheck.parsing.official.standards import NUMBER
from refcheck.text.deferred import deferred

_FIRST = deferred(r"[A-ZА-Я]{2}[A-ZА-Яa-z/ .-]{0,24}\d|\d{1,3}\s(?:[A-Z]\.|[A-Z]{2})|[A-Z][a-z]+\.\s[A-Z][^(]{0,40}§")
"""How such a number begins: "ISO", "42 U", "Cal. P". A quick look before the slow one."""

_NUMBER = deferred(rf"{NUMBER}(?=\W|$)")

_PLACE = deferred(PLACE)


def opens_officially(text: str) -> bool:
    """Whether a line begins with the number of a standard, or with a place in a code.

    >>> [opens_officially(line) for line in ("ISO 12345:2011, Lists", "Cal. Penal Code § 187", "12 Lund, B. (1998)", "NASA 2019")]
    [True, True, False, False]
    """
    return _FIRST.match(text) is not None and (_NUMBER.match(text) is not None or _PLACE.match(text) is not None)
