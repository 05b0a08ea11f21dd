"""The blocks of a document: its paragraphs, and what it says about each."""

from attrs import frozen

from refcheck.layout.lines import lines_of
from refcheck.model import Span
from refcheck.parsing.splitting.headings import Heading, heading

NO_HEADING = 0
_LONGEST_HEADING = 200


@frozen(kw_only=True)
class Block:
    """A paragraph, and what the document says about it.

    ``level`` is that of a heading, from 1, ``NO_HEADING`` for none. Blocks with the same ``item`` (list item, table row) belong
    together; with ``is_entry`` the document says that the item is one of a list. ``lists`` are the containers around it that are
    said to be reference lists, ``sections`` those that are parts of the document, and ``aside`` is one that stands beside its text.
    ``is_tabled`` says that it stands in a table, ``has_style`` that it is set in a style that only references have.
    """

    span: Span
    item: object
    is_entry: bool = False
    level: int = NO_HEADING
    lists: tuple[object, ...] = ()
    sections: tuple[object, ...] = ()
    aside: object = None
    is_tabled: bool = False
    has_style: bool = False

    def heading(self, text: str) -> Heading | None:
        """What it begins, if it is a heading by its words; one with more behind it on its lines begins no list."""
        words = self.span.of(text)
        lines = lines_of(words) if len(words) <= _LONGEST_HEADING else []
        found = heading(lines[0]) if lines else None
        return found if len(lines) == 1 or found is Heading.OTHER else None
