"""Years: issued in print or online, posted, accepted, or as the DOI has it."""

from refcheck.identifiers.schemes import doi
from refcheck.matching.diff import compared
from refcheck.model import Agreement, Comparison, Date, Work
from refcheck.text.markup import clean

_JALALI = range(1300, 1451)
"""Years that can only be meant in the Iranian calendar: nothing that is registered was published in the fourteenth century."""

_JALALI_OFFSETS = (621, 622)
"""A Jalali year begins in March of the Gregorian year 621 later, and ends in the next."""


def compare_issued(cited: Work, registered: Work) -> Agreement | None:
    """The years of two works; ``None`` where neither has a date.

    Any year that the record knows will do: ``issued``, ``issued_alternative`` (print, online, posted, accepted), and the year
    that its DOI holds. A year of the Iranian calendar agrees with both Gregorian years that it touches.
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
    if registered.doi and (of_doi := doi.read(registered.doi).year):
        others.add(of_doi)
    if ours & others:
        return compared("issued", sides, Comparison.VARIANT)
    distance = min(abs(our - their) for our in ours for their in others)
    return compared("issued", sides, Comparison.DIFFERENT, similarity=1 / (1 + distance))


def _years(date: Date | None) -> set[int]:
    if date is None or date.year is None:
        return set()
    return {date.year + offset for offset in _JALALI_OFFSETS} | {date.year} if date.year in _JALALI else {date.year}
