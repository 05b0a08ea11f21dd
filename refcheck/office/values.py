"""Values written into a document: by whom and when, comments, and changes that somebody may accept or reject."""

from datetime import datetime

from attrs import frozen

from refcheck.model import Span, TextNode


@frozen(kw_only=True)
class Stamp:
    """Who writes, in full and in short, and when (UTC)."""

    author: str = "refcheck"
    initials: str = "rc"
    made: datetime

    @property
    def date(self) -> str:
        """The time as both formats have it, to the second: ``2026-11-26T09:30:00``. Who reads it may take it for local time."""
        return f"{self.made:%Y-%m-%dT%H:%M:%S}"


@frozen(kw_only=True)
class Comment:
    """A comment: what of the document it is about, and its lines, each with the address that it leads to, or ``""``.

    ``nodes`` are one after another in one part of the file. There is at least one.
    """

    nodes: tuple[TextNode, ...]
    lines: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Change:
    """A change of a document's text: what stands at ``span`` becomes ``replacement``."""

    span: Span
    replacement: str


@frozen(kw_only=True)
class Rewritten:
    """A file with what was written into it, and what could not be, each with why.

    ``followed`` counts the links whose addresses were corrected with their text.
    """

    data: bytes
    followed: int = 0
    refused: tuple[tuple[Change, str], ...] = ()
