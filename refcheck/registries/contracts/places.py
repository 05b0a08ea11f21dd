"""Places in an answer: the paths of rows, walked through JSON and XML that strangers have written."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from refcheck.registries.contracts.kinds import kind_of
from refcheck.registries.transport.xml_text import Element, text_of


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
    """A step of a path in XML with its namespace written out."""
    prefix, colon, rest = step.partition(":")
    return f"{{{names[prefix]}}}{rest}" if colon and prefix in names else step
