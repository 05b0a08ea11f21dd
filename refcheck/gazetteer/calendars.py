"""Years of other calendars as years of ours: the solar and the lunar years of the Hijra, and those that are counted in eras."""

from functools import cache

from refcheck.gazetteer import table

_JALALI = 621
"""Years by which the Persian (solar Hijri) year is behind the Gregorian one in which it begins, in March."""

_LUNAR, _HIJRA = 0.970224, 621.577
"""How long an Islamic (lunar Hijri) year is in years of ours, and where they begin.
Source: 354.36667 days to 365.2425, and the 19th of July 622 of the Gregorian calendar."""

BUDDHIST = 2400
"""Years from here on are of the Buddhist era, which has our years, or of another calendar: 2400 was 1857."""

LATEST = 2040
"""No later year is claimed by conversion: another calendar was meant, or a slip was made. Source: set by hand."""


def from_solar(year: int) -> int:
    """Return the year in which one of the Persian calendar begins: 1399 in 2020; it ends in the next."""
    return year + _JALALI


def from_lunar(year: int) -> int:
    """Return the year in which one of the Islamic calendar begins: 1440 in 2018; it mostly ends in the next."""
    return int(year * _LUNAR + _HIJRA)


@cache
def eras() -> dict[str, tuple[int, bool]]:
    """Return, for the words that stand before a year of an era, what is added to it, and whether its months are ours."""
    return {
        words: (int(added), months == "same_months")
        for months, rows in table("calendars").items()
        for added, listed in rows.items()
        for words in listed.split(", ")
    }
