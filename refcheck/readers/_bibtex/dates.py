"""The dates of BibTeX (``year``, ``month``, ``day``) and of biblatex (``date``, ``urldate``) → dates.

Source: biblatex's manual, §2.3.8: ISO 8601-2 (EDTF), of which a range stands for its beginning.
"""

import re
from collections.abc import Mapping

from refcheck.model import Date
from refcheck.parsing.dates import read_date
from refcheck.parsing.months import month_number
from refcheck.readers._tex import decode

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.+Z-]*)?[~?%]?(/.*)?")
"""A date or a range: ``2012-05-03``, ``2012-05~``, ``2012/2013``."""

_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def read_day(text: str) -> Date | None:
    """The value of a field that holds a whole date."""
    text = decode(text)
    edtf = _EDTF.fullmatch(text)
    if edtf is None:
        return read_date(text) if text else None
    year, month, day, rest = edtf.groups()
    return _date(int(year), int(month) if month else None, int(day) if day else None, text if rest else None)


def read_parts(values: Mapping[str, str]) -> Date | None:
    """The date in the fields ``year``, ``month`` and ``day``, as far as there are any."""
    year = decode(values.get("year", ""))
    if not _YEAR.fullmatch(year):
        return read_date(year) or Date(raw=year) if year else None
    text = decode(values.get("month", ""))
    words, numbers = _WORD.findall(text), _DAY.findall(text)
    months = [month for word in words if (month := month_number(word))]
    if not months and numbers and not words:
        months = [int(numbers.pop(0))]
    days = _DAY.findall(values.get("day", "")) or (numbers if len(months) == 1 and len(numbers) == 1 else [])
    return _date(int(year), months[0] if months else None, int(days[0]) if days else None, None)


def _date(year: int, month: int | None, day: int | None, raw: str | None) -> Date:
    if month is None or not 1 <= month <= 12:
        return Date(year=year, raw=raw)
    return Date(year=year, month=month, day=day if day and 1 <= day <= 31 else None, raw=raw)
