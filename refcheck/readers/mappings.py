"""Works as programs hold them: mappings in CSL-JSON, or the rows of a table, with values of Python, numpy and pandas."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from numbers import Integral, Number
from typing import Any

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.model import Bibliography, Work
from refcheck.readers import NAMELESS, read_bytes
from refcheck.text.visible import brief

_LONGEST = 1000
"""The length to which the names of members are shortened in a note."""


def read_mappings(items: Iterable[Mapping[str, Any]]) -> Bibliography:
    """Return one reference for each work, in order; a note names the members that were not read.

    ``None``, NaN and other missing values of pandas count as absent, and dates as their text in ISO 8601.

    Raises:
        SourceError: a value cannot be written as JSON, or no work has a title, author or identifier.
    """
    from refcheck.readers.data import crossref_json  # here, as few sources are mappings
    from refcheck.readers.entries import csl_items

    works = [_plain_work(item, place) for place, item in enumerate(items, start=1)]
    text = json.dumps(works)
    bibliography = read_bytes(text.encode(), NAMELESS, format="csl-json")
    if all(each.work == Work() and not each.identifiers for each in bibliography.references):
        raise SourceError(f"the works are not CSL-JSON: none has a title, author or DOI; not {brief(text, 80)}")
    if crossref_json.recognises(NAMELESS, text):  # it has many members that are not about the work
        return bibliography
    unread = dict.fromkeys(key for work in works for key in work if not csl_items.is_read(key, work[key]))
    if not unread:
        return bibliography
    note = f"members of the works that were not read: {brief(', '.join(unread), _LONGEST)}"
    return evolve(bibliography, notes=(*bibliography.notes, note))


def _plain_work(item: Mapping[str, Any], place: int) -> dict[str, Any]:
    """Return a work with values that JSON has, without those that are missing."""
    work: dict[str, Any] = {}
    for key, value in item.items():
        try:
            plain = _plain(value)
        except (TypeError, ValueError, RecursionError) as error:
            raise SourceError(f"the works are not CSL-JSON: item {place}, {key}: {error}") from error
        if plain is not None:
            work[str(key)] = plain
    return work


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; ``None`` for one that is missing.

    Raises:
        TypeError: JSON has no such value.
    """
    if isinstance(value, str | bool):
        return value
    if value is None or type(value).__name__ == "NAType":  # pandas.NA
        return None
    if isinstance(value, date | Number) and value != value:  # NaN and NaT differ from themselves
        return None
    if isinstance(value, date):  # and so a datetime, and pandas' Timestamp
        return value.isoformat()[:10]
    if isinstance(value, Number):
        return int(value) if isinstance(value, Integral) else str(value).removesuffix(".0")
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, bytes | bytearray | memoryview):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} is not a type of text, number, date, list or mapping")
