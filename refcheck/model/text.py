"""Places in a text, and the text itself."""

from attrs import frozen


@frozen
class Span:
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        """The number of code points covered."""
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place: an empty one is no less there."""
        return True

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """The same span, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


@frozen(kw_only=True)
class Document:
    """A source as decoded: its text is never altered.

    ``name`` is a file's name as the caller gave it, ``-`` for standard input, ``<text>`` for a string;
    ``format`` is the name of the reader that read it (``plain``, ``bibtex`` …).
    """

    name: str
    format: str
    text: str
