"""The expected shapes of answers: paths, and the kinds of values at them.

A row is a path and a kind, ``message.items[].title[]  text``. In JSON a step is the name of a field or an index of a list; ``[]``
requires a list and goes into all its values, ``()`` goes into a list if there is one. In XML a path is that of ElementTree, with
``@name`` for an attribute. A row is satisfied if any value at its path is of its kind: one entry of a list may be odd, but not all
of them. ``null`` and an empty text count as missing. A path that ends in ``?`` is optional. Kinds are those of the last table
here, ``list 5`` (a list of five), ``elements 5`` (in XML), ``'so'`` (exactly that text), and several separated by ``|``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from refcheck.registries.transport.body import Element, text_of
from refcheck.registries.transport.stated import printed_year


@frozen
class Places:
    """The result of following a path: the ``values`` at its end, or the ``last`` place that it reached.

    If the value there is not of the kind that the path ``needs``, ``holds`` is its kind.
    """

    values: tuple[Any, ...] = ()
    last: str = ""
    holds: str = ""
    needs: str = ""


def in_json(body: Any) -> Callable[[str], Places]:
    """Return a function that follows a path in a JSON value.

    >>> in_json({"a": [{"b": 1}, {"b": 2}]})("a[].b").values
    (1, 2)
    >>> in_json({"a": {"b": 1}})("a[].b").needs
    'a list'
    """
    return lambda path: _walked(body, path)


def in_xml(root: Element, names: Mapping[str, str]) -> Callable[[str], Places]:
    """Return a function that follows a path in an XML element; ``names`` are its namespaces, by prefix."""

    def find(path: str) -> Places:
        steps = [step for step in path.split("/") if not step.startswith("@")]
        attribute = path.rpartition("@")[2] if "/@" in path or path.startswith("@") else None
        for end in range(len(steps), 0, -1):
            found = list(root.iterfind("/".join(_named(step, names) for step in steps[:end])))
            if found and end == len(steps):
                given = [each.get(attribute) if attribute else text_of(each) for each in found]
                values = tuple(value for value in given if value is not None)
                return Places(values) if values else Places(last="/".join(steps), needs=f"@{attribute}")
            if found:
                return Places(last="/".join(steps[: end + 1]))
        return Places(last=steps[0] if steps else path)

    return find


_STEP = re.compile(r"(?P<name>[^.\[\]()]*)(?P<lists>(?:\[\]|\(\))*)(?:\.|$)")
"""One step of a path in JSON: ``title[].``, ``date-parts[][]``, ``author().``, ``-1.``."""


def _walked(body: Any, path: str) -> Places:
    """Return the values at a path. If there are none, ``last`` is the farthest place that any branch of the path reached."""
    ends: list[Places] = []
    values: list[tuple[str, Any]] = [("", body)]
    for step in _steps(path):
        further: list[tuple[str, Any]] = []
        for at, value in values:
            taken, end = _taken(value, step, at)
            further += taken
            ends += [end] if end else []
        values = further
    present = tuple(value for _, value in values if value is not None)
    broken = next((end for end in ends if end.needs), None)
    farthest = max(ends, key=lambda end: len(end.last), default=None)
    if broken is not None:
        return Places(present, broken.last, broken.holds, broken.needs)
    return Places(present) if present or farthest is None else Places((), farthest.last)


def _steps(path: str) -> Iterator[str]:
    """Yield the steps of a path: names, numbers and ``[]``.

    >>> list(_steps("message.items[].date-parts[][]"))
    ['message', 'items', '[]', 'date-parts', '[]', '[]']
    """
    for found in _STEP.finditer(path):
        if found["name"]:
            yield found["name"]
        yield from (found["lists"][at : at + 2] for at in range(0, len(found["lists"]), 2))


def _taken(value: Any, step: str, at: str) -> tuple[list[tuple[str, Any]], Places | None]:
    """Return the values to which one step leads, or where the path ends."""
    if step == "()" and not isinstance(value, list):
        return [(at, value)], None
    is_list = step in ("[]", "()") or (step.lstrip("-").isdigit() and isinstance(value, list))
    place = f"{at}{step}" if step in ("[]", "()") else f"{at}.{step}".lstrip(".")
    if value is None:
        return [], Places(last=at or place)
    if is_list and isinstance(value, list):
        inner = value if step in ("[]", "()") else value[int(step) :][:1]
        return [(place, each) for each in inner], None if inner else Places(last=place)
    if not is_list and isinstance(value, Mapping):
        return ([(place, value[step])], None) if value.get(step) is not None else ([], Places(last=place))
    needs = "a list" if is_list else "an object"
    return [], Places(last=at or "the answer", holds=kind_of(value), needs=needs)


def _named(step: str, names: Mapping[str, str]) -> str:
    """Return a step of a path in XML with its namespace in full."""
    prefix, colon, rest = step.partition(":")
    return f"{{{names[prefix]}}}{rest}" if colon and prefix in names else step


MISSING = "missing"

_ELEMENTS = "elements "
"""A kind of row that counts the elements at a path."""

_LONGEST = 60
"""The most characters of a text that are shown."""


@frozen(kw_only=True)
class Difference:
    """A difference at one place of an answer: what is there now, and what is expected."""

    place: str
    now: str
    expected: str

    def __str__(self) -> str:
        """Return it as users read it: ``message.title`` is now a text, expected a list."""
        expected = f", expected {self.expected}" if self.expected else ""
        return f"`{self.place}` is {'' if self.now == MISSING else 'now '}{self.now}{expected}"


@frozen(kw_only=True)
class Row:
    """A path, and the kind of value that is expected there."""

    path: str
    kind: str
    is_optional: bool = False


def rows_of(text: str) -> tuple[Row, ...]:
    """Return the rows in a text, one per line.

    >>> [(row.path, row.kind, row.is_optional) for row in rows_of("title[]  text\\nissue?  text|number")]
    [('title[]', 'text', False), ('issue', 'text|number', True)]
    """
    lines = (line.split(None, 1) for line in text.splitlines() if line.strip())
    return tuple(
        Row(path=path.removesuffix("?"), kind=kind.strip(), is_optional=path.endswith("?")) for path, kind in lines
    )


def differences(found: Callable[[str], Places], rows: Sequence[Row]) -> tuple[Difference, ...]:
    """Return the differences between an answer and the rows, at most one for each place."""
    unequal = (difference for row in rows if (difference := _difference(found(row.path), row)) is not None)
    return tuple({difference.place: difference for difference in reversed([*unequal])}.values())[::-1]


def _difference(places: Places, row: Row) -> Difference | None:
    if row.kind.startswith(_ELEMENTS):
        now, count = str(len(places.values)), row.kind.removeprefix(_ELEMENTS)
        return None if now == count else Difference(place=row.path, now=now, expected=count)
    present = [value for value in places.values if value is not None and value != ""]
    if any(is_of(value, row.kind) for value in present):
        return None
    if present:
        return Difference(place=row.path, now=_shown(present[0], row.kind), expected=in_words(row.kind))
    if places.holds:
        return Difference(place=places.last, now=places.holds, expected=places.needs)
    if row.is_optional:
        return None
    at = places.last or row.path
    return Difference(place=at, now=MISSING, expected=in_words(row.kind) if at == row.path else "")


def _shown(value: object, kind: str) -> str:
    """Return a description of an unexpected value: the text itself if a text is expected, or else its kind."""
    if isinstance(value, str | int) and not any(each in ("list", "object") for each in alternatives(kind)):
        return f"‘{str(value)[:_LONGEST]}’"
    return kind_of(value)


_DATE = re.compile(r"\d{4}-\d{2}")
"""The beginning of a date: ``2002-11-11T16:11:49Z``, ``2021-07``."""

_SECONDS = re.compile(r"\d{1,5}s?")
"""A number of seconds in a header: ``1s``, ``60``."""


def kind_of(value: object) -> str:
    """Return the kind of a value, as users read it."""
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, str):  # also one of only spaces
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
    """Return the alternatives in a kind."""
    return [kind] if kind.startswith("'") else kind.split("|")


def in_words(kind: str) -> str:
    """Return a kind as users read it.

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
    "year": ("a year", lambda value: (_is_text(value) or _is_number(value)) and printed_year(str(value)) is not None),
    "date": ("a date", lambda value: isinstance(value, str) and _DATE.match(value) is not None),
    "url": ("a URL", lambda value: isinstance(value, str) and value.startswith(("http://", "https://"))),
}
"""The kinds: the name that users read, and a test for values. A value is described by the first kind whose test it passes."""
