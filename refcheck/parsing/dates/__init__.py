"""Printed dates → dates."""

from refcheck.parsing.dates.calendars import of_its_calendar
from refcheck.parsing.dates.reading import YEAR, read_date

__all__ = ["YEAR", "of_its_calendar", "read_date"]
