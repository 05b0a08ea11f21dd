"""The form of an answer: rows of a place in it and what stands there, held against a body.

A row is a path and a kind, ``message.items[].title[]  text``. In JSON a step is the name of a field or a number in a list; ``[]``
says that there is a list and goes into all of it, ``()`` goes into a list where there is one. In XML a path is that of ElementTree,
with ``@name`` for an attribute. A row holds where something of its kind stands at its place and nothing of another kind does;
``null`` and an empty text are nothing. A row whose path ends in ``?`` may have nothing. Kinds are those of ``_KINDS``, ``list 5``
(a list of five), ``elements 5`` (in XML), ``'so'`` (the very text), and several of them with ``|`` between.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from refcheck.registries.transport.xml_text import Element, text_of

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
"""A year of print in a text or a number: ``1953``, ``1953 Apr 25``."""

_DATE = re.compile(r"\d{4}-\d{2}")
"""The beginning of a date: ``2002-11-11T16:11:49Z``, ``2021-07``."""

_SECONDS = re.compile(r"\d{1,5}s?")
"""A number of seconds in a header: ``1s``, ``60``."""

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
    """The rows that a table writes, one a line.

    >>> [(row.path, row.kind, row.is_optional) for row in rows_of("title[]  text\\nissue?  text|number")]
    [('title[]', 'text', False), ('issue', 'text|number', True)]
    """
    lines = (line.split(None, 1) for line in text.splitlines() if line.strip())
    return tuple(
        Row(path=path.removesuffix("?"), kind=kind.strip(), is_optional=path.endswith("?")) for path, kind in lines
    )


def differences(found: "Callable[[str], Places]", rows: Sequence[Row]) -> tuple[Difference, ...]:
    """Where what stands in an answer is not what the rows say, each place once."""
    told = (difference for row in rows if (difference := _difference(found(row.path), row)) is not None)
    return tuple({difference.place: difference for difference in reversed([*told])}.values())[::-1]


@frozen
class Places:
    """What stands at a path: the ``values``, and the ``last`` place on the way to it that holds anything, with what it ``holds``.

    ``broken`` says that something else stands on the way than the path needs.
    """

    values: tuple[Any, ...] = ()
    last: str = ""
    holds: str = ""
    needs: str = ""


def in_json(body: Any) -> Callable[[str], Places]:
    """What stands at the paths of a value of JSON.

    >>> in_json({"a": [{"b": 1}, {"b": 2}]})("a[].b").values
    (1, 2)
    >>> in_json({"a": {"b": 1}})("a[].b").needs
    'a list'
    """
    return lambda path: _walked(body, path)


def in_xml(root: Element, names: Mapping[str, str]) -> Callable[[str], Places]:
    """What stands at the paths of an element; ``names`` are the prefixes of its namespaces."""

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


def kind_of(value: object) -> str:
    """What a value is, for people."""
    for kind, is_one in _FORMS.items():
        if is_one(value):
            return _WORDS[kind] if kind != "list" else f"a list of {len(value)}"  # type: ignore[arg-type]
    return "nothing"


def is_of(value: object, kind: str) -> bool:
    """Whether a value is of a kind.

    >>> is_of("1953", "year"), is_of(["a"], "list 2"), is_of("so", "'so'"), is_of("so", "number|text")
    (True, False, True, True)
    """
    return any(_is_of(value, each) for each in _alternatives(kind))


def _is_of(value: object, kind: str) -> bool:
    name, _, count = kind.partition(" ")
    if kind.startswith("'"):
        return value == kind[1:-1]
    return _KINDS[name](value) and (not count or len(value) == int(count))  # type: ignore[arg-type]


def _alternatives(kind: str) -> list[str]:
    return [kind] if kind.startswith("'") else kind.split("|")


def _difference(places: Places, row: Row) -> Difference | None:
    if row.kind.startswith(_ELEMENTS):
        now, count = str(len(places.values)), row.kind.removeprefix(_ELEMENTS)
        return None if now == count else Difference(place=row.path, now=now, expected=count)
    held = [value for value in places.values if value is not None and value != ""]
    wrong = next((value for value in held if not is_of(value, row.kind)), None)
    if wrong is not None:
        return Difference(place=row.path, now=_shown(wrong, row.kind), expected=in_words(row.kind))
    if places.needs and places.holds:
        return Difference(place=places.last, now=places.holds, expected=places.needs)
    if held or row.is_optional:
        return None
    at = places.last or row.path
    return Difference(place=at, now=MISSING, expected=in_words(row.kind) if at == row.path else "")


def in_words(kind: str) -> str:
    """A kind for people.

    >>> in_words("list 5"), in_words("text|list"), in_words("'DOI does not exist'")
    ('a list of 5', 'a text or a list', '‘DOI does not exist’')
    """
    if kind.startswith("'"):
        return f"‘{kind[1:-1]}’"
    named = (each.partition(" ") for each in kind.split("|"))
    return " or ".join(f"{_WORDS[name]} of {count}" if count else _WORDS[name] for name, _, count in named)


def _shown(value: object, kind: str) -> str:
    """A value that is not of its kind: the text itself where another text is expected."""
    if isinstance(value, str | int) and not any(each in ("list", "object") for each in _alternatives(kind)):
        return f"‘{str(value)[:_LONGEST]}’"
    return kind_of(value)


_STEP = re.compile(r"(?P<name>[^.\[\]()]*)(?P<lists>(?:\[\]|\(\))*)(?:\.|$)")
"""One step of a path in JSON: ``title[].``, ``date-parts[][]``, ``author().``, ``-1.``."""


def _walked(body: Any, path: str) -> Places:
    """The values at a path. Of several ways that end early, the one that comes farthest says where."""
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
    """The steps of a path: names, numbers and ``[]``, each alone.

    >>> list(_steps("message.items[].date-parts[][]"))
    ['message', 'items', '[]', 'date-parts', '[]', '[]']
    """
    for found in _STEP.finditer(path):
        if found["name"]:
            yield found["name"]
        yield from (found["lists"][at : at + 2] for at in range(0, len(found["lists"]), 2))


def _taken(value: Any, step: str, at: str) -> tuple[list[tuple[str, Any]], Places | None]:
    """What one step leads to, or where it ends."""
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
    """A step of a path in XML with its namespace written out."""
    prefix, colon, rest = step.partition(":")
    return f"{{{names[prefix]}}}{rest}" if colon and prefix in names else step


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_FORMS: Mapping[str, Callable[[Any], bool]] = {
    "list": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, Mapping),
    "bool": lambda value: isinstance(value, bool),
    "number": _is_number,
    "text": lambda value: isinstance(value, str),
}

_KINDS: Mapping[str, Callable[[Any], bool]] = {
    **_FORMS,
    "text": _is_text,
    "digits": lambda value: isinstance(value, str) and value.isascii() and value.isdigit(),
    "seconds": lambda value: isinstance(value, str) and _SECONDS.fullmatch(value) is not None,
    "year": lambda value: (_is_text(value) or _is_number(value)) and _YEAR.search(str(value)) is not None,
    "date": lambda value: isinstance(value, str) and _DATE.match(value) is not None,
    "url": lambda value: isinstance(value, str) and value.startswith(("http://", "https://")),
}
"""The kinds, and what is of each."""

_WORDS = {
    "list": "a list",
    "object": "an object",
    "bool": "true or false",
    "number": "a number",
    "text": "a text",
    "digits": "digits",
    "seconds": "seconds",
    "year": "a year",
    "date": "a date",
    "url": "an address",
}
