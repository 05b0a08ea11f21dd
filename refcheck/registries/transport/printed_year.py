"""The year in a date as people write it."""

import re

from refcheck.model import Date

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
"""A year of print: "2015 Jan 3", "May 2011", "c1987"."""


def printed_year(text: str | None) -> Date | None:
    """The first year in the text, with the text beside it; ``None`` without one."""
    match = _YEAR.search(text or "")
    return Date(year=int(match[0]), raw=text) if match else None
