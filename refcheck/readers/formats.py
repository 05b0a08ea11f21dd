"""What a module of this folder offers."""

from typing import Any, Protocol, runtime_checkable

from refcheck.model import Bibliography


class TextFormat(Protocol):
    """A format that is text. ``name`` is the file's name as the caller gave it, or a name in angle brackets, or ``-``."""

    NAME: str

    def recognises(self, name: str, text: str) -> bool:
        """Whether the document is of this format, told from what it holds before how it is called."""

    def read(self, text: str, name: str) -> Bibliography:
        """Its references; never an exception because of what the text holds."""


class BinaryFormat(Protocol):
    """A format whose bytes say how they are to be read: an archive, a PDF, an XML file with its own encoding."""

    NAME: str

    def recognises_bytes(self, name: str, data: bytes) -> bool:
        """Whether the file is of this format, told from what it holds before how it is called."""

    def read_bytes(self, data: bytes, name: str) -> Bibliography:
        """Its references.

        Raises:
            SourceError: the file as a whole cannot be read: broken, encrypted, or too large when unpacked.
        """


@runtime_checkable
class PybtexData(Protocol):
    """A bibliography as pybtex holds it: its ``BibliographyData``."""

    entries: Any
    """The entries by their keys: each with a type, fields in LaTeX, and persons by role."""

    @property
    def preamble(self) -> str:
        """LaTeX that is set before all; here unused, but nothing else that has entries has one."""
        ...
