"""Hayagriva, the YAML bibliographies of Typst: every entry is a reference, whose ``raw`` is its source.

Source: Hayagriva's documentation of its file format.

Signs: ``type:``.
"""

import re
from collections.abc import Iterator, Mapping

from refcheck.model import Bibliography, Date, Name, Reference, Span
from refcheck.parsing.dates import read_date
from refcheck.readers.entries import listed
from refcheck.readers.entries.items import Item, stated_entry
from refcheck.readers.entries.stated import Stated, reference
from refcheck.readers.entries.yaml_tree import YamlNode, compose, elements, members, span_of, text_of

NAME = "hayagriva"

_ENTRY = re.compile(
    r"^[^\s#:{}\[\],&*!|>'\"%@-][^\n:]{0,100}:[ \t]*\r?\n(?:[ \t]+[^\s][^\n]*\n|[ \t\r]*\n){0,40}?[ \t]+type:[ \t]*"
    r"(?:article|chapter|entry|anthos|report|thesis|web|scene|artwork|patent|case|newspaper|legislation|manuscript|original|post|misc"
    r"|performance|periodical|proceedings|book|blog|reference|conference|anthology|repository|thread|video|audio|exhibition)\b",
    re.MULTILINE | re.IGNORECASE,
)
"""An entry: a key at the start of a line, and below it one of Hayagriva's types."""

_KEY = re.compile(r"^[^\s#:{}\[\],&*!|>'\"%@-][^\n:]{0,100}:(?=\s)", re.MULTILINE)
"""A key at the start of a line, whatever is below it."""

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
_NUMBERS = frozenset({"doi", "isbn", "issn", "pmid", "pmcid", "arxiv"})
_DEEPEST = 4


def recognises(name: str, text: str) -> bool:
    """Return whether most top-level keys of the text are those of entries with one of Hayagriva's types."""
    head = text[:100_000]
    return len(_KEY.findall(head)) < 2 * len(_ENTRY.findall(head))


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each entry, in order."""
    if (root := compose(text)) is None:
        return listed(text, name, NAME, (), notes=("the YAML is broken; none of it was read",))
    return listed(text, name, NAME, (_reference(*each, text) for each in _entries(root, text)))


def _entries(root: YamlNode, text: str) -> Iterator[tuple[str, Span, YamlNode]]:
    """Yield the key, span and value of each entry."""
    for key, value in root.value if members(root) else ():
        end = len(text[: value.end_mark.index].rstrip())
        if text_of(key):
            yield text_of(key), Span(key.start_mark.index, max(end, key.end_mark.index)), value


def _reference(key: str, span: Span, node: YamlNode, text: str) -> Reference:
    stated = [each for each in _values(members(node), 0) if span.holds(each.span)]
    made_for = "note" if any(each.name == "publisher" for each in stated) else "publisher"
    stated += _text(made_for, members(node).get("organization"))
    kind = _TYPES.get(text_of(members(node).get("type")).lower())
    parent = next(elements(members(node).get("parent")), None)
    if text_of(members(parent).get("type")).lower() in ("proceedings", "conference"):
        kind = "paper-conference"
    values = tuple(each._replace(span=each.span.shifted(-span.start)) for each in stated)
    item = Item(raw=span.of(text), values=values, kind=kind)
    return reference(stated_entry(item, key, span, [Span(0, len(span))]), text)


def _values(entry: Mapping[str, YamlNode], depth: int) -> Iterator[Stated]:
    for role in ("author", "editor"):
        for node in elements(entry.get(role)):
            if name := _name(node):
                yield Stated(role, name, span_of(node))
    yield from _text("container_title" if depth else "title", _value(entry.get("title")))
    for said in _text("issued", _value(entry.get("date"))):
        yield said._replace(value=read_date(str(said.value)) or Date(raw=str(said.value)))
    serial = entry.get("serial-number")
    yield from _text("note" if depth else "number", members(serial).get("serial") if members(serial) else serial)
    for key, variable in _PLAIN.items():
        yield from _text(variable, _value(entry.get(key)))
    yield from _others(entry)
    for parent in list(elements(entry.get("parent")))[:1] if depth < _DEEPEST else ():
        yield from _values(members(parent), depth + 1)


def _others(entry: Mapping[str, YamlNode]) -> Iterator[Stated]:
    """Yield the publisher and its place, the identifiers, the URL and its access date."""
    publisher = members(entry.get("publisher"))
    yield from _text("publisher", publisher.get("name") if publisher else entry.get("publisher"))
    yield from _text("publisher_place", publisher.get("location"))
    for key, node in members(entry.get("serial-number")).items():
        if key.lower() in _NUMBERS:
            yield from _text(key.lower(), node)
    yield from _text("url", _value(entry.get("url")))
    for said in _text("accessed", members(entry.get("url")).get("date")):
        if date := read_date(str(said.value)):
            yield said._replace(value=date)


def _text(variable: str, node: YamlNode | None) -> Iterator[Stated]:
    """Yield the text of a node as the value of a variable, if it has any."""
    if node is not None and (text := text_of(node)):
        yield Stated(variable, text, span_of(node))


def _value(node: YamlNode | None) -> YamlNode | None:
    """Return the node itself, or the member ``value`` if it is a mapping."""
    return members(node).get("value", None) if members(node) else node


def _name(node: YamlNode) -> Name | None:
    """Return the name of a person, written as "Family, Given" or as a mapping of its parts."""
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
