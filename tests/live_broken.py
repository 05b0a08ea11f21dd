"""The ways to break a contract: what becomes of a reply that a service gives."""

import json
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from attrs import evolve
from live_made import PLAYED, Canned
from werkzeug import Request


def renamed(canned: Canned, place: str) -> Canned:
    """A field, or an element or attribute of XML, is called otherwise."""
    if isinstance(canned.body, str):
        name, _, value = place.partition("=")
        if not canned.body.startswith("<"):
            return canned
        if value:
            return evolve(canned, body=canned.body.replace(f'{name}="{value}"', f'{name}="was-{value}"'))
        return evolve(canned, body=re.sub(rf"(</?(?:\w+:)?){re.escape(name)}\b", rf"\1{name}-now", canned.body))
    return _changed(canned, place, lambda holder, key: holder.update({f"{key}-now": holder.pop(key)}))


def retyped(canned: Canned, place: str) -> Canned:
    """The page at a place is of another type: a text in an object, an object in a list, a list as an object."""

    def change(holder: Any, key: Any) -> None:
        value = holder[key]
        holder[key] = [value] if isinstance(value, dict) else {"of": value}

    return canned if isinstance(canned.body, str) else _changed(canned, place, change)


def cut(canned: Canned, place: str) -> Canned:
    """A list is shorter by one; in XML, there is one element less."""
    if isinstance(canned.body, str):
        return evolve(canned, body=re.sub(rf"<(?P<tag>(?:\w+:)?{place})>.*?</(?P=tag)>", "", canned.body, count=1))
    return _changed(canned, place, lambda holder, key: holder[key].pop() if holder[key] else None)


def reversed_at(canned: Canned, place: str) -> Canned:
    """A list stands the other way round."""
    return evolve(canned, body=canned.body[::-1]) if isinstance(canned.body, list) else canned


def without_header(canned: Canned, name: str) -> Canned:
    """A header is gone."""
    return evolve(canned, headers={key: value for key, value in canned.headers.items() if key != name})


def with_header(canned: Canned, header: str) -> Canned:
    """A header that is there says something else."""
    name, _, value = header.partition(": ")
    return evolve(canned, headers={**canned.headers, name: value}) if name in canned.headers else canned


def with_status(canned: Canned, change: str) -> Canned:
    """What was answered with one status is answered with another one: ``404 410``."""
    was, now = map(int, change.split())
    return evolve(canned, status=now) if canned.status == was else canned


def with_kind(canned: Canned, kind: str) -> Canned:
    """What is well answered calls itself something else."""
    return evolve(canned, kind=kind) if canned.status == 200 else canned


def without_redirect(canned: Canned, other: str) -> Canned:
    """What a redirect led to is answered at once."""
    if canned.status not in (301, 302):
        return canned
    service, _, path = canned.headers["location"].lstrip("/").partition("/")
    return PLAYED[service](path, Request({}))


def replaced(canned: Canned, change: str) -> Canned:
    """A text stands in the place of another: ``so > otherwise``."""
    old, _, new = change.partition(" > ")
    text = canned.body if isinstance(canned.body, str) else json.dumps(canned.body)
    return evolve(canned, body=text.replace(old, new)) if old in text else canned


WAYS: Mapping[str, Callable[[Canned, str], Canned]] = {
    "renamed": renamed,
    "retyped": retyped,
    "cut": cut,
    "reversed": reversed_at,
    "without-header": without_header,
    "with-header": with_header,
    "status": with_status,
    "content-type": with_kind,
    "without-redirect": without_redirect,
    "replaced": replaced,
}


def elements(text: str) -> set[str]:
    """Every element in XML by its name, and every attribute with its value."""
    root = text.partition("?>")[2]
    names = re.findall(r"<(?:\w+:)?(\w+)[ >/]", root)
    return {*names, *(f"{name}={value}" for name, value in re.findall(r" ([\w:]+)=\"([^\"]+)\"", root))}


def places(body: Any, at: str = "") -> set[str]:
    """Every field in a value of JSON, as a path; names that are numbers are one."""
    if isinstance(body, dict):
        inner = {f"{at}.{'*' if key.isdigit() else key}".lstrip("."): value for key, value in body.items()}
        return set(inner).union(*(places(value, path) for path, value in inner.items()))
    return set().union(*(places(each, f"{at}[]") for each in body)) if isinstance(body, list) else set()


def _changed(canned: Canned, place: str, change: Callable[[Any, Any], Any]) -> Canned:
    """The reply with something done wherever the place is; as it was where that is nowhere."""
    body = {"": deepcopy(canned.body)}
    _at_each(body, "", place.replace("[]", ".[]").lstrip(".").split("."), change)
    return evolve(canned, body=body[""])


def _at_each(holder: Any, key: Any, steps: list[str], change: Callable[[Any, Any], Any]) -> None:
    value = holder[key]
    if not steps or steps == [""]:
        change(holder, key)
    elif steps[0] == "*" and isinstance(value, dict):
        for name in list(value):
            _at_each(value, name, steps[1:], change)
    elif steps[0] == "[]" and isinstance(value, list):
        for number in range(len(value)):
            _at_each(value, number, steps[1:], change)
    elif isinstance(value, dict) and steps[0] in value:
        _at_each(value, steps[0], steps[1:], change)
