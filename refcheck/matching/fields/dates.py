"""Comparison of years: of issue in print or online, of posting, of acceptance, or as in the DOI."""

from refcheck.gazetteer.calendars import BUDDHIST, from_lunar, from_solar
from refcheck.identifiers.schemes import doi
from refcheck.matching.diff import compared
from refcheck.model import Agreement, Comparison, Date, Work
from refcheck.model.csl import year_range
from refcheck.text.deferred import deferred
from refcheck.text.markup import clean

_HIJRI = range(1300, 1451)
"""Years that must be of a Hijri calendar, as no registered work was published in the fourteenth century."""

_PRINTED = deferred(r"(?<!\d)\d{4}(?!\d)")
"""A year as printed, in the digits of any script."""


def compare_issued(cited: Work, registered: Work) -> Agreement | None:
    """Return the agreement of the years of two works; ``None`` where neither has a date.

    Any year of either may agree: ``issued``, ``issued_alternative`` (print, online, posted, accepted, a reprint's original),
    those of a range, and the year in the record's DOI. A year of another calendar agrees with both Gregorian years that it
    overlaps.
    """
    if cited.issued is None and registered.issued is None:
        return None
    ours, theirs = _years(cited.issued), _years(registered.issued)
    sides = clean(str(cited.issued or "")), clean(str(registered.issued or ""))
    if not ours or not theirs:
        return compared("issued", sides, Comparison.CANNOT_COMPARE)
    if ours == theirs:
        return compared("issued", sides, Comparison.SAME)
    others = theirs.union(*map(_years, registered.issued_alternative))
    own = ours.union(*map(_years, cited.issued_alternative))
    if own & others:
        return compared("issued", sides, Comparison.VARIANT)
    if registered.doi and (of_doi := doi.read(registered.doi).year):
        others.add(of_doi)
        if of_doi in own:
            return compared("issued", sides, Comparison.VARIANT, explained="year-of-doi")
    distance = min(abs(our - their) for our in ours for their in others)
    return compared("issued", sides, Comparison.DIFFERENT, similarity=1 / (1 + distance))


def _years(date: Date | None) -> set[int]:
    if date is None or date.year is None:
        return set()
    if date.year in _HIJRI:
        began = (from_solar(date.year), from_lunar(date.year))
        return {date.year, *began, *(year + 1 for year in began)}
    if years := year_range(date):
        return set(range(years[0], years[1] + 1))
    printed = {int(year) for year in _PRINTED.findall(date.raw or "")}
    converted = printed and date.year not in printed and min(printed) < BUDDHIST
    return {date.year, date.year + 1} if converted else {date.year}
