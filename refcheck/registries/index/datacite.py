"""What an index keeps of a record of DataCite's: the attributes that ``datacite_record`` reads."""

from collections.abc import Mapping
from typing import Any

ATTRIBUTES = "attributes"
"""What DataCite's JSON has a record's fields in, and Crossref's has not."""

_AS_IT_IS = ("doi", "titles", "container", "publisher", "publicationYear", "dates", "language", "types", "url")

_NAME = ("name", "nameType", "givenName", "familyName", "contributorType")
"""What is kept of a creator or a contributor: no affiliation, no identifier."""

_CITATIONS = {"Cites", "IsCitedBy", "References", "IsReferencedBy", "IsSupplementTo", "IsSupplementedBy"}
"""Relations that no record is judged by."""


def kept_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The part of DataCite's attributes that is kept. ``datacite_record`` makes the same of it as of the whole."""
    small = {field: value for field in _AS_IT_IS if (value := attributes.get(field)) or value == 0}
    for field in ("creators", "contributors"):
        if names := [_without(each) for each in _objects(attributes.get(field))]:
            small[field] = names
    relations = [
        each for each in _objects(attributes.get("relatedIdentifiers")) if each.get("relationType") not in _CITATIONS
    ]
    if relations:
        small["relatedIdentifiers"] = relations
    return small


def _without(name: Mapping[str, Any]) -> dict[str, Any]:
    return {part: value for part in _NAME if (value := name.get(part)) or value == 0}


def _objects(value: object) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]
