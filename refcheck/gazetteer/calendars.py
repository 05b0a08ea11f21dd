"""Conversion of other calendars' years to Gregorian ones: solar and lunar Hijri years, and years counted in eras."""

from functools import cache

from refcheck.gazetteer import table

_JALALI = 621
"""How many years the Persian (solar Hijri) year is behind the Gregorian one in which it begins, in March."""

_LUNAR, _HIJRA = 0.970224, 621.577
"""The length of an Islamic (lunar Hijri) year in Gregorian years, and the Gregorian date of its beginning.
Source: 354.36667 days to 365.2425, and the 19th of July 622 of the Gregorian calendar."""

BUDDHIST = 2400
"""The first year that is read as one of the Buddhist era, whose years are Gregorian (2400 was 1857), or of another calendar."""

LATEST = 2040
"""The latest year that a conversion may give; a later one means another calendar, or an error. Source: a judgement; not fitted."""


def from_solar(year: int) -> int:
    """Return the Gregorian year in which a year of the Persian calendar begins: 1399 in 2020; it ends in the next."""
    return year + _JALALI


def from_lunar(year: int) -> int:
    """Return the Gregorian year in which a year of the Islamic calendar begins: 1440 in 2018; it mostly ends in the next."""
    return int(year * _LUNAR + _HIJRA)


@cache
def eras() -> dict[str, tuple[int, bool]]:
    """Return, by the words before a year of an era, the number to add to it, and whether its months are Gregorian."""
    return {
        words: (int(added), months == "same_months")
        for months, rows in table("calendars").items()
        for added, listed in rows.items()
        for words in listed.split(", ")
    }
