"""Work ↔ CSL-JSON, without loss.

Source: the CSL-JSON schema of the Citation Style Language project (``csl-data.json``, version 1.0.2). Values without a CSL
variable are under ``custom``, whose contents the schema does not define.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import fields_dict

from refcheck.model.work import Date, Name, Work

UNTYPED = "document"
"""The type of a ``Work`` without one: CSL requires a type, and this is its most general."""

_ABOUT = re.compile(r"^\W*(?:c\.|ca\b|cca\b|circa\b|~)|\d[~?%]", re.IGNORECASE)
"""A qualifier of an approximate or uncertain date: ``c. 1850``, ``[ca. 1850]``, ``1850~``. Source: ISO 8601-2 for the symbols."""

_PLAIN_YEAR = 4
"""Length of a date that is a year only."""

PEOPLE = ("author", "editor", "translator")
"""The variables of a work whose values are names."""

_DATES = ("issued", "accessed")
_SETS = {"isbn": "ISBN", "issn": "ISSN"}
_UPPER = {"doi": "DOI", "url": "URL", "pmid": "PMID", "pmcid": "PMCID"}
_CUSTOM = ("subtitle", "article_number", "arxiv", "original_title", "container_title_alternative", "issued_kinds")
_OWN = {*PEOPLE, *_DATES, *_SETS, *_UPPER, *_CUSTOM, "type", "author_et_al", "issued_alternative"}
_PLAIN = {name: name.replace("_", "-") for name in fields_dict(Work) if name not in _OWN}

_NAME_PARTS = {
    "family": "family",
    "given": "given",
    "suffix": "suffix",
    "particle": "non-dropping-particle",
    "literal": "literal",
}


def to_csl(work: Work, *, key: str) -> dict[str, Any]:
    """Return a CSL-JSON item with ``key`` as its ``id``, from which ``from_csl`` returns the same work."""
    item: dict[str, Any] = {"id": key, "type": work.type or UNTYPED}
    for name, variable in (_PLAIN | _UPPER).items():
        if (value := getattr(work, name)) is not None:
            item[variable] = value
    for name in PEOPLE:
        if names := getattr(work, name):
            item[name] = [_name_to_csl(each) for each in names]
    for name in _DATES:
        if (date := getattr(work, name)) is not None:
            item[name] = _date_to_csl(date)
    for name, variable in _SETS.items():
        if values := getattr(work, name):
            item[variable] = " ".join(values)
    if custom := _custom(work):
        item["custom"] = custom
    return item


def from_csl(item: Mapping[str, Any]) -> Work:
    """Return the work of a CSL-JSON item as ``to_csl`` writes it. Variables without an attribute of ``Work`` are left out."""
    custom: Mapping[str, Any] = item.get("custom", {})
    values: dict[str, Any] = {name: item.get(variable) for name, variable in (_PLAIN | _UPPER).items()}
    values["type"] = None if item["type"] == UNTYPED else item["type"]
    for name in PEOPLE:
        values[name] = tuple(_name_from_csl(each) for each in item.get(name, ()))
    for name in _DATES:
        values[name] = _date_from_csl(item[name]) if name in item else None
    for name, variable in _SETS.items():
        values[name] = tuple(item.get(variable, "").split())
    for name in _CUSTOM:
        value = custom.get(name.replace("_", "-"))
        values[name] = tuple(value or ()) if fields_dict(Work)[name].default == () else value
    values["author_et_al"] = custom.get("author-et-al", False)
    values["issued_alternative"] = tuple(_date_from_csl(date) for date in custom.get("issued-alternative", ()))
    return Work(**values)


def variable(name: str) -> str:
    """Return the CSL variable for an attribute of ``Work`` or the scheme of an identifier; one that CSL lacks is unchanged.

    >>> variable("doi"), variable("container_title"), variable("arxiv")
    ('DOI', 'container-title', 'arxiv')
    """
    return (_PLAIN | _UPPER | _SETS).get(name, name)


def is_about(date: Date) -> bool:
    """Return whether a date is printed as approximate or uncertain.

    >>> is_about(Date(year=1850, raw="c. 1850")), is_about(Date(year=1987, raw="c1987"))
    (True, False)
    """
    return date.raw is not None and _ABOUT.search(date.raw) is not None


@cache
def _years() -> re.Pattern[str]:
    """Return the pattern of a range of years: ``1948–53``, ``2019/20``. A slash before four digits separates two printings."""
    return re.compile(r"(\d{4})\s?[-‐‑–—]\s?(\d{2}|\d{4})|(\d{4})/(\d{2})", re.ASCII)


def year_range(date: Date) -> tuple[int, int] | None:
    """Return the first and the last year of a date that is printed as a range of years; ``None`` where it is not one.

    >>> year_range(Date(year=1948, raw="1948–53")), year_range(Date(year=2014, month=6, raw="2014-06"))
    ((1948, 1953), None)
    """
    raw = (date.raw or "").strip("()[] ") if date.month is None else ""
    found = _years().fullmatch(raw) if len(raw) > _PLAIN_YEAR else None
    if found is None or date.year is None:
        return None
    last = found[2] or found[4]
    years = int(found[1] or found[3]), int(f"{date.year:04d}"[: 4 - len(last)] + last)
    return years if date.year == years[0] < years[1] else None


def _custom(work: Work) -> dict[str, Any]:
    custom: dict[str, Any] = {}
    for name in _CUSTOM:
        if value := getattr(work, name):
            custom[name.replace("_", "-")] = list(value) if isinstance(value, tuple) else value
    if work.author_et_al:
        custom["author-et-al"] = True
    if work.issued_alternative:
        custom["issued-alternative"] = [_date_to_csl(date) for date in work.issued_alternative]
    return custom


def _name_to_csl(name: Name) -> dict[str, str]:
    return {part: value for own, part in _NAME_PARTS.items() if (value := getattr(name, own)) is not None}


def _name_from_csl(name: Mapping[str, str]) -> Name:
    return Name(**{own: name[part] for own, part in _NAME_PARTS.items() if part in name})


def _date_to_csl(date: Date) -> dict[str, Any]:
    item: dict[str, Any] = {}
    if years := year_range(date):
        item["date-parts"] = [[year] for year in years]
    elif date.year is not None:
        item["date-parts"] = [[part for part in (date.year, date.month, date.day) if part is not None]]
    if is_about(date) and "date-parts" in item:
        item["circa"] = True
    if date.raw is not None:
        item["raw"] = date.raw
    return item


def _date_from_csl(date: Mapping[str, Any]) -> Date:
    parts = (*date.get("date-parts", [[]])[0], None, None, None)
    return Date(year=parts[0], month=parts[1], day=parts[2], raw=date.get("raw"))
