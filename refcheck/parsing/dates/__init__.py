"""Printed dates → dates."""

from refcheck.parsing.dates.calendars import of_its_calendar
from refcheck.parsing.dates.reading import RAISED_EDITION, YEAR, read_date

__all__ = ["RAISED_EDITION", "YEAR", "of_its_calendar", "read_date"]
