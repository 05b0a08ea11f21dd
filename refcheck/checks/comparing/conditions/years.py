"""Years that the record can explain by what it dates, and by what it lacks."""

from refcheck.checks.comparing.conditions.condition import Condition
from refcheck.checks.comparing.joint import Joint
from refcheck.gazetteer.journals import dated_as_wholes
from refcheck.identifiers.schemes import doi
from refcheck.text.folding import fold

_LATE = 3
"""A record that is dated so many years after its DOI was made was dated when somebody else took it over. Source: set by hand."""

_DIGITISED = 10
"""So many years later journals were put online as a whole. Source: set by hand; a decade and more is no slip of a year."""

_WEB = 2000
"""From this year on journals are online as they appear. Source: Crossref was founded in January 2000."""

_FIRST, _LAST = (1, 2), (11, 12)
"""Months at the turn of the year."""


def _is_of_early_view(joint: Joint) -> bool:
    """Whether the record is that of the article before its issue: the reference has a volume, and the record has none."""
    own_pages = joint.registered_first_page in (None, 1)
    return joint.lacks_place and own_pages and (joint.variable == "page" or joint.distance in (1, 2))


def _is_dated_once_online(joint: Joint) -> bool:
    """Whether the one date of the record is that of its appearance online: it says so, or it is to the day."""
    issued = joint.registered.issued
    return joint.kinds == ("online",) or (not joint.kinds and issued is not None and issued.day is not None)


def _is_beside_year_of_doi(joint: Joint) -> bool:
    """Whether the cited year is one off that which the DOI has, and the record was dated years after the DOI was made."""
    of_doi = _year_of_doi(joint)
    if joint.cited.year is None or of_doi is None or joint.registered.year is None:
        return False
    return abs(joint.cited.year - of_doi) == 1 and joint.registered.year - of_doi >= _LATE


def _is_dated_as_a_whole(joint: Joint) -> bool:
    """Whether the record is of an entry of a database that dates all of them as of its first day, and was cited later."""
    names = (joint.registered.container_title, *joint.registered.container_title_alternative)
    return (joint.distance or 0) > 0 and any(fold(name or "") in dated_as_wholes() for name in names)


def _is_dated_when_digitised(joint: Joint) -> bool:
    """Whether the record of a piece that stands where it is cited is dated once, many years after a year before the web."""
    is_old = (joint.cited.year or _WEB) < _WEB and (joint.distance or 0) <= -_DIGITISED
    return is_old and joint.is_placed and _is_dated_once_online(joint) and _year_of_doi(joint) != joint.registered.year


def _is_dated_at_turn(joint: Joint) -> bool:
    """Whether the record is dated in the first two months of the year after the cited one, or the last two of that before."""
    dates = (joint.registered.issued, *joint.registered.issued_alternative)
    after = {(date.year, date.month) for date in dates if date}
    cited = joint.cited.year or 0
    return any((cited + 1, month) in after for month in _FIRST) or any((cited - 1, month) in after for month in _LAST)


def _year_of_doi(joint: Joint) -> int | None:
    return doi.read(joint.registered.doi).year if joint.registered.doi else None


CONDITIONS = (
    Condition(
        name="early-view",
        variables=("issued", "page"),
        beside=("issued", "page"),
        why="; the record is that of the version before its issue",
        rate="beside a record without print date 5 of 45 prints are a year later; 9 of 220 cite a year, 4 two years before print",
        holds=_is_of_early_view,
    ),
    Condition(
        name="dated-online-alone",
        variables=("issued",),
        why="; the record has no date of print",
        rate="12 of 174 prints are a year later; of 147 records with one date, to the day, 6 have a volume of the year after",
        holds=lambda joint: joint.distance == 1 and _is_dated_once_online(joint),
    ),
    Condition(
        name="dated-in-print-alone",
        variables=("issued",),
        why="; the record has no date of its appearance online",
        rate="9 of 220 prints [2–8 %] are a year earlier: online or in press",
        holds=lambda joint: joint.distance == -1 and joint.kinds == ("print",),
    ),
    Condition(
        name="dated-ahead",
        variables=("issued",),
        why="; books are often dated a year ahead",
        rate="10 of 10 chapters that were dated ahead; 802 of 804 registered chapters have the year of their book",
        holds=lambda joint: joint.distance == 1 and joint.in_book,
    ),
    Condition(
        name="beside-year-of-doi",
        variables=("issued",),
        why="; the DOI is of the year before or after",
        rate="of 21,683 printed years .83 % are one off, and a DOI is often made a year before or after the volume",
        holds=_is_beside_year_of_doi,
    ),
    Condition(
        name="dated-as-a-whole",
        variables=("issued",),
        why="; the database dates all its entries as of its first day",
        rate="the entries that a database registers without a volume all have one day",
        holds=_is_dated_as_a_whole,
    ),
    Condition(
        name="dated-when-digitised",
        variables=("issued",),
        why="; the record is dated when the volume was put online",
        rate="of 21,683 printed years .21 % are three and more off, to either side",
        holds=_is_dated_when_digitised,
    ),
    Condition(
        name="turn-of-the-year",
        variables=("issued",),
        why="; the record is dated at the turn of the year",
        rate="9 of 220 prints [2–8 %] are a year earlier than a date of print, 1 a year later",
        holds=_is_dated_at_turn,
    ),
    Condition(
        name="year-of-meeting",
        variables=("issued",),
        why="; a meeting and its proceedings may be a year apart",
        rate="as for books",
        holds=lambda joint: joint.distance in (-1, 1) and joint.at_meeting,
    ),
)
"""The conditions, the likeliest first."""
