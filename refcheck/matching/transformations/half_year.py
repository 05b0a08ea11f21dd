"""A volume numbered anew each year, where the registry has the continuous number: ``1965;2(14):98`` for volume 146.

>>> is_half_year("ii", "146", 1965), is_half_year("146", "2", 1965), is_half_year("3", "146", 1965), is_half_year("2", "12", 1965)
(True, True, False, False)
>>> is_half_year("2", "146", 2020)
False

Source: MEDLINE's records of British weeklies before 1990, which number the two volumes of a year as 1 and 2, in print i and ii.
"""

from refcheck.text.spelling import roman

_OLD = 100
"""Least continuous number, as such journals have many volumes; for a lower number, a digit may have been omitted. Source: a
judgement; not fitted."""

_LAST = 1990
"""The last year of such numbering: the British Medical Journal ended it in 1988, the Lancet in 1990."""


def is_half_year(volume: str, other: str, year: int | None) -> bool:
    """Return whether one of two volumes may be the other's number within the year, provided that year, issue and pages agree."""
    low, high = sorted(int(each[:18]) if each.isdecimal() else roman(each.lower()) or 0 for each in (volume, other))
    return low in (1, 2) and high >= _OLD and year is not None and year <= _LAST
