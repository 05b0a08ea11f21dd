"""Fixes within an item of CSL-YAML, or an entry of Hayagriva."""

import json
import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

import yaml

from refcheck.fixing.edits import IN_A_NOTE, IN_PIECES, NOT_HERE, Change, RequestedEdit, Source, Unwritable, line_end
from refcheck.fixing.json_items import NOTES
from refcheck.model import Span
from refcheck.readers.data import hayagriva
from refcheck.readers.data.csl_yaml import NAME
from refcheck.readers.entries.yaml_tree import LOADER, index_of, scalar_place

FORMATS = (NAME, hayagriva.NAME)

_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
"""The rest of a line after a value: white space, a comment."""

_KEY = re.compile(r"[\"']?(?P<name>\w+)[\"']?[ \t]*:[ \t]*[\"']?\Z")
"""A key with its colon, before a value on its line: ``note: ``."""

_DOI = re.compile(r"^[ \t-]*(?:DOI|\"DOI\"|'DOI')[ \t]*:[ \t]*(?P<value>[^\r\n#]*)", re.MULTILINE)
"""The line of a DOI."""

_INDENT = re.compile(r"[ \t-]*\Z")
"""The text before the first key of an item on its line: ``  - ``."""

_SIGNS = frozenset("#&*!|%@`")
"""Characters of YAML's syntax, which do not occur in names."""


def written(requested: RequestedEdit, source: Source) -> Change | Unwritable:
    """Return the change of the item's source."""
    text = source.document.text
    if not requested.fix.adds:
        return _replaced(requested, text)
    if source.document.format != NAME:
        return NOT_HERE
    return _added(requested, text)


def _replaced(requested: RequestedEdit, text: str) -> Change | Unwritable:
    """Return the change of a value, or of a part of one, in the style of its scalar."""
    by = requested.reference.spans[0].start
    span = requested.fix.span.shifted(by)
    new = requested.text_for(span.of(text))
    places = _scalars(text)
    at = bisect_right(places, span.start, key=lambda scalar: scalar.span.start) - 1
    scalar = places[at] if at >= 0 else None
    if scalar is None or span.end > scalar.span.end:
        people = requested.is_of_people and _SIGNS.isdisjoint(requested.fix.replacement)
        return Change(requested.fix.span, requested.fix.replacement) if people else IN_PIECES
    key = _KEY.search(text, text.rfind("\n", 0, scalar.span.start) + 1, scalar.span.start)
    if key is not None and key["name"] in NOTES:
        return IN_A_NOTE
    value = scalar.span.of(text)
    if scalar.style in ("|", ">") or "\n" in value or "\r" in value:
        return Unwritable("its value is on several lines")
    whole = Span(scalar.span.start, span.start).of(text) + new + Span(span.end, scalar.span.end).of(text)
    if scalar.is_tagged and not (value.isdecimal() and whole.isdecimal()):
        return Unwritable("its value has a tag")
    if scalar.style == '"':
        return Change(requested.fix.span, json.dumps(new, ensure_ascii=False)[1:-1])
    if scalar.style == "'":
        return Change(requested.fix.span, new.replace("'", "''"))
    return Change(scalar.span.shifted(-by), _plain(whole, value))


class _Scalar(NamedTuple):
    """A scalar: the span of its text within quotation marks; its style: these, ``|``, ``>`` or none; whether it has a tag."""

    span: Span
    style: str
    is_tagged: bool


@lru_cache(maxsize=2)
def _scalars(text: str) -> tuple[_Scalar, ...]:
    """Return the scalars of a document, in order, up to the first error in the YAML."""
    found: list[_Scalar] = []
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.ScalarEvent):
                span, _ = scalar_place(text, event)
                is_tagged = "!" in text[index_of(event.start_mark) : span.start]
                found.append(_Scalar(span, event.style or "", is_tagged))
    except (yaml.YAMLError, ValueError):
        pass
    return tuple(found)


def _plain(text: str, before: str = "") -> str:
    """Return a text as a scalar: without quotation marks if it is read the same then, else with them."""
    try:
        read = yaml.safe_load(f"- {text}")
    except yaml.YAMLError:
        read = None
    if isinstance(read, list) and len(read) == 1 and not isinstance(read[0], dict | list):
        is_text = read == [text]
        is_number = str(read[0]) == text and before.isdecimal()
        if is_text or is_number:
            return text
    return json.dumps(text, ensure_ascii=False)


def _added(requested: RequestedEdit, text: str) -> Change | Unwritable:
    """Return the change that adds a line after the item's last one, or fills an empty one."""
    raw = requested.reference.raw
    start = requested.reference.spans[0].start
    if held := _DOI.search(raw):
        if held["value"].strip() not in ("", "null", "~", '""', "''"):
            return Unwritable("it already has a member “DOI” with another value")
        place = Span(held.start("value"), held.start("value") + len(held["value"].rstrip()))
        return Change(place, _plain(requested.text) if raw[place.start - 1].isspace() else f" {_plain(requested.text)}")
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rest = _REST.match(text, start + len(raw))
    if not _INDENT.fullmatch(text, line, start) or raw[:1] in ("{", "?") or rest is None:
        return Unwritable("its item is not written with one member per line")
    at = rest.end() - start
    return Change(Span(at, at), f"{line_end(text)}{' ' * (start - line)}DOI: {_plain(requested.text)}")
