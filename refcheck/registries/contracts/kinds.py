"""Kinds of values: what is of each, and what people call them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
"""A year of print in a text or a number: ``1953``, ``1953 Apr 25``."""

_DATE = re.compile(r"\d{4}-\d{2}")
"""The beginning of a date: ``2002-11-11T16:11:49Z``, ``2021-07``."""

_SECONDS = re.compile(r"\d{1,5}s?")
"""A number of seconds in a header: ``1s``, ``60``."""


def kind_of(value: object) -> str:
    """Return what a value is, for people."""
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, str):  # a blank one too
        return "a text"
    return next((words for words, is_one in _KINDS.values() if is_one(value)), "nothing")


def is_of(value: object, kind: str) -> bool:
    """Return whether a value is of a kind.

    >>> is_of("1953", "year"), is_of(["a"], "list 2"), is_of("so", "'so'"), is_of("so", "number|text")
    (True, False, True, True)
    """
    return any(_is_of(value, each) for each in alternatives(kind))


def _is_of(value: object, kind: str) -> bool:
    name, _, count = kind.partition(" ")
    if kind.startswith("'"):
        return value == kind[1:-1]
    return _KINDS[name][1](value) and (not count or len(value) == int(count))  # type: ignore[arg-type]


def alternatives(kind: str) -> list[str]:
    """Return the kinds of which a value may be one."""
    return [kind] if kind.startswith("'") else kind.split("|")


def in_words(kind: str) -> str:
    """Return a kind for people.

    >>> in_words("list 5"), in_words("text|list"), in_words("'DOI does not exist'")
    ('a list of 5', 'a text or a list', '‘DOI does not exist’')
    """
    if kind.startswith("'"):
        return f"‘{kind[1:-1]}’"
    named = (each.partition(" ") for each in kind.split("|"))
    return " or ".join(f"{_KINDS[name][0]} of {count}" if count else _KINDS[name][0] for name, _, count in named)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "list": ("a list", lambda value: isinstance(value, list)),
    "object": ("an object", lambda value: isinstance(value, Mapping)),
    "bool": ("true or false", lambda value: isinstance(value, bool)),
    "number": ("a number", _is_number),
    "text": ("a text", _is_text),
    "digits": ("digits", lambda value: isinstance(value, str) and value.isascii() and value.isdigit()),
    "seconds": ("seconds", lambda value: isinstance(value, str) and _SECONDS.fullmatch(value) is not None),
    "year": ("a year", lambda value: (_is_text(value) or _is_number(value)) and _YEAR.search(str(value)) is not None),
    "date": ("a date", lambda value: isinstance(value, str) and _DATE.match(value) is not None),
    "url": ("an address", lambda value: isinstance(value, str) and value.startswith(("http://", "https://"))),
}
"""The kinds: what people call each, and what is of it. A value is called by the first that it is of."""
