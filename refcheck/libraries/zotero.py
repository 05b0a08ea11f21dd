"""Zotero's database: its items as works.

Source: Zotero's schema (``items``, ``itemData``, ``itemDataValues``, ``fields``, ``creators``, ``deletedItems``), the same
since version 5. Only the tables that are needed are read, and nothing is written.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from sqlite3 import Connection

from refcheck.gazetteer.item_types import FROM_ZOTERO
from refcheck.model import Date, Name, Work

_PLAIN = {
    "title": "title",
    "title_short": "shortTitle",
    "container_title": "publicationTitle bookTitle proceedingsTitle encyclopediaTitle dictionaryTitle websiteTitle blogTitle",
    "collection_title": "series seriesTitle",
    "event_title": "conferenceName",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "number": "number reportNumber patentNumber",
    "number_of_pages": "numPages",
    "publisher": "publisher institution university repository",
    "publisher_place": "place",
    "edition": "edition",
    "language": "language",
    "url": "url",
}
"""Variables, and the fields that contain them, of which the first with a value is used."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?: |$)")
"""A date as Zotero stores it, followed by the date as typed: ``2019-05-00 May 2019``."""

_ITEMS = """
SELECT items.itemID, items.key, itemTypes.typeName FROM items JOIN itemTypes USING (itemTypeID)
WHERE items.itemID NOT IN (SELECT itemID FROM deletedItems)
"""
_VALUES = """
SELECT itemData.itemID, fields.fieldName, itemDataValues.value FROM itemData
JOIN fields USING (fieldID) JOIN itemDataValues USING (valueID)
"""
_CREATORS = """
SELECT itemCreators.itemID, creatorTypes.creatorType, creators.firstName, creators.lastName, creators.fieldMode FROM itemCreators
JOIN creators USING (creatorID) JOIN creatorTypes USING (creatorTypeID) ORDER BY itemCreators.itemID, itemCreators.orderIndex
"""

Values = Mapping[str, str]
People = Mapping[str, list[Name]]


def works_of(database: Connection) -> Iterator[tuple[str, Work]]:
    """Yield the items that are not notes or attachments, each with its key.

    Raises:
        sqlite3.Error: the database is not one of Zotero's.
    """
    values: dict[int, dict[str, str]] = defaultdict(dict)
    for item, field, value in database.execute(_VALUES):
        values[item][field] = str(value)
    people: dict[int, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for item, role, first, last, mode in database.execute(_CREATORS):
        people[item][role].append(Name(literal=last) if mode == 1 else Name(family=last or None, given=first or None))
    for item, key, kind in database.execute(_ITEMS):
        if (work := item_work(kind, values[item], people[item])) is not None:
            yield key, work


def item_work(kind: str, values: Values, people: People) -> Work | None:
    """Return the work of an item, from its type, fields and creators; ``None`` for a note or an attachment."""
    if kind not in FROM_ZOTERO:
        return None
    doi = values.get("DOI")
    plain = {name: next(filter(None, map(values.get, fields.split())), None) for name, fields in _PLAIN.items()}
    return Work(
        type=FROM_ZOTERO[kind],
        author=tuple(people.get("author", ())),
        editor=tuple(people.get("editor", ())),
        translator=tuple(people.get("translator", ())),
        container_title_alternative=tuple(filter(None, (values.get("journalAbbreviation"),))),
        issued=_date(values.get("date")),
        doi=doi.lower() if doi and doi.startswith("10.") else None,
        isbn=tuple((values.get("ISBN") or "").replace("-", "").split()),
        issn=tuple((values.get("ISSN") or "").replace(",", " ").split()),
        **plain,  # type: ignore[arg-type]  # by name
    )


def _date(text: str | None) -> Date | None:
    found = _DATE.match(text or "")
    if found is None:
        return None
    year, month, day = (int(part) if part and int(part) else None for part in found.groups())
    return Date(year=year, month=month, day=day if month else None) if year else None
