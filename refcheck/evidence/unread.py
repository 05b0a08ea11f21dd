"""Which places of an answer were not read: those whose words are nowhere in what was made of it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from refcheck.registries.failures import Failure
from refcheck.registries.recording.exchange import Exchange
from refcheck.registries.transport.json_text import read_json
from refcheck.registries.transport.xml_text import Element, read_xml
from refcheck.registries.wrappers.answer_json import Known, to_json
from refcheck.text.folding import fold

_MOST_PLACES = 60
"""More places are not told: a body may have any number."""

_NAMING_ATTRIBUTES = ("tag", "code", "type")
"""Attributes that tell elements of one name apart, in MARC and MODS."""


def unread_places(exchanges: Sequence[Exchange], answers: Sequence[Known]) -> tuple[str, ...]:
    """Return the places of the bodies whose words are not all among those of the answers, in their order.

    A place of lists is told once (``message.items[].abstract``), if what stands there was read in no element.
    """
    known = frozenset(fold(" ".join(map(_text, answers))).split())
    read: dict[str, bool] = {}
    for exchange in exchanges:
        for place, value in _leaves(exchange):
            read[place] = read.get(place, False) or set(fold(value).split()) <= known
    return tuple([place for place, is_read in read.items() if not is_read][:_MOST_PLACES])


def _text(answer: Known) -> str:
    """All the values of an answer."""
    return " ".join(value for _, value in _of_json(json.loads(to_json("", answer))))


def _leaves(exchange: Exchange) -> Iterator[tuple[str, str]]:
    if exchange.body.lstrip()[:1] == b"<":
        root = read_xml(exchange.body, "")
        return iter(()) if isinstance(root, Failure) else _of_xml(root)
    value = read_json(exchange.body, "")
    return iter(()) if isinstance(value, Failure) else _of_json(value)


def _of_json(value: Any) -> Iterator[tuple[str, str]]:
    """The texts and numbers in a value, each with its place. The way is kept in a list: a stranger's value may be deep."""
    left: list[tuple[str, Any]] = [("", value)]
    while left:
        place, each = left.pop()
        if isinstance(each, dict):
            left += [(f"{place}.{name}".lstrip("."), inner) for name, inner in reversed(each.items())]
        elif isinstance(each, list):
            left += [(f"{place}[]", inner) for inner in reversed(each)]
        elif each is not None and not isinstance(each, bool) and str(each).strip():
            yield place, str(each)


def _of_xml(root: Element) -> Iterator[tuple[str, str]]:
    """The texts in the elements, each with its place."""
    left: list[tuple[str, Element]] = [("", root)]
    while left:
        place, element = left.pop()
        if not isinstance(element.tag, str):
            continue
        told = "".join(f"[{value}]" for name in _NAMING_ATTRIBUTES if (value := element.get(name)))
        here = f"{place}/{element.tag.rpartition('}')[2]}{told}".lstrip("/")
        if (element.text or "").strip():
            yield here, str(element.text)
        left += [(here, child) for child in reversed(list(element))]
