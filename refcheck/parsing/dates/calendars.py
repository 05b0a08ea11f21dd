"""Years of other calendars: which one a printed year is of."""

from functools import cache

from refcheck.gazetteer.names import iranian_places
from refcheck.lexicon.patterns import WordSet
from refcheck.lexicon.wordings import names_of
from refcheck.model import Date
from refcheck.parsing.dates.reading import JALALI, PERSIAN

_FIRST_PRINTED = 1450
"""The year from which on works were printed."""


def of_its_calendar(date: Date, text: str) -> Date:
    """A date whose year is before printing, read by the calendar that the whole reference speaks for.

    Books are printed since about 1450: a work "of 1399" is dated by the Persian calendar, or by the Islamic one. Where the
    reference speaks of Iran or of Persian the year is converted; elsewhere it stays as printed, and no year is claimed.
    """
    if date.year is None or date.year >= _FIRST_PRINTED:
        return date
    persian = PERSIAN.search(text) or _iranian().found_in(text)
    return Date(year=date.year + JALALI if persian else None, raw=date.raw or str(date.year))


@cache
def _iranian() -> WordSet:
    """Words of a reference that comes from Iran, put together when the first year before printing is read."""
    return WordSet(names_of("fa") | iranian_places())
