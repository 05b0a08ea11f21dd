"""What a reference says beside its work: CSL variables for which a ``Work`` has no place, kept as fields by their readers."""

from typing import Any

from attrs import fields_dict

from refcheck.model import Reference, Work

NAMES = frozenset(
    {
        "collection_editor",
        "composer",
        "container_author",
        "director",
        "editorial_director",
        "illustrator",
        "interviewer",
        "original_author",
        "performer",
        "recipient",
        "reviewed_author",
    }
)
"""Such variables that hold names, each in a field of its own: ``Family, Given``."""

DATES = frozenset({"available_date", "event_date", "original_date", "submitted"})
"""Such variables that hold a date in ISO 8601."""

_WORK = frozenset(fields_dict(Work))


def beside(reference: Reference) -> dict[str, Any]:
    """The variables under CSL's names, with their values as CSL-JSON has them. A text in several fields is joined by ``;``."""
    item: dict[str, Any] = {}
    for field in reference.fields:
        if field.name in _WORK:
            continue
        variable = field.name.replace("_", "-")
        if field.name in NAMES:
            item.setdefault(variable, []).append(_name(field.value))
        elif field.name in DATES:
            item[variable] = _date(field.value)
        else:
            item[variable] = f"{item[variable]}; {field.value}" if variable in item else field.value
    return item


def _name(text: str) -> dict[str, str]:
    family, comma, given = text.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": text}


def _date(text: str) -> dict[str, Any]:
    parts = text.split("-")
    if all(part.isdecimal() and part.isascii() for part in parts):
        return {"date-parts": [[int(part) for part in parts]]}
    return {"raw": text}
