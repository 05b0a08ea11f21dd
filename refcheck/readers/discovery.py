"""Choice of the reader of a file, and the protocol of readers.

A format's module is imported when a document has one of its signs, or when the format is requested by name. The signs are in the
module's docstring, which is read without importing it. ``Signs: ``@``, ``.bib``.`` apply to texts: a text of the format contains
one of these, or its name ends in one; a sign in small letters matches capitals too. A format without signs is tried on every text.
``Marks: ``%PDF-``.`` apply to files that are read as bytes: such a file has one of these at its start.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

from attrs import frozen

from refcheck.docstrings import docstrings
from refcheck.model import Bibliography
from refcheck.readers import data, documents, pasted
from refcheck.readers.sources.encodings import is_marked, opening


class TextFormat(Protocol):
    """A text format. ``name`` is the file's name as the caller gave it, or a name in angle brackets, or ``-``."""

    NAME: str

    def recognises(self, name: str, text: str) -> bool:
        """Return whether the document is of this format, judged by its content before its name."""

    def read(self, text: str, name: str) -> Bibliography:
        """Return its references; raise nothing because of the content of the text."""


class BinaryFormat(Protocol):
    """A format that states its own encoding, and is read as bytes: an archive, a PDF, an XML file."""

    NAME: str

    def recognises_bytes(self, name: str, data: bytes) -> bool:
        """Return whether the file is of this format, judged by its content before its name."""

    def read_bytes(self, data: bytes, name: str) -> Bibliography:
        """Return its references.

        Raises:
            SourceError: the file as a whole cannot be read: broken, encrypted, or too large when unpacked.
        """


@runtime_checkable
class PybtexData(Protocol):
    """A bibliography of pybtex: its ``BibliographyData``."""

    entries: Any
    """The entries by their keys: each with a type, fields in LaTeX, and persons by role."""

    @property
    def preamble(self) -> str:
        """LaTeX that precedes the entries; unused here, but it distinguishes this class from others with ``entries``."""
        ...


_SIGNS = re.compile(r"^(Signs|Marks): (.+)\.$", re.MULTILINE)
"""The line of a docstring that lists signs: "Signs: ``@``, ``.bib``."."""

_SIGN = re.compile(r"``(.+?)``")
"""One sign in that line."""


@frozen
class _Card:
    """A format's module, whether it reads bytes, and the signs of documents that may be of the format."""

    module: str
    is_binary: bool
    signs: tuple[str, ...]

    def loaded(self) -> Any:
        """Return the module, imported."""
        return import_module(self.module)


def formats() -> tuple[str, ...]:
    """Return the names of the formats that can be read, in alphabetical order."""
    return tuple(sorted(_cards()))


def load_formats() -> None:
    """Import every format, for a server that has time for it at its start, and will read documents of any format."""
    for card in _cards().values():
        card.loaded()


def text_format(name: str, text: str, *, besides: str = "") -> TextFormat | None:
    """Return the first format that recognises a text, except the one with the name ``besides``."""
    called, written = name.lower(), f"{text}\n{text.lower()}"
    for known, card in _cards().items():
        may_be = not card.signs or any(sign in written or called.endswith(sign) for sign in card.signs)
        if may_be and not card.is_binary and known != besides:
            form: TextFormat = card.loaded()
            if form.recognises(name, text):
                return form
    return None


def binary_format(name: str, data: bytes) -> BinaryFormat | None:
    """Return the format that recognises a file by its bytes; ``None`` at once if no format's mark is at their start."""
    if not is_marked(data):
        return None
    head = opening(data)
    for card in _cards().values():
        if card.is_binary and any(mark in head for mark in card.signs):
            form: BinaryFormat = card.loaded()
            if form.recognises_bytes(name, data):
                return form
    return None


def may_hold(text: str, name: str) -> bool:
    """Return whether a text has one of the signs of the format of that name."""
    return any(sign in text for sign in _cards()[name].signs)


def text_format_named(name: str) -> TextFormat | None:
    """Return the text format of that name, if there is one."""
    card = _cards().get(name)
    return card.loaded() if card and not card.is_binary else None


def binary_format_named(name: str) -> BinaryFormat | None:
    """Return the binary format of that name, if there is one."""
    card = _cards().get(name)
    return card.loaded() if card and card.is_binary else None


@cache
def _cards() -> Mapping[str, _Card]:
    """Return the card of every format by its name, in the order in which they are tried."""
    return MappingProxyType(
        {
            module.replace("_", "-"): _card(f"{package.__name__}.{module}", doc)
            for package in (data, documents, pasted)
            for module, doc in docstrings(package.__path__)
        }
    )


def _card(module: str, doc: str) -> _Card:
    kind, signs = said.groups() if (said := _SIGNS.search(doc)) else ("Signs", "")
    return _Card(module, is_binary=kind == "Marks", signs=tuple(_SIGN.findall(signs)))
