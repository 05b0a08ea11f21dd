"""The shapes of answers: which places they have, and of what kind.

A row is a path and a kind, ``message.items[].title[]  text``. In JSON a step is the name of a field or a number in a list; ``[]``
says that there is a list and goes into all of it, ``()`` goes into a list where there is one. In XML a path is that of ElementTree,
with ``@name`` for an attribute. A row holds where anything of its kind stands at its place: one entry of a list may be odd, all of
them are not. ``null`` and an empty text are nothing. A row whose path ends in ``?`` may have nothing. Kinds are those of
the last table here, ``list 5`` (a list of five), ``elements 5`` (in XML), ``'so'`` (the very text), and several with ``|`` between.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from refcheck.registries.transport.body import Element, text_of
from refcheck.registries.transport.stated import printed_year


@frozen
class Places:
    """The end of a path: the ``values``, or the ``last`` place on the way to it, where it ends.

    Where something else stands there than the path ``needs``, ``holds`` says what.
    """

    values: tuple[Any, ...] = ()
    last: str = ""
    holds: str = ""
    needs: str = ""


def in_json(body: Any) -> Callable[[str], Places]:
    """Return a function from a path to what stands there in a value of JSON.

    >>> in_json({"a": [{"b": 1}, {"b": 2}]})("a[].b").values
    (1, 2)
    >>> in_json({"a": {"b": 1}})("a[].b").needs
    'a list'
    """
    return lambda path: _walked(body, path)


def in_xml(root: Element, names: Mapping[str, str]) -> Callable[[str], Places]:
    """Return the same for an element of XML; ``names`` are the prefixes of its namespaces."""

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
    """Return the values at a path. Of several ways that end early, the one that comes farthest says where."""
    ends: list[Places] = []
    values: list[tuple[str, Any]] = [("", body)]
    for step in _steps(path):
        further: list[tuple[str, Any]] = []
        for at, value in values:
            taken, end = _taken(value, step, at)
            further += taken
            ends += [end] if end else []
        values = further
    held = tuple(value for _, value in values if value is not None)
    broken = next((end for end in ends if end.needs), None)
    farthest = max(ends, key=lambda end: len(end.last), default=None)
    if broken is not None:
        return Places(held, broken.last, broken.holds, broken.needs)
    return Places(held) if held or farthest is None else Places((), farthest.last)


def _steps(path: str) -> Iterator[str]:
    """Yield the steps of a path: names, numbers and ``[]``, each alone.

    >>> list(_steps("message.items[].date-parts[][]"))
    ['message', 'items', '[]', 'date-parts', '[]', '[]']
    """
    for found in _STEP.finditer(path):
        if found["name"]:
            yield found["name"]
        yield from (found["lists"][at : at + 2] for at in range(0, len(found["lists"]), 2))


def _taken(value: Any, step: str, at: str) -> tuple[list[tuple[str, Any]], Places | None]:
    """Return what one step leads to, or where it ends."""
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
    """Return a step of a path in XML with its namespace written out."""
    prefix, colon, rest = step.partition(":")
    return f"{{{names[prefix]}}}{rest}" if colon and prefix in names else step


MISSING = "missing"

_ELEMENTS = "elements "
"""A kind of row that counts the elements at a path."""

_LONGEST = 60
"""Characters of a text that are shown."""


@frozen(kw_only=True)
class Difference:
    """One place of an answer: what stands there now, and what the reader expects."""

    place: str
    now: str
    expected: str

    def __str__(self) -> str:
        """As people read it: ``message.title`` is now a text, expected a list."""
        expected = f", expected {self.expected}" if self.expected else ""
        return f"`{self.place}` is {'' if self.now == MISSING else 'now '}{self.now}{expected}"


@frozen(kw_only=True)
class Row:
    """One place and what stands there."""

    path: str
    kind: str
    is_optional: bool = False


def rows_of(text: str) -> tuple[Row, ...]:
    """Return the rows that a table writes, one a line.

    >>> [(row.path, row.kind, row.is_optional) for row in rows_of("title[]  text\\nissue?  text|number")]
    [('title[]', 'text', False), ('issue', 'text|number', True)]
    """
    lines = (line.split(None, 1) for line in text.splitlines() if line.strip())
    return tuple(
        Row(path=path.removesuffix("?"), kind=kind.strip(), is_optional=path.endswith("?")) for path, kind in lines
    )


def differences(found: Callable[[str], Places], rows: Sequence[Row]) -> tuple[Difference, ...]:
    """Return where what stands in an answer is not what the rows say, each place once."""
    told = (difference for row in rows if (difference := _difference(found(row.path), row)) is not None)
    return tuple({difference.place: difference for difference in reversed([*told])}.values())[::-1]


def _difference(places: Places, row: Row) -> Difference | None:
    if row.kind.startswith(_ELEMENTS):
        now, count = str(len(places.values)), row.kind.removeprefix(_ELEMENTS)
        return None if now == count else Difference(place=row.path, now=now, expected=count)
    held = [value for value in places.values if value is not None and value != ""]
    if any(is_of(value, row.kind) for value in held):
        return None
    if held:
        return Difference(place=row.path, now=_shown(held[0], row.kind), expected=in_words(row.kind))
    if places.holds:
        return Difference(place=places.last, now=places.holds, expected=places.needs)
    if row.is_optional:
        return None
    at = places.last or row.path
    return Difference(place=at, now=MISSING, expected=in_words(row.kind) if at == row.path else "")


def _shown(value: object, kind: str) -> str:
    """Return a value that is not of its kind: the text itself where another text is expected."""
    if isinstance(value, str | int) and not any(each in ("list", "object") for each in alternatives(kind)):
        return f"‘{str(value)[:_LONGEST]}’"
    return kind_of(value)


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
    "year": ("a year", lambda value: (_is_text(value) or _is_number(value)) and printed_year(str(value)) is not None),
    "date": ("a date", lambda value: isinstance(value, str) and _DATE.match(value) is not None),
    "url": ("an address", lambda value: isinstance(value, str) and value.startswith(("http://", "https://"))),
}
"""The kinds: what people call each, and what is of it. A value is called by the first that it is of."""
