"""A record in Crossref's JSON, as the project's tables of cases have it; what a row does not need is left out.

Source: the work format of the Crossref REST API.
"""

from collections.abc import Iterable
from typing import Any

from refcheck.model import Date, Name, Record, Update, Work

_OTHER_DATES = ("published-print", "published-online", "published", "published-other", "posted", "accepted")
"""Where further dates of a work stand, in the order that they are read."""

_OF_KINDS = ("published-print", "published-online")
"""Those that say whether a work was dated in print or online."""


def as_crossref(record: Record) -> dict[str, Any]:
    """The record's JSON, without what is empty."""
    work = record.work
    data = {
        "DOI": record.id.value,
        "registry": record.provenance.registry,
        "type": work.type,
        "title": _listed(work.title, *work.original_title),
        "subtitle": _listed(work.subtitle),
        "author": _people(work.author),
        "editor": _people(work.editor),
        "translator": _people(work.translator),
        "container-title": _listed(work.container_title, *work.container_title_alternative),
        **{name: getattr(work, name.replace("-", "_")) for name in ("volume", "issue", "page", "article-number")},
        **_dates(work),
        "publisher": work.publisher,
        "publisher-location": work.publisher_place,
        "edition-number": work.edition,
        "language": work.language,
        "ISBN": list(work.isbn),
        "ISSN": list(work.issn),
        "updated-by": list(map(_update, record.updates)),
        "update-to": list(map(_update, record.update_to)),
        "relation": {each.type: [{"id-type": each.id_type, "id": each.id}] for each in record.relations},
    }
    return {name: value for name, value in data.items() if value}


def _dates(work: Work) -> dict[str, Any]:
    kinds = [f"published-{kind}" for kind in work.issued_kinds]
    names = (*kinds, *(name for name in _OTHER_DATES if not kinds or name not in _OF_KINDS))
    issued = _date(work.issued) if work.issued else None
    return {
        "issued": issued,
        **dict.fromkeys(kinds, issued),
        **dict(zip(names, map(_date, work.issued_alternative), strict=False)),
    }


def _date(date: Date) -> dict[str, Any] | None:
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    return {"date-parts": [parts]} if date.year is not None else None


def _people(names: Iterable[Name]) -> list[dict[str, str]]:
    return [
        {
            key: value
            for key, value in (
                ("family", name.family),
                ("given", name.given),
                ("suffix", name.suffix),
                ("non-dropping-particle", name.particle),
                ("name", name.literal),
            )
            if value
        }
        for name in names
    ]


def _update(update: Update) -> dict[str, Any]:
    data = {"DOI": update.doi, "type": update.type, "label": update.label, "source": update.source}
    day = {"updated": _date(update.updated)} if update.updated else {}
    return {name: value for name, value in (*data.items(), *day.items()) if value}


def _listed(*values: str | None) -> list[str]:
    return [value for value in values if value]
