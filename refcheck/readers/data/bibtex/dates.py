"""The dates of BibTeX (``year``, ``month``, ``day``) and of biblatex (``date``, ``urldate``) → dates."""

import re
from collections.abc import Mapping

from refcheck.lexicon import month_number
from refcheck.model import Date
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.tex import decode

_YEAR = re.compile(r"\d{4}")

_WORD = re.compile(r"[^\W\d_]+")
"""What may be a month's name: ``jan``, ``Mars``."""

_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
"""What may be a day, or a month: ``7``, ``31``."""


def read_day(text: str) -> Date | None:
    """The value of a field that holds a whole date."""
    return _values.date(decode(text).replace("\u2013", "/"))


def read_parts(values: Mapping[str, str]) -> Date | None:
    """The date in the fields ``year``, ``month`` and ``day``, as far as there are any."""
    year = decode(values.get("year", ""))
    if not _YEAR.fullmatch(year):
        return _values.date(year)
    text = decode(values.get("month", ""))
    words, numbers = _WORD.findall(text), _DAY.findall(text)
    months = [month for word in words if (month := month_number(word))]
    if not months and numbers and not words:
        months = [int(numbers.pop(0))]
    days = _DAY.findall(values.get("day", "")) or (numbers if len(months) == 1 and len(numbers) == 1 else [])
    return _values.exact(int(year), months[0] if months else None, int(days[0]) if days else None)
