"""Records in the source of an XML file: their elements, and the span of each character of a text.

Entities that a file declares are not read as text, and nothing is fetched.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from attrs import define, field, frozen

from refcheck.model import Span

_RECORD = "record"
_STYLE = "style"
"""An element around a part of a text, which counts as text of the element around it."""

_TOKEN = re.compile(
    r"(?P<text>[^<]+)|(?P<section><!\[CDATA\[.*?\]\]>)|<!--.*?-->|<\?.*?\?>|<!(?!--|\[CDATA\[)[^>]*>"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w.-]*)[^<>]*?(?P<empty>/?)>|<(?![!?])[^>]*>",
    re.DOTALL,
)
"""A text, a CDATA section, other markup, or a tag: ``Doe``, ``<![CDATA[Doe]]>``, ``<!-- -->``, ``</author>``, ``<urls/>``."""

_CHARACTER = re.compile(r"&#?\w{1,32};|[^&]|&")
"""A character as it is written: ``a``, ``&amp;``, ``&#xD;``."""

UNREADABLE = "\0"
"""A placeholder for an unknown entity, and for a CDATA section, whose characters are not read one by one."""

Character = tuple[str, Span]
"""A character, and its span in the source."""


@frozen
class Element:
    """An element with text: the names of the elements below the record down to it, its span, and its characters."""

    path: tuple[str, ...]
    span: Span
    characters: Sequence[Character]

    @property
    def text(self) -> str:
        """The text as it is read, with white space collapsed, and none at the ends."""
        return "".join(each for each, _ in self.characters)

    @property
    def inner(self) -> Span:
        """The span of the text in the source."""
        return Span(self.characters[0][1].start, self.characters[-1][1].end)


@define
class _Open:
    """An element that has not ended yet."""

    name: str
    start: int
    characters: list[Character] = field(factory=list)
    is_last: bool = True


def records(source: str) -> Iterator[list[Element]]:
    """Yield the elements of each record that contain no others except styles, up to the first error in the XML."""
    opened: list[_Open] = []
    record: list[Element] = []
    at = 0
    while token := _TOKEN.match(source, at):
        at, name = token.end(), token["name"]
        if opened and (token["text"] or token["section"]):
            opened[-1].characters += _characters(token)
        if name in (None, _STYLE) or token["empty"]:
            continue
        if not token["end"]:
            if opened:
                opened[-1].is_last = False
            opened.append(_Open(name, token.start()))
        elif not opened or opened[-1].name != name:
            return
        elif name == _RECORD:
            opened.pop()
            yield record
            record = []
        else:
            record += _closed(opened, at)


def _closed(opened: list[_Open], end: int) -> Iterator[Element]:
    """Yield the element that ends, if it is in a record and contains no others."""
    names = [each.name for each in opened]
    last = opened.pop()
    if last.is_last and _RECORD in names:
        path = tuple(names[names.index(_RECORD) + 1 :])
        yield Element(path, Span(last.start, end), _collapsed(last.characters))


def _characters(token: re.Match[str]) -> Iterator[Character]:
    if token["section"]:
        yield UNREADABLE, Span(*token.span())
        return
    for found in _CHARACTER.finditer(token.string, *token.span()):
        said = unescape(found[0])
        for each in UNREADABLE if len(found[0]) > 1 and said == found[0] else said:
            yield each, Span(*found.span())


def _collapsed(characters: Sequence[Character]) -> Sequence[Character]:
    """Return characters with white space collapsed, and none at the ends."""
    kept: list[Character] = []
    for each, span in characters:
        if not each.isspace():
            kept.append((each, span))
        elif kept and kept[-1][0] != " ":
            kept.append((" ", span))
    return kept[:-1] if kept and kept[-1][0] == " " else kept
