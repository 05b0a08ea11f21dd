"""Values for writing into a document: author and time, comments, and tracked changes."""

from datetime import datetime

from attrs import frozen

from refcheck.model import Span, TextNode


@frozen(kw_only=True)
class Stamp:
    """The author of comments and changes, with initials, and the time (UTC)."""

    author: str = "refcheck"
    initials: str = "rc"
    made: datetime

    @property
    def date(self) -> str:
        """The time in the form of both formats, to the second: ``2026-11-26T09:30:00``. Programs may take it for local time."""
        return f"{self.made:%Y-%m-%dT%H:%M:%S}"


@frozen(kw_only=True)
class Comment:
    """A comment: the stretches of the document that it is about, and its lines, each with the URL that it links to, or ``""``.

    ``nodes`` are consecutive, in one part of the file, and not empty.
    """

    nodes: tuple[TextNode, ...]
    lines: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Change:
    """A change of a document's text: the text at ``span`` becomes ``replacement``."""

    span: Span
    replacement: str


@frozen(kw_only=True)
class Rewritten:
    """A rewritten file, and the changes that could not be made, each with the reason.

    ``followed`` counts the links whose targets were corrected with their text.
    """

    data: bytes
    followed: int = 0
    refused: tuple[tuple[Change, str], ...] = ()
