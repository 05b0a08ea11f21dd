"""The CSL types of Crossref's types of works, and the dates of a record.

Source: the type list of the Crossref REST API (``/types``) and the types of CSL 1.0.2.
"""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from refcheck.gazetteer.calendars import from_solar
from refcheck.model import Date
from refcheck.model.csl import UNTYPED
from refcheck.text.folding import words

PUBLISHED = (
    "published-print",
    "published-online",
    "published",
    "published-other",
    "posted",
    "accepted",
    "approved",
    "content-created",
)
"""Fields with a date of publication, the likeliest to be cited first. ``created``, ``deposited`` and ``indexed`` are times of
registration and are never read."""

JALALI = range(1300, 1411)
"""Years that in a modern record belong to the Persian calendar: the year 1300 began in 1921."""


def dates(item: Mapping[str, Any]) -> tuple[Date | None, tuple[Date, ...]]:
    """Return the date of issue and the other dates that may be cited in its place (print, online, posted, accepted …)."""
    journal_issue = item.get("journal-issue")
    inner = journal_issue if isinstance(journal_issue, Mapping) else {}
    read = [date_of(source.get(name)) for source in (item, inner) for name in ("issued", *PUBLISHED)]
    known = list(dict.fromkeys(date for date in read if date is not None))
    if not known:
        return None, ()
    first, *rest = known
    if first.raw is not None and first.year is not None:  # a Jalali year spans two Gregorian years
        rest.append(evolve(first, year=first.year + 1))
    return first, tuple(rest)


def kinds(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of ``print`` and ``online`` for which there is a date, in the record or in its journal issue, earliest first."""
    issue = item.get("journal-issue")
    sources = (item, issue) if isinstance(issue, Mapping) else (item,)
    named = ((kind, [date_of(source.get(f"published-{kind}")) for source in sources]) for kind in ("print", "online"))
    first = {kind: next(filter(None, dates)) for kind, dates in named if any(dates)}
    return tuple(sorted(first, key=lambda kind: (first[kind].year or 0, first[kind].month or 0, first[kind].day or 0)))


def date_of(value: object) -> Date | None:
    """Return the date in ``{"date-parts": [[y, m, d]]}``; ``None`` if there is no year (``[[null]]`` occurs)."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list):
        return None
    year, month, day = (*(_number(part) for part in first[:3]), None, None, None)[:3]
    if year is None or not 0 < year < 10_000:
        return None
    if year in JALALI:
        return Date(year=from_solar(year), raw=str(year))
    month = month if month is not None and 1 <= month <= 12 else None
    day = day if month is not None and day is not None and 1 <= day <= 31 else None
    return Date(year=year, month=month, day=day)


def _number(part: object) -> int | None:
    if isinstance(part, int):
        return part
    return int(part) if isinstance(part, str) and part.isascii() and part.isdigit() else None


_CSL_TYPE: dict[str, str] = {
    "book": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-series": "collection",
    "book-set": "book",
    "book-track": "chapter",
    "database": "dataset",
    "dataset": "dataset",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal": "periodical",
    "journal-article": "article-journal",
    "journal-issue": "periodical",
    "journal-volume": "periodical",
    "monograph": "book",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "proceedings-series": "collection",
    "reference-book": "book",
    "reference-entry": "entry",
    "report": "report",
    "report-component": "report",
    "report-series": "collection",
    "standard": "standard",
}
"""The CSL types of Crossref's types. ``component``, ``grant`` and ``other`` have no counterpart."""

_CSL_TYPES = words("""article article-journal article-magazine article-newspaper chapter collection entry entry-dictionary
    entry-encyclopedia manuscript map motion_picture pamphlet paper-conference patent periodical review review-book software song
    speech thesis webpage""")


def csl_type(name: object) -> str | None:
    """Return the CSL type for a Crossref type; a CSL type is returned unchanged (content negotiation gives either)."""
    if not isinstance(name, str) or name == UNTYPED:
        return None
    return _CSL_TYPE.get(name, name if name in _CSL_TYPES else None)
