"""Hayagriva, the YAML bibliographies of Typst: every entry is a reference, whose ``raw`` is its source.

Source: the file format as Hayagriva documents it.

Signs: ``type:``.
"""

import re
from collections.abc import Iterator, Mapping

from refcheck.model import Bibliography, Date, Name, Reference, Span
from refcheck.parsing.dates import read_date
from refcheck.readers.entries import listed
from refcheck.readers.entries.items import given_reference
from refcheck.readers.entries.stated import Stated
from refcheck.readers.entries.yaml_tree import YamlNode, compose, elements, members, span_of, text_of

NAME = "hayagriva"

_ENTRY = re.compile(
    r"^[^\s#:{}\[\],&*!|>'\"%@-][^\n:]{0,100}:[ \t]*\r?\n(?:[ \t]+[^\s][^\n]*\n|[ \t\r]*\n){0,40}?[ \t]+type:[ \t]*"
    r"(?:article|chapter|entry|anthos|report|thesis|web|scene|artwork|patent|case|newspaper|legislation|manuscript|original|post|misc"
    r"|performance|periodical|proceedings|book|blog|reference|conference|anthology|repository|thread|video|audio|exhibition)\b",
    re.MULTILINE | re.IGNORECASE,
)
"""An entry: a key at the line's beginning, and below it a type that Hayagriva has."""

_TYPES = {
    "article": "article-journal", "chapter": "chapter", "entry": "entry", "anthos": "chapter", "report": "report",
    "thesis": "thesis", "web": "webpage", "patent": "patent", "case": "legal_case", "legislation": "legislation",
    "manuscript": "manuscript", "post": "post", "book": "book", "anthology": "book", "reference": "book",
    "proceedings": "book", "repository": "software",
}  # fmt: skip
_PLAIN = {
    "volume": "volume", "issue": "issue", "page-range": "page", "edition": "edition", "genre": "genre", "archive": "archive",
    "location": "publisher_place", "page-total": "number_of_pages", "note": "note",
}  # fmt: skip
_NUMBERS = {"doi": "doi", "isbn": "isbn", "issn": "issn", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "arxiv"}
_ROLES = {"author": "author", "editor": "editor"}
_DEEPEST = 4


def recognises(name: str, text: str) -> bool:
    """Return whether the text has an entry with a type that Hayagriva has."""
    return _ENTRY.search(text[:100_000]) is not None


def read(text: str, name: str) -> Bibliography:
    """One reference for each entry, in order."""
    if (root := compose(text)) is None:
        return listed(text, name, NAME, (), notes=("the YAML is broken, and nothing of it was read",))
    return listed(text, name, NAME, (_reference(*each, text) for each in _entries(root, text)))


def _entries(root: YamlNode, text: str) -> Iterator[tuple[str, Span, YamlNode]]:
    """Yield the key of each entry, where it stands, and what it says."""
    for key, value in root.value if members(root) else ():
        end = len(text[: value.end_mark.index].rstrip())
        if text_of(key):
            yield text_of(key), Span(key.start_mark.index, max(end, key.end_mark.index)), value


def _reference(key: str, span: Span, node: YamlNode, text: str) -> Reference:
    values = [
        each._replace(span=each.span.shifted(-span.start))
        for each in _values(members(node), 0)
        if span.start <= each.span.start and each.span.end <= span.end
    ]
    kind = _TYPES.get(text_of(members(node).get("type")).lower())
    parent = next(elements(members(node).get("parent")), None)
    if text_of(members(parent).get("type")).lower() in ("proceedings", "conference"):
        kind = "paper-conference"
    return given_reference(key=key, raw=span.of(text), spans=(span,), values=values, kind=kind)


def _values(entry: Mapping[str, YamlNode], depth: int) -> Iterator[Stated]:
    for key, variable in _ROLES.items():
        for node in elements(entry.get(key)):
            if name := _name(node):
                yield Stated(name=variable, value=name, span=span_of(node))
    title = _value(entry.get("title"))
    if title is not None and text_of(title):
        yield Stated(name="container_title" if depth else "title", value=text_of(title), span=span_of(title))
    for key, variable in (("date", "issued"), *((key, variable) for key, variable in _PLAIN.items())):
        stated = _value(entry.get(key))
        if stated is not None and (value := text_of(stated)):
            dated: Date | str = read_date(value) or Date(raw=value) if key == "date" else value
            yield Stated(name=variable, value=dated, span=span_of(stated))
    yield from _publisher(entry.get("publisher"))
    yield from _addresses(entry)
    for parent in list(elements(entry.get("parent")))[:1] if depth < _DEEPEST else ():
        yield from _values(members(parent), depth + 1)


def _value(node: YamlNode | None) -> YamlNode | None:
    """Return a value, or that of a mapping with ``value`` for it."""
    return members(node).get("value", None) if members(node) else node


def _name(node: YamlNode) -> Name | None:
    """Return a person: "Family, Given", or the parts by name."""
    parts = {key: text_of(value) for key, value in members(node).items()}
    if parts.get("name"):
        return Name(
            family=parts["name"],
            given=parts.get("given-name"),
            particle=parts.get("prefix"),
            suffix=parts.get("suffix"),
        )
    family, comma, given = text_of(node).partition(",")
    if not family:
        return None
    return Name(family=family.strip(), given=given.strip() or None) if comma else Name(literal=family)


def _publisher(node: YamlNode | None) -> Iterator[Stated]:
    parts = members(node) if members(node) else {} if node is None else {"name": node}
    for key, variable in (("name", "publisher"), ("location", "publisher_place")):
        part = parts.get(key)
        if part is not None and text_of(part):
            yield Stated(name=variable, value=text_of(part), span=span_of(part))


def _addresses(entry: Mapping[str, YamlNode]) -> Iterator[Stated]:
    numbers = members(entry.get("serial-number"))
    for key, node in numbers.items():
        if key.lower() in _NUMBERS and text_of(node):
            yield Stated(name=_NUMBERS[key.lower()], value=text_of(node), span=span_of(node))
    url = _value(entry.get("url"))
    if url is not None and text_of(url):
        yield Stated(name="url", value=text_of(url), span=span_of(url))
    visited = members(entry.get("url")).get("date")
    if visited is not None and (date := read_date(text_of(visited))):
        yield Stated(name="accessed", value=date, span=span_of(visited))
