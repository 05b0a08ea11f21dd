"""Works as the tables of matching write them.

A name is ``Family, Given``, or in braces one that is not split; ``et al.`` ends a list of authors that is cut. A date is ISO 8601,
as exact as it is known, or a text that is none.
"""

from collections.abc import Callable, Mapping
from typing import Any

from refcheck.model import Date, Name, Work


def name(text: str) -> Name:
    """A name of a table."""
    if text.startswith("{"):
        return Name(literal=text[1:-1])
    family, _, given = text.partition(", ")
    return Name(family=family, given=given or None)


def date(text: str) -> Date:
    """A date of a table."""
    if not text[0].isdigit():
        return Date(raw=text)
    year, month, day = (*map(int, text.split("-")), None, None)[:3]
    return Date(year=year, month=month, day=day)


_READERS: dict[str, Callable[[Any], Any]] = {
    "author": lambda texts: tuple(name(text) for text in texts if text != "et al."),
    "editor": lambda texts: tuple(map(name, texts)),
    "issued": date,
    "issued_alternative": lambda texts: tuple(map(date, texts)),
}


def work(row: Mapping[str, Any]) -> Work:
    """A work of a table."""
    values: dict[str, Any] = {field: tuple(value) if isinstance(value, list) else value for field, value in row.items()}
    values |= {field: read(row[field]) for field, read in _READERS.items() if field in row}
    return Work(**values, author_et_al="et al." in row.get("author", ()))
