"""What the body of a document is: fields of Crossref's JSON, or attributes of DataCite's.

Both are kept as their registry has them, so that the record made of them is the registry's own.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from refcheck.model import Date, Id, Name, Provenance, Record
from refcheck.registries.index.datacite import ATTRIBUTES
from refcheck.registries.index.keeping import DATES
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.registries.services.datacite.record import datacite_record
from refcheck.text.markup import clean

Item = Mapping[str, Any]

_NOBODY = Provenance(registry="", url="", retrieved=datetime.min)


def key_of(body: Item) -> str | None:
    """The DOI of a body in lower case; nothing where it has none."""
    doi = body[ATTRIBUTES].get("doi") if ATTRIBUTES in body else body.get("DOI")
    return Id.doi(clean(doi)).value or None if isinstance(doi, str) else None


def record_of(body: Item, provenance: Provenance) -> Record:
    """The record that a body holds."""
    if ATTRIBUTES in body:
        return datacite_record(body[ATTRIBUTES], provenance)
    return crossref_record(body, provenance)


def as_crossref(body: Item) -> Item:
    """What a body is searched by, in Crossref's fields."""
    if ATTRIBUTES not in body:
        return body
    work = datacite_record(body[ATTRIBUTES], _NOBODY).work
    dates = [date for date in (work.issued, *work.issued_alternative) if date is not None]
    return {
        "title": [title for title in (work.title, work.subtitle, *work.original_title) if title],
        "container-title": [work.container_title] if work.container_title else [],
        "volume": work.volume,
        "page": work.page,
        "ISBN": list(work.isbn),
        "author": [_name(name) for name in work.author],
        "editor": [_name(name) for name in work.editor],
        **{field: _date(date) for field, date in zip(DATES, dates, strict=False)},
    }


def _name(name: Name) -> Item:
    return {"family": name.family} if name.family else {"name": name.literal}


def _date(date: Date) -> Item:
    return {"date-parts": [[date.year]]}
