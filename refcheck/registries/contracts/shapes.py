"""The form of an answer: rows of a place in it and what stands there, held against a body.

A row is a path and a kind, ``message.items[].title[]  text``. In JSON a step is the name of a field or a number in a list; ``[]``
says that there is a list and goes into all of it, ``()`` goes into a list where there is one. In XML a path is that of ElementTree,
with ``@name`` for an attribute. A row holds where anything of its kind stands at its place: one entry of a list may be odd, all of
them are not. ``null`` and an empty text are nothing. A row whose path ends in ``?`` may have nothing. Kinds are those of
``kinds.py``, ``list 5`` (a list of five), ``elements 5`` (in XML), ``'so'`` (the very text), and several with ``|`` between.
"""

from collections.abc import Callable, Sequence

from attrs import frozen

from refcheck.registries.contracts.kinds import alternatives, in_words, is_of, kind_of
from refcheck.registries.contracts.places import Places

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
    """A value that is not of its kind: the text itself where another text is expected."""
    if isinstance(value, str | int) and not any(each in ("list", "object") for each in alternatives(kind)):
        return f"‘{str(value)[:_LONGEST]}’"
    return kind_of(value)
